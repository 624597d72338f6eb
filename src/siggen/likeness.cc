#include "siggen/likeness.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace cordon::siggen {
namespace {

constexpr std::size_t kMostNamed = 3;   // texts of one sort that are shown
constexpr std::size_t kMostShown = 48;  // bytes of one
constexpr std::size_t kMostPattern = 4096;

/// Which bytes of the pattern stand in the text, in runs of at least `least`.
std::vector<bool> shared_bytes(std::string_view pattern, std::string_view text) {
  std::vector<bool> shared(pattern.size());
  const std::size_t least = std::min(kLeastRun, pattern.size());
  for (std::size_t at = 0; least > 0 && at + least <= pattern.size(); ++at)
    if (text.find(pattern.substr(at, least)) != std::string_view::npos)
      std::fill_n(shared.begin() + static_cast<std::ptrdiff_t>(at), least, true);
  return shared;
}

/// In at least half of the flows.
std::vector<bool> shared_bytes(std::string_view pattern, std::span<const Bytes> flows) {
  std::vector<std::size_t> count(pattern.size());
  for (const Bytes flow : flows) {
    const auto shared = shared_bytes(pattern, text_of(flow));
    for (std::size_t i = 0; i < shared.size(); ++i) count[i] += shared[i];
  }
  std::vector<bool> half(pattern.size());
  for (std::size_t i = 0; i < half.size(); ++i) half[i] = count[i] * 2 >= flows.size();
  return half;
}

/// The runs of the pattern for which `which` holds.
void collect(std::string_view pattern, const std::vector<bool>& marks, bool which,
             std::vector<std::string_view>& runs) {
  for (std::size_t begin = 0; begin < marks.size();) {
    std::size_t end = begin;
    while (end < marks.size() && marks[end] == marks[begin]) ++end;
    if (marks[begin] == which) runs.push_back(pattern.substr(begin, end - begin));
    begin = end;
  }
}

std::string quoted(std::vector<std::string_view> runs) {
  std::stable_sort(runs.begin(), runs.end(), [](auto a, auto b) { return a.size() > b.size(); });
  std::string words;
  for (std::size_t i = 0; i < std::min(runs.size(), kMostNamed); ++i)
    words += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", printable(bytes_of(runs[i]), kMostShown));
  if (runs.size() > kMostNamed) words += fmt::format(" and {} more", runs.size() - kMostNamed);
  return words;
}

struct Comparison {
  std::size_t size = 0, shared = 0;
  std::vector<std::string_view> same, missing;
  double share() const {
    return size == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(size);
  }
};

Comparison compared(std::span<const Bytes> flows, const KnownContent& known) {
  Comparison made;
  for (std::size_t i = 0; i < std::min(known.patterns.size(), kMostPatterns); ++i) {
    const std::string_view pattern = std::string_view(known.patterns[i]).substr(0, kMostPattern);
    const auto shared = shared_bytes(pattern, flows);
    made.size += pattern.size();
    made.shared += static_cast<std::size_t>(std::count(shared.begin(), shared.end(), true));
    collect(pattern, shared, true, made.same);
    collect(pattern, shared, false, made.missing);
  }
  return made;
}

/// What of the tokens no pattern holds.
std::vector<std::string_view> new_parts(const std::vector<std::string>& tokens,
                                        const KnownContent& known) {
  std::vector<std::string_view> runs;
  for (const std::string& token : tokens) {
    std::vector<bool> shared(token.size());
    for (std::size_t i = 0; i < std::min(known.patterns.size(), kMostPatterns); ++i) {
      const auto in = shared_bytes(token, known.patterns[i]);
      for (std::size_t at = 0; at < in.size(); ++at) shared[at] = shared[at] || in[at];
    }
    collect(token, shared, false, runs);
  }
  return runs;
}

}  // namespace

std::optional<Likeness> likeness_of(const std::vector<Bytes>& flows,
                                    const std::vector<std::string>& tokens,
                                    std::span<const KnownContent> known) {
  const auto looked_at = std::span(flows).first(std::min(flows.size(), kMostCompared));
  if (looked_at.empty()) return std::nullopt;
  const KnownContent* closest = nullptr;
  Comparison best;
  for (const KnownContent& strain : known) {
    Comparison made = compared(looked_at, strain);
    if (closest != nullptr && made.share() <= best.share()) continue;
    closest = &strain;
    best = std::move(made);
  }
  if (closest == nullptr || best.share() < kClose) return std::nullopt;
  std::string words = fmt::format("{:.0f} % of what {} is known by is there ({})",
                                  100 * best.share(), closest->name, quoted(best.same));
  if (!best.missing.empty()) words += "; missing: " + quoted(best.missing);
  const auto fresh = new_parts(tokens, *closest);
  if (!fresh.empty()) words += "; new: " + quoted(fresh);
  return Likeness{closest->name, best.share(), std::move(words)};
}

}  // namespace cordon::siggen
