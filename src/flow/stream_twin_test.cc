// The stream against a slow twin: an array of bytes, each marked with the segment that it is of.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "flow/stream.h"

namespace cordon::flow {
namespace {

constexpr std::size_t kMost = 400;  // bytes of a stream in these tests

struct Segment {
  std::size_t from = 0;
  std::string bytes;
};

class Twin {
 public:
  explicit Twin(OverlapPolicy policy) : policy_(policy), bytes_(kMost, '\0'), marks_(kMost, 0) {}

  void add(Segment segment) {
    if (segment.from + segment.bytes.size() <= next_) return;
    if (segment.from < next_) {
      segment.bytes.erase(0, next_ - segment.from);
      segment.from = next_;
    }
    ++mark_;
    const std::vector<int> before = marks_;
    const std::size_t end = segment.from + segment.bytes.size();
    for (std::size_t i = segment.from; i < end; ++i) {
      if (before[i] != 0 && !replaces(segment.from, end, before, i)) continue;
      bytes_[i] = segment.bytes[i - segment.from];
      marks_[i] = mark_;
    }
    for (; next_ < kMost && marks_[next_] != 0; ++next_) text_ += bytes_[next_];
  }

  // All that is left, with its holes.
  std::string text() const {
    std::string all = text_;
    std::size_t hole = 0;
    for (std::size_t i = next_; i < kMost; ++i) {
      if (marks_[i] == 0) {
        ++hole;
        continue;
      }
      if (hole > 0) all += "[" + std::to_string(hole) + "]";
      hole = 0;
      all += bytes_[i];
    }
    return all;
  }

 private:
  // Whether the new segment replaces byte `i`: by where it and the run of bytes there begin and
  // end.
  bool replaces(std::size_t from, std::size_t end, const std::vector<int>& marks,
                std::size_t i) const {
    std::size_t run = i, run_end = i + 1;
    while (run > next_ && marks[run - 1] == marks[i]) --run;
    while (run_end < kMost && marks[run_end] == marks[i]) ++run_end;
    switch (policy_) {
      case OverlapPolicy::first: return false;
      case OverlapPolicy::last: return true;
      case OverlapPolicy::bsd:
      case OverlapPolicy::windows: return from < run;
      case OverlapPolicy::linux: return from < run || (from == run && end > run_end);
    }
    return false;
  }

  OverlapPolicy policy_;
  std::string bytes_, text_;
  std::vector<int> marks_;  // 0: not seen
  int mark_ = 0;
  std::size_t next_ = 0;
};

class Text final : public StreamSink {
 public:
  void bytes(std::uint64_t offset, Bytes bytes, event::Moment) override {
    EXPECT_EQ(offset, next_);
    next_ += bytes.size();
    text += text_of(bytes);
  }
  void gap(std::uint64_t offset, std::uint64_t size) override {
    EXPECT_EQ(offset, next_);
    EXPECT_GT(size, 0u);
    next_ += size;
    text += "[" + std::to_string(size) + "]";
  }
  std::string text;

 private:
  std::uint64_t next_ = 0;
};

std::vector<Segment> random_segments(Random& random, bool conflicting) {
  std::string truth(kMost, '\0');
  for (char& c : truth) c = static_cast<char>('a' + random.below(26));
  std::vector<Segment> segments(1 + random.below(40));
  for (Segment& segment : segments) {
    segment.from = random.below(kMost - 1);
    const std::size_t size = 1 + random.below(std::min<std::size_t>(60, kMost - segment.from));
    segment.bytes = truth.substr(segment.from, size);
    if (conflicting)
      for (char& c : segment.bytes) c = static_cast<char>('A' + random.below(26));
  }
  return segments;
}

class StreamTwin : public testing::TestWithParam<OverlapPolicy> {};

TEST_P(StreamTwin, GivesTheSameBytesWhateverComesInWhateverOrder) {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    Table::Counters counters;
    Reassembly common{GetParam(), 1 << 20, 1 << 20, counters};
    const auto first = static_cast<std::uint32_t>(0u - random.below(2 * kMost));
    Stream stream;
    stream.start(first);
    Twin twin(GetParam());
    Text text;
    for (const Segment& segment : random_segments(random, seed % 2 == 0)) {
      twin.add(segment);
      stream.add(first + static_cast<std::uint32_t>(segment.from), bytes_of(segment.bytes), 0, {},
                 Time{}, common, text);
    }
    stream.flush(common, text);
    ASSERT_EQ(text.text, twin.text()) << "seed " << seed;
    ASSERT_EQ(common.used, 0u) << "seed " << seed;
    if (seed % 2 != 0) {
      ASSERT_EQ(counters.conflicting_overlaps, 0u) << "seed " << seed;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Policies, StreamTwin,
                         testing::Values(OverlapPolicy::first, OverlapPolicy::last,
                                         OverlapPolicy::bsd, OverlapPolicy::linux,
                                         OverlapPolicy::windows));

// Whatever memory there is: bounds hold, offsets join, and where no bytes conflict, none is wrong.
TEST(StreamUnderPressure, KeepsItsBoundsAndLiesAboutNoByte) {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    Random random(seed);
    Table::Counters counters;
    Reassembly common{OverlapPolicy::bsd, 700, 500, counters};
    Stream stream;
    stream.start(0);
    struct Truth final : StreamSink {
      std::string seen = std::string(kMost, '?');
      std::uint64_t next = 0;
      void bytes(std::uint64_t offset, Bytes bytes, event::Moment) override {
        ASSERT_EQ(offset, next);
        for (const std::uint8_t byte : bytes) seen[next++] = static_cast<char>(byte);
      }
      void gap(std::uint64_t offset, std::uint64_t size) override {
        ASSERT_EQ(offset, next);
        next += size;
      }
    } sink;
    std::string truth(kMost, '?');
    for (const Segment& segment : random_segments(random, false)) {
      truth.replace(segment.from, segment.bytes.size(), segment.bytes);
      stream.add(static_cast<std::uint32_t>(segment.from), bytes_of(segment.bytes), 0, {}, Time{},
                 common, sink);
      ASSERT_LE(common.used, 500u);
      if (random.chance(0.1))
        stream.acknowledged(static_cast<std::uint32_t>(random.below(kMost)), Time{}, common, sink);
    }
    stream.flush(common, sink);
    ASSERT_EQ(common.used, 0u);
    for (std::size_t i = 0; i < kMost; ++i)
      if (sink.seen[i] != '?') {
        ASSERT_EQ(sink.seen[i], truth[i]) << "seed " << seed << " at " << i;
      }
  }
}

}  // namespace
}  // namespace cordon::flow
