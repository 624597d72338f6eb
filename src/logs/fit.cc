// How well a parser understands the beginning of a file.

#include "logs/recognise.h"

namespace cordon::logs {
namespace {

class Named final : public EntrySink {
 public:
  explicit Named(EntrySink* also) : also_(also) {}
  void entry(const Entry& entry) override {
    named = !entry.client.address.is_unspecified();
    if (also_ != nullptr) also_->entry(entry);
  }
  bool named = false;

 private:
  EntrySink* also_;
};

constexpr std::size_t kLinesTried = 200;  // more tell nothing new

}  // namespace

Fit fit_of(Parser& parser, std::string_view first, EntrySink* also) {
  Fit fit;
  Named sink(also);
  while (!first.empty() && fit.lines < kLinesTried) {
    const std::size_t end = first.find('\n');
    if (end == std::string_view::npos && fit.lines > 0) break;  // it may be cut
    std::string_view line = first.substr(0, end);
    first.remove_prefix(end == std::string_view::npos ? first.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    sink.named = false;
    const Verdict verdict = parser.read(line, sink);
    if (verdict == Verdict::nothing) continue;
    ++fit.lines;
    fit.understood += verdict == Verdict::told;
    fit.named += verdict == Verdict::told && sink.named;
  }
  return fit;
}

}  // namespace cordon::logs
