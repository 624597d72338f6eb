#include "siggen/tokens.h"

#include <algorithm>
#include <unordered_map>

#include "base/check.h"
#include "siggen/pools.h"
#include "siggen/suffix_array.h"

namespace cordon::siggen {
namespace {

// All pieces one behind the other, each followed by a symbol that occurs nowhere else, so that
// nothing that is common goes over the end of a piece.
struct Text {
  explicit Text(std::span<const Pieces> samples) {
    for (const Pieces& pieces : samples) ends += static_cast<std::int32_t>(pieces.size());
    std::int32_t end = 0;
    for (std::size_t sample = 0; sample < samples.size(); ++sample)
      for (const Bytes piece : samples[sample]) {
        for (const std::uint8_t byte : piece) symbols.push_back(ends + byte);
        symbols.push_back(end++);
        sample_of.resize(symbols.size(), static_cast<std::uint32_t>(sample));
      }
  }
  std::string bytes(std::int32_t begin, std::int32_t length) const {
    std::string text;
    for (auto i = begin; i < begin + length; ++i)
      text += static_cast<char>(symbols[static_cast<std::size_t>(i)] - ends);
    return text;
  }
  std::int32_t ends = 0;  // how many symbols are ends
  std::vector<std::int32_t> symbols;
  std::vector<std::uint32_t> sample_of;
};

// A run of the suffix array whose suffixes share their first `length` symbols and no more.
struct Interval {
  std::int32_t length = 0;
  std::size_t begin = 0, end = 0;  // in the suffix array
  std::int64_t samples = 0;        // distinct
  std::int64_t most_in_child = 0;  // the largest count of a longer string that begins with it
};

// The intervals from the bottom up, each with its count of distinct samples: a suffix counts one,
// and where an earlier suffix is of the same sample, the smallest interval that holds both counts
// one less.
class Intervals {
 public:
  Intervals(const Text& text, const std::vector<std::int32_t>& suffixes,
            const std::vector<std::int32_t>& shared, std::size_t samples)
      : text_(text), suffixes_(suffixes), shared_(shared), last_(samples, kNone) {}

  template <class Visit>
  void each(Visit visit) {
    open_.assign(1, Interval{});
    for (std::size_t i = 0; i < suffixes_.size(); ++i) {
      const std::int32_t length = i == 0 ? 0 : shared_[i];
      std::size_t begin = i == 0 ? 0 : i - 1;
      // The suffix before is a leaf of the deepest interval that is open.
      Interval closed{0, begin, i, i == 0 ? 0 : 1, 0};
      bool is_leaf = true;
      while (open_.back().length > length) {
        Interval top = open_.back();
        open_.pop_back();
        adopt(top, closed, is_leaf);
        top.end = i;
        visit(top);
        closed = top;
        is_leaf = false;
      }
      if (open_.back().length == length) {
        adopt(open_.back(), closed, is_leaf);
      } else {
        Interval fresh{length, closed.begin, 0, 0, 0};
        adopt(fresh, closed, is_leaf);
        open_.push_back(fresh);
      }
      discount(i);
    }
    Interval closed{0, suffixes_.size() - 1, suffixes_.size(), 1, 0};
    for (bool is_leaf = true; open_.size() > 1; is_leaf = false) {
      Interval top = open_.back();
      open_.pop_back();
      adopt(top, closed, is_leaf);
      top.end = suffixes_.size();
      visit(top);
      closed = top;
    }
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  static void adopt(Interval& parent, const Interval& child, bool is_leaf) {
    parent.samples += child.samples;
    if (!is_leaf) parent.most_in_child = std::max(parent.most_in_child, child.samples);
  }

  // The intervals that are open now hold suffix i; of those, the deepest that begins at or before
  // the last suffix of the same sample is the smallest that holds both.
  void discount(std::size_t i) {
    std::size_t& last = last_[text_.sample_of[static_cast<std::size_t>(suffixes_[i])]];
    if (last != kNone) {
      auto above = std::upper_bound(
          open_.begin(), open_.end(), last,
          [](std::size_t place, const Interval& interval) { return place < interval.begin; });
      --std::prev(above)->samples;
    }
    last = i;
  }

  const Text& text_;
  const std::vector<std::int32_t>& suffixes_;
  const std::vector<std::int32_t>& shared_;
  std::vector<Interval> open_;
  std::vector<std::size_t> last_;  // by sample, its last suffix in the array
};

// 61 bits over any part of the text in constant time.
class PartHash {
 public:
  explicit PartHash(const std::vector<std::int32_t>& symbols)
      : before_(symbols.size() + 1), power_(symbols.size() + 1, 1) {
    for (std::size_t i = 0; i < symbols.size(); ++i) {
      before_[i + 1] =
          (times(before_[i], kBase) + static_cast<std::uint64_t>(symbols[i]) + 1) % kPrime;
      power_[i + 1] = times(power_[i], kBase);
    }
  }
  std::uint64_t of(std::size_t begin, std::size_t length) const {
    const std::uint64_t cut = times(before_[begin], power_[length]);
    return (before_[begin + length] + kPrime - cut) % kPrime;
  }

 private:
  static constexpr std::uint64_t kPrime = (std::uint64_t{1} << 61) - 1;
  static constexpr std::uint64_t kBase = 0x123456789abcdefULL;
  static std::uint64_t times(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>(static_cast<Wide>(a) * b % kPrime);
  }
  std::vector<std::uint64_t> before_, power_;
};

// Removes what can be made longer to the left: there is a token of one byte more, in as many
// samples, that ends with it. (Were that longer string not among the tokens, then because it could
// be made longer to the right; but so could this one, and it would not be here either.)
void drop_right_parts(std::vector<Interval>& found, const Text& text,
                      const std::vector<std::int32_t>& suffixes) {
  const PartHash hash(text.symbols);
  const auto start = [&](const Interval& i) { return static_cast<std::size_t>(suffixes[i.begin]); };
  std::unordered_map<std::uint64_t, std::size_t> by_hash;
  for (std::size_t i = 0; i < found.size(); ++i)
    by_hash.emplace(hash.of(start(found[i]), static_cast<std::size_t>(found[i].length)), i);
  std::vector<bool> dropped(found.size());
  for (const Interval& longer : found) {
    const auto length = static_cast<std::size_t>(longer.length) - 1;
    const auto part = by_hash.find(hash.of(start(longer) + 1, length));
    if (part == by_hash.end()) continue;
    const Interval& shorter = found[part->second];
    if (shorter.samples == longer.samples && static_cast<std::size_t>(shorter.length) == length &&
        std::equal(text.symbols.begin() + suffixes[longer.begin] + 1,
                   text.symbols.begin() + suffixes[longer.begin] + longer.length,
                   text.symbols.begin() + suffixes[shorter.begin]))
      dropped[part->second] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < found.size(); ++i)
    if (!dropped[i]) found[kept++] = found[i];
  found.resize(kept);
}

void keep_largest(std::vector<Interval>& found, std::size_t most) {
  if (found.size() <= most) return;
  const auto size = [](const Interval& i) { return i.samples * i.length; };
  std::stable_sort(found.begin(), found.end(),
                   [&](const auto& a, const auto& b) { return size(a) > size(b); });
  found.resize(most);
}

FlowSet samples_of(const Interval& interval, const Text& text,
                   const std::vector<std::int32_t>& suffixes, std::size_t samples) {
  FlowSet set(samples);
  std::int64_t missing = interval.samples;
  for (std::size_t i = interval.begin; i < interval.end && missing > 0; ++i) {
    const std::uint32_t sample = text.sample_of[static_cast<std::size_t>(suffixes[i])];
    if (set.has(sample)) continue;
    set.add(sample);
    --missing;
  }
  CHECK(missing == 0);
  return set;
}

}  // namespace

std::vector<Token> common_tokens(std::span<const Pieces> samples, const TokenLimits& limits) {
  const Text text(samples);
  if (text.symbols.empty()) return {};
  const auto suffixes = suffix_array(text.symbols, text.ends + 255);
  const auto shared = common_prefixes(text.symbols, suffixes);
  const auto least_samples =
      static_cast<std::int64_t>(std::max<std::size_t>(limits.least_samples, 2));
  const auto least_length =
      static_cast<std::int32_t>(std::max<std::size_t>(limits.least_length, 1));
  std::vector<Interval> found;
  Intervals(text, suffixes, shared, samples.size()).each([&](const Interval& interval) {
    if (interval.length >= least_length && interval.samples >= least_samples &&
        interval.most_in_child < interval.samples)
      found.push_back(interval);
  });
  drop_right_parts(found, text, suffixes);
  keep_largest(found, limits.most);
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.samples != b.samples ? a.samples > b.samples
           : a.length != b.length ? a.length > b.length
                                  : a.begin < b.begin;
  });
  std::vector<Token> tokens;
  for (const Interval& interval : found)
    tokens.push_back({text.bytes(suffixes[interval.begin], interval.length),
                      samples_of(interval, text, suffixes, samples.size())});
  return tokens;
}

}  // namespace cordon::siggen
