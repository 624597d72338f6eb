#include "flow/stream.h"

#include <gtest/gtest.h>

#include <string>

namespace cordon::flow {
namespace {

constexpr std::uint32_t kFirst = 0xfffffff0;  // so that every longer stream wraps around

// What came out, as text: bytes as they are, a hole as "[3]".
class Text final : public StreamSink {
 public:
  void bytes(std::uint64_t offset, Bytes bytes, event::Moment at) override {
    EXPECT_EQ(offset, next_);
    next_ += bytes.size();
    text += text_of(bytes);
    last = at;
  }
  void gap(std::uint64_t offset, std::uint64_t size) override {
    EXPECT_EQ(offset, next_);
    next_ += size;
    text += "[" + std::to_string(size) + "]";
  }
  std::string text;
  event::Moment last;

 private:
  std::uint64_t next_ = 0;
};

class StreamTest : public testing::Test {
 protected:
  StreamTest() { stream_.start(kFirst); }

  void add(std::uint32_t offset, std::string_view payload, std::uint32_t missing = 0) {
    const event::Moment at{now_, ++frame_};
    stream_.add(kFirst + offset, bytes_of(payload), missing, at, now_, common_, text_);
  }
  void acknowledge(std::uint32_t offset) {
    stream_.acknowledged(kFirst + offset, now_, common_, text_);
  }
  void finish(std::uint32_t offset) { stream_.finish_at(kFirst + offset, now_); }
  void flush() { stream_.flush(common_, text_); }

  Table::Counters counters_;
  Reassembly common_{OverlapPolicy::bsd, 1 << 20, 1 << 16, counters_};
  Stream stream_;
  Text text_;
  Time now_ = time_from_ns(0);
  std::uint64_t frame_ = 0;
};

TEST_F(StreamTest, HandsOnInOrderBytesWithoutCopy) {
  struct Address final : StreamSink {
    const void* seen = nullptr;
    void bytes(std::uint64_t, Bytes bytes, event::Moment) override { seen = bytes.data(); }
    void gap(std::uint64_t, std::uint64_t) override {}
  } sink;
  const std::string payload = "in order";
  stream_.add(kFirst, bytes_of(payload), 0, {}, now_, common_, sink);
  EXPECT_EQ(sink.seen, payload.data());
}

TEST_F(StreamTest, OrdersSegmentsAcrossTheWrapAround) {
  add(20, "uvwxyz");
  add(10, "klmnopqrst");
  EXPECT_EQ(text_.text, "");
  add(0, "abcdefghij");
  EXPECT_EQ(text_.text, "abcdefghijklmnopqrstuvwxyz");
  EXPECT_EQ(counters_.out_of_order_segments, 2u);
  EXPECT_EQ(common_.used, 0u);
}

TEST_F(StreamTest, NamesTheFrameThatBroughtTheBytes) {
  add(3, "def");
  add(0, "abc");
  EXPECT_EQ(text_.last.frame, 1u);
}

TEST_F(StreamTest, SkipsWhatWasHandedOnAlready) {
  add(0, "abcdef");
  add(0, "abcdef");
  add(4, "efgh");
  EXPECT_EQ(text_.text, "abcdefgh");
  EXPECT_EQ(counters_.retransmitted_segments, 1u);
  EXPECT_EQ(counters_.overlaps, 1u);
}

TEST_F(StreamTest, CountsKeepAlivesOfOneByteAndOfNone) {
  add(0, "abc");
  add(2, "c");
  add(2, "");
  add(3, "");  // an ordinary acknowledgment
  EXPECT_EQ(counters_.keep_alives, 2u);
  EXPECT_EQ(counters_.retransmitted_segments, 0u);
  EXPECT_EQ(text_.text, "abc");
}

TEST_F(StreamTest, TakesAZeroWindowProbeAsTheByteThatItIs) {
  add(0, "abc");
  add(3, "d");
  add(3, "def");
  EXPECT_EQ(text_.text, "abcdef");
}

TEST_F(StreamTest, WaitsALittleBeforeAnAcknowledgedHoleIsAGap) {
  add(0, "abc");
  add(6, "ghi");
  acknowledge(9);
  EXPECT_EQ(text_.text, "abc");
  now_ += 2s;
  acknowledge(9);
  EXPECT_EQ(text_.text, "abc[3]ghi");
  EXPECT_EQ(counters_.gap_bytes, 3u);
}

TEST_F(StreamTest, WaitsForAHoleThatNobodyAcknowledged) {
  add(0, "abc");
  add(6, "ghi");
  now_ += 1h;
  acknowledge(3);
  EXPECT_EQ(text_.text, "abc");
  add(3, "def");
  EXPECT_EQ(text_.text, "abcdefghi");
}

TEST_F(StreamTest, GivesEachHoleItsOwnPatience) {
  add(2, "c");
  now_ += 2s;
  add(4, "e");
  acknowledge(5);
  EXPECT_EQ(text_.text, "[2]c");
  acknowledge(5);
  EXPECT_EQ(text_.text, "[2]c");
  now_ += 2s;
  acknowledge(5);
  EXPECT_EQ(text_.text, "[2]c[1]e");
}

TEST_F(StreamTest, GivesAHoleUpWhenPiecesPileUpBehindIt) {
  for (std::uint32_t i = 1; i <= 4; ++i) add(2 * i, "x");
  acknowledge(100);
  EXPECT_EQ(text_.text, "[2]x");
}

TEST_F(StreamTest, FlushesWhatWaitsWithItsHoles) {
  add(2, "c");
  add(5, "f");
  flush();
  EXPECT_EQ(text_.text, "[2]c[2]f");
  EXPECT_EQ(common_.used, 0u);
}

TEST_F(StreamTest, NamesWhatWasAcknowledgedAndNeverSeen) {
  add(0, "abc");
  acknowledge(10);
  flush();
  EXPECT_EQ(text_.text, "abc[7]");
}

TEST_F(StreamTest, TakesOneMoreAcknowledgedByteForAFinThatWasNotSeen) {
  add(0, "abc");
  acknowledge(4);
  flush();
  EXPECT_EQ(text_.text, "abc");
}

TEST_F(StreamTest, SaysNothingOfASideThatSentNothing) {
  acknowledge(1000);
  flush();
  EXPECT_EQ(text_.text, "");
}

TEST_F(StreamTest, IsCompleteOnlyWhenTheBytesBeforeTheFinAreThere) {
  add(0, "abc");
  finish(6);
  EXPECT_FALSE(stream_.complete());
  add(3, "def");
  EXPECT_TRUE(stream_.complete());
}

TEST_F(StreamTest, LosesTheEndThatWasAcknowledgedLongAgo) {
  add(0, "abc");
  finish(6);
  now_ += 2s;
  acknowledge(7);
  EXPECT_TRUE(stream_.complete());
  EXPECT_EQ(text_.text, "abc[3]");
}

TEST_F(StreamTest, IgnoresDataBehindTheFinAndASecondFin) {
  add(0, "abc");
  finish(5);
  finish(3);
  add(3, "deXY");
  add(5, "Z");
  flush();
  EXPECT_EQ(text_.text, "abcde");
}

TEST_F(StreamTest, IgnoresAFinBeforeWhatWasSeen) {
  add(0, "abc");
  finish(1);
  add(3, "def");
  EXPECT_EQ(text_.text, "abcdef");
}

TEST_F(StreamTest, ShowsTheCapturedPartOfACutSegmentAndThenAGap) {
  add(0, "abc", 4);
  add(7, "hi");
  EXPECT_EQ(text_.text, "abc[4]hi");
}

TEST_F(StreamTest, ShowsASegmentOfWhichNothingWasCapturedAsAGap) {
  add(0, "", 4);
  add(4, "ef");
  EXPECT_EQ(text_.text, "[4]ef");
}

TEST_F(StreamTest, LosesNothingThatWaitsWithinACutSegment) {
  add(4, "ef");
  add(0, "ab", 8);
  EXPECT_EQ(text_.text, "ab[2]ef[4]");
}

TEST_F(StreamTest, DropsASegmentThatIsTooFarAhead) {
  add(0, "abc");
  add(0x50000000, "forged");
  add(3, "def");
  flush();
  EXPECT_EQ(text_.text, "abcdef");
  EXPECT_EQ(counters_.dropped_segments, 1u);
}

TEST_F(StreamTest, TakesAResetOnlyWithinTheWindow) {
  add(0, std::string(100, 'x'));
  EXPECT_TRUE(stream_.takes_reset(kFirst + 100));
  EXPECT_TRUE(stream_.takes_reset(kFirst + 5000));
  EXPECT_FALSE(stream_.takes_reset(kFirst + 50));
  EXPECT_FALSE(stream_.takes_reset(kFirst + 0x10000000));
}

TEST_F(StreamTest, GivesUpTheOldestHoleWhereItsMemoryIsFull) {
  const std::string big(20'000, 'x');
  add(10, big);
  add(100'000, big);
  add(200'000, big);
  EXPECT_EQ(text_.text, "");
  add(300'000, big);
  EXPECT_EQ(text_.text, "[10]" + big);
  EXPECT_EQ(counters_.holes_given_up, 1u);
  EXPECT_LE(common_.used, common_.most_each);
}

TEST_F(StreamTest, CountsWhatAPieceCostsBesideItsBytes) {
  for (std::uint32_t i = 1; i < 10'000; ++i) {
    add(2 * i, "x");
    ASSERT_LE(common_.used, common_.most_each);
  }
  EXPECT_GT(counters_.holes_given_up, 9000u);
}

TEST_F(StreamTest, HoldsNothingWhereOtherStreamsHoldAll) {
  common_.used = common_.most;
  add(3, "def");
  EXPECT_EQ(text_.text, "[3]def");
  EXPECT_EQ(common_.used, common_.most);
}

TEST_F(StreamTest, CountsConflictingBytesOnce) {
  add(4, "efgh");
  add(4, "efgh");
  add(6, "XX");
  EXPECT_EQ(counters_.overlaps, 2u);
  EXPECT_EQ(counters_.conflicting_overlaps, 1u);
}

// Takes seconds where each piece costs a copy of the whole segment.
TEST_F(StreamTest, WalksOverManyPiecesOnce) {
  common_.policy = OverlapPolicy::first;
  common_.most = common_.most_each = 64 << 20;
  for (std::uint32_t i = 0; i < 30'000; ++i) add(2 * i + 1, "x");
  add(1, std::string(60'000, 'y'));
  add(0, "a");
  EXPECT_EQ(text_.text.size(), 60'001u);
  EXPECT_EQ(text_.text.substr(0, 5), "axyxy");
}

}  // namespace
}  // namespace cordon::flow
