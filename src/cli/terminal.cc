#include "cli/terminal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/text.h"
#include "base/time.h"

namespace cordon::cli {
namespace {

constexpr auto kBetweenDraws = std::chrono::milliseconds(100);
constexpr std::size_t kBarColumns = 20;

}  // namespace

bool wants_colour() { return isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr; }
bool shows_progress() { return isatty(STDERR_FILENO) == 1; }

std::string progress_text(std::uint64_t done, std::uint64_t total, double seconds_so_far,
                          const std::string& counted) {
  const auto amount = [&](std::uint64_t n) { return counted.empty() ? size_text(n) : grouped(n); };
  const double rate = seconds_so_far > 0 ? static_cast<double>(done) / seconds_so_far : 0;
  std::string text = amount(done);
  if (total > 0) {
    const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
    const auto filled = static_cast<std::size_t>(share * kBarColumns);
    text = fmt::format("[{}{}] {:3.0f} %  {} of {}", std::string(filled, '='),
                       std::string(kBarColumns - filled, ' '), 100 * share, text, amount(total));
  }
  if (!counted.empty()) text += " " + counted;
  text += fmt::format("  {}/s", amount(static_cast<std::uint64_t>(rate)));
  if (total > done && rate > 0)
    text +=
        fmt::format("  {} left",
                    duration_text(duration_from_seconds(static_cast<double>(total - done) / rate)));
  return text;
}

ProgressLine::ProgressLine(std::string what, std::string counted)
    : what_(std::move(what)),
      counted_(std::move(counted)),
      on_(shows_progress()),
      begun_(Clock::now()),
      last_(begun_) {}

ProgressLine::~ProgressLine() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
}

void ProgressLine::show(std::uint64_t done, std::uint64_t total) {
  if (!on_) return;
  const auto now = Clock::now();
  if (now - last_ < kBetweenDraws) return;
  last_ = now;
  drawn_ = true;
  const double so_far = std::chrono::duration<double>(now - begun_).count();
  std::fprintf(stderr, "\r\x1b[K%s %s", what_.c_str(),
               progress_text(done, total, so_far, counted_).c_str());
  std::fflush(stderr);
}

}  // namespace cordon::cli
