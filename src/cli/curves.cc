#include "cli/curves.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "cli/output.h"
#include "cli/terminal.h"

namespace cordon::cli {
namespace {

constexpr std::size_t kWidest = 120;  // a curve gets no clearer beyond

bool speaks_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string_view locale = value;
    return locale.find("UTF-8") != std::string_view::npos ||
           locale.find("utf8") != std::string_view::npos;
  }
  return true;  // nothing is said, as in a pipeline
}

}  // namespace

plot::Terminal terminal_for_curves() {
  plot::Terminal terminal;
  winsize size{};
  if (::isatty(STDOUT_FILENO) != 0 && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
      size.ws_col > 0)
    terminal.width = std::min<std::size_t>(size.ws_col, kWidest);
  terminal.colour = wants_colour();
  terminal.ascii = !speaks_utf8();
  return terminal;
}

Result<void> write_picture(const std::string& path, const std::string& svg) {
  if (path.empty()) return {};
  return write_file(path, svg);
}

}  // namespace cordon::cli
