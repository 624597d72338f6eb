// How well a parser understands the beginning of a file.

#include "logs/recognise.h"

namespace cordon::logs {
namespace {

class Nobody final : public EntrySink {
 public:
  void entry(const Entry&) override {}
};

constexpr std::size_t kLinesTried = 200;  // more tell nothing new

}  // namespace

Fit fit_of(Parser& parser, std::string_view first) {
  Fit fit;
  Nobody nobody;
  while (!first.empty() && fit.lines < kLinesTried) {
    const std::size_t end = first.find('\n');
    if (end == std::string_view::npos && fit.lines > 0) break;  // it may be cut
    std::string_view line = first.substr(0, end);
    first.remove_prefix(end == std::string_view::npos ? first.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    const Verdict verdict = parser.read(line, nobody);
    if (verdict == Verdict::nothing) continue;
    ++fit.lines;
    fit.understood += verdict == Verdict::told;
  }
  return fit;
}

}  // namespace cordon::logs
