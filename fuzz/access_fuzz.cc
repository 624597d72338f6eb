// The first line as a format string of Apache's or nginx's, what follows as lines of it; and all of
// it as a log whose format is to be recognised. What is read briefly names the same parties.
#include "base/check.h"
#include "fuzz_logs.h"
#include "logs/access.h"
#include "logs/recognisers.h"

namespace {

struct Parties final : cordon::logs::EntrySink {
  void entry(const cordon::logs::Entry& e) override {
    sum = sum * 1'000'003 +
          (e.client.address.hash() ^ static_cast<std::uint64_t>(cordon::to_ns(e.time)));
    sum = sum * 1'000'003 + static_cast<std::uint64_t>(e.status);
  }
  std::uint64_t sum = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cordon;
  const std::string_view text = text_of({data, size});
  fuzz::tell_lines(logs::recognise_access(text, {}), text);
  const std::size_t end = text.find('\n');
  const auto format = logs::compile_access_format(text.substr(0, end));
  if (!format || end == std::string_view::npos) return 0;
  const std::string_view lines = text.substr(end + 1);
  for (const logs::Escapes escapes : {logs::Escapes::backslash, logs::Escapes::hash}) {
    logs::AccessParser first(*format, escapes), second(*format, escapes);
    CHECK(fuzz::tell_lines(first, lines) == fuzz::tell_lines(second, lines));
  }
  // Whether a line is read briefly or not must not change who did what.
  if (lines.find('\\') != std::string_view::npos) return 0;
  logs::AccessParser whole(*format), brief(*format);
  for (std::string_view rest = lines; !rest.empty();) {
    const std::size_t line = std::min(rest.find('\n'), rest.size());
    Parties of_whole, of_brief;
    brief.be_brief(true);
    if (whole.read(rest.substr(0, line), of_whole) == logs::Verdict::told &&
        brief.read(rest.substr(0, line), of_brief) == logs::Verdict::told)
      CHECK(of_whole.sum == of_brief.sum);
    rest.remove_prefix(std::min(line + 1, rest.size()));
  }
  return 0;
}
