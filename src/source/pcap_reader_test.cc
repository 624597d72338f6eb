#include <gtest/gtest.h>

#include "source/capture.h"

namespace cordon::source {
namespace {

// Builds captures in either byte order.
class Writer {
 public:
  explicit Writer(bool big) : big_(big) {}
  Writer& u32(std::uint32_t value) {
    for (int i = 0; i < 4; ++i) text += static_cast<char>(value >> 8 * (big_ ? 3 - i : i));
    return *this;
  }
  Writer& header(std::uint32_t magic, std::uint32_t link = 1) {
    return u32(magic).u32(big_ ? 0x00020004 : 0x00040002).u32(0).u32(0).u32(65535).u32(link);
  }
  Writer& record(std::uint32_t seconds, std::uint32_t fraction, std::string_view bytes) {
    const auto size = static_cast<std::uint32_t>(bytes.size());
    u32(seconds).u32(fraction).u32(size).u32(size);
    text += bytes;
    return *this;
  }
  std::string text;

 private:
  bool big_;
};

struct Read {
  std::vector<std::string> frames;
  std::vector<Time> times;
  std::vector<std::uint64_t> numbers;
  std::vector<net::LinkType> links;
  InputReport report;
};

Read read(const std::string& text, std::size_t window = 4096) {
  Read read;
  const auto capture = Capture::of_memory(bytes_of(text), window);
  if (!capture) return read;
  for (auto burst = capture->read(); !burst.empty(); burst = capture->read()) {
    for (const net::Frame& frame : burst) {
      read.frames.emplace_back(text_of(frame.bytes));
      read.times.push_back(frame.time);
      read.numbers.push_back(frame.source_number);
      read.links.push_back(frame.link);
    }
  }
  read.report = capture->report();
  return read;
}

constexpr std::uint32_t kMicro = 0xa1b2c3d4, kNano = 0xa1b23c4d;

std::string many(int count) {
  Writer writer(false);
  writer.header(kMicro);
  for (int i = 0; i < count; ++i)
    writer.record(1000 + static_cast<std::uint32_t>(i), 0, "frame number " + std::to_string(i));
  return writer.text;
}

TEST(PcapReader, BothByteOrdersAndBothUnitsReadTheSame) {
  for (const bool big : {false, true}) {
    const Read micro = read(Writer(big).header(kMicro, 113).record(7, 8, "ab").text);
    ASSERT_EQ(micro.frames, std::vector<std::string>{"ab"});
    EXPECT_EQ(to_ns(micro.times[0]), 7'000'008'000);
    EXPECT_EQ(micro.links[0], net::LinkType::linux_sll);
    const Read nano = read(Writer(big).header(kNano).record(7, 8, "ab").text);
    ASSERT_EQ(nano.frames.size(), 1u);
    EXPECT_EQ(to_ns(nano.times[0]), 7'000'000'008);
    EXPECT_EQ(nano.report.format, "pcap, nanoseconds");
  }
}

TEST(PcapReader, TheFrameCheckSequencesLengthIsNoPartOfTheLinkType) {
  EXPECT_EQ(read(Writer(false).header(kMicro, 0x44000001).record(1, 0, "a").text).links[0],
            net::LinkType::ethernet);
}

TEST(PcapReader, AFileCutAnywhereGivesTheWholeFramesBeforeTheCut) {
  const std::string whole = many(3);
  const std::size_t record = 16 + 14;
  for (std::size_t size = 24; size < whole.size(); ++size) {
    const Read cut = read(whole.substr(0, size));
    EXPECT_EQ(cut.frames.size(), (size - 24) / record) << size;
    EXPECT_EQ(cut.report.damage.empty(), (size - 24) % record == 0) << size;
  }
  EXPECT_EQ(read(whole.substr(0, 24 + record + 5)).report.damage, "cut off in frame 2 at byte 54");
  EXPECT_EQ(read(whole.substr(0, 20)).report.damage, "cut off in the file header");
}

TEST(PcapReader, GarbageInTheMiddleIsSkippedAndCounted) {
  const std::string before = many(50), after = many(50).substr(24);
  for (const std::string& garbage : {std::string(1000, '\0'), std::string(777, '\xff'),
                                     std::string("some text in the middle of it all")}) {
    const Read found = read(before + garbage + after);
    ASSERT_EQ(found.frames.size(), 100u);
    EXPECT_EQ(found.frames.back(), "frame number 49");
    EXPECT_EQ(found.numbers.back(), 100u);
    EXPECT_EQ(found.report.damage, "skipped " + std::to_string(garbage.size()) +
                                       " bytes in 1 place, first at byte " +
                                       std::to_string(before.size()));
  }
}

TEST(PcapReader, GarbageThatIsTooLongEndsTheReading) {
  const std::string before = many(5), after = many(50).substr(24);
  const Read found = read(before + std::string(3 << 20, '\xff') + after);
  EXPECT_EQ(found.frames.size(), 5u);
  EXPECT_EQ(found.report.damage,
            "nothing sound after byte " + std::to_string(before.size()) + ", in frame 6");
  EXPECT_EQ(read(before + std::string(700'000, '\xff') + after).frames.size(), 55u)
      << "longer than any window, but within the distance";
}

TEST(PcapReader, AnAbsurdLengthDoesNotReserveMemoryNorLoseTheRest) {
  Writer writer(false);
  writer.header(kMicro).record(1000, 0, "first");
  writer.u32(1000).u32(0).u32(0x7fffffff).u32(0x7fffffff);
  writer.record(1001, 0, "second").record(1002, 0, "third").record(1003, 0, "fourth");
  const Read found = read(writer.text);
  EXPECT_EQ(found.frames, (std::vector<std::string>{"first", "second", "third", "fourth"}));
  EXPECT_EQ(found.report.damage, "skipped 16 bytes in 1 place, first at byte 45");
}

TEST(PcapReader, ATailOfZerosIsNoFrames) {
  const Read found = read(many(4) + std::string(100'000, '\0'));
  EXPECT_EQ(found.frames.size(), 4u);
  EXPECT_NE(found.report.damage.find("nothing sound after byte"), std::string::npos);
}

TEST(PcapReader, EmptyFramesAreFrames) {
  const Read found = read(Writer(false).header(kMicro).record(1, 0, "").record(1, 0, "").text);
  EXPECT_EQ(found.frames.size(), 2u);
  EXPECT_EQ(found.report.damage, "");
}

TEST(PcapReader, TheLongestFrameIsReadThroughASmallWindow) {
  const std::string longest(kMostCaptured, 'x');
  const Read found = read(
      Writer(false).header(kMicro).record(1, 0, "a").record(2, 0, longest).record(3, 0, "b").text);
  ASSERT_EQ(found.frames.size(), 3u);
  EXPECT_EQ(found.frames[1], longest);
}

TEST(PcapReader, AnySizeOfWindowGivesTheSameFrames) {
  const std::string text = many(1000);
  const Read expected = read(text, 1 << 20);
  for (const std::size_t window : {64u, 100u, 1000u, 5000u}) {
    const Read found = read(text, window);
    EXPECT_EQ(found.frames, expected.frames) << window;
    EXPECT_EQ(found.numbers, expected.numbers) << window;
  }
}

TEST(PcapReader, ShortFramesAndStepsBackAreCounted) {
  Writer writer(false);
  writer.header(kMicro).u32(9).u32(0).u32(1).u32(1500).text += "x";
  writer.record(8, 0, "y").record(10, 0, "z");
  const Read found = read(writer.text);
  EXPECT_EQ(found.report.cut_frames, 1u);
  EXPECT_EQ(found.report.steps_back, 1u);
  EXPECT_EQ(to_ns(found.report.first), 8'000'000'000);
  EXPECT_EQ(to_ns(found.report.last), 10'000'000'000);
}

}  // namespace
}  // namespace cordon::source
