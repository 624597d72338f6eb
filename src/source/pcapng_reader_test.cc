#include <gtest/gtest.h>

#include "source/capture.h"

namespace cordon::source {
namespace {

// Builds blocks in either byte order.
class Body {
 public:
  explicit Body(bool big) : big_(big) {}
  template <class Value>
  Body& put(Value value) {
    for (std::size_t i = 0; i < sizeof value; ++i)
      text += static_cast<char>(static_cast<std::uint64_t>(value) >>
                                8 * (big_ ? sizeof value - 1 - i : i));
    return *this;
  }
  Body& u16(std::uint16_t value) { return put(value); }
  Body& u32(std::uint32_t value) { return put(value); }
  Body& u64(std::uint64_t value) { return put(value); }
  Body& add(std::string_view bytes) {
    text += bytes;
    text.resize((text.size() + 3) / 4 * 4);
    return *this;
  }
  std::string block(std::uint32_t type) const {
    const auto length = static_cast<std::uint32_t>(text.size() + 12);
    return Body(big_).u32(type).u32(length).text + text + Body(big_).u32(length).text;
  }
  std::string text;

 private:
  bool big_;
};

std::string section(bool big = false) {
  return Body(big).u32(0x1a2b3c4d).u16(1).u16(0).u64(~0ULL).block(0x0a0d0d0a);
}
std::string interface(std::uint16_t link = 1, bool big = false, const std::string& options = {}) {
  return Body(big).u16(link).u16(0).u32(0).add(options).block(1);
}
std::string enhanced(std::uint32_t number, std::uint64_t ticks, const std::string& bytes,
                     bool big = false) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  return Body(big)
      .u32(number)
      .u32(static_cast<std::uint32_t>(ticks >> 32))
      .u32(static_cast<std::uint32_t>(ticks))
      .u32(size)
      .u32(size)
      .add(bytes)
      .block(6);
}

struct Read {
  std::vector<std::string> frames;
  std::vector<std::int64_t> ns;
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
      read.ns.push_back(to_ns(frame.time));
      read.numbers.push_back(frame.source_number);
      read.links.push_back(frame.link);
    }
  }
  read.report = capture->report();
  return read;
}

TEST(PcapngReader, BothByteOrdersReadTheSame) {
  for (const bool big : {false, true}) {
    const Read found =
        read(section(big) + interface(113, big) + enhanced(0, 7'000'008, "abc", big));
    ASSERT_EQ(found.frames, std::vector<std::string>{"abc"});
    EXPECT_EQ(found.ns[0], 7'000'008'000);
    EXPECT_EQ(found.links[0], net::LinkType::linux_sll);
    EXPECT_EQ(found.report.format, "pcapng");
    EXPECT_EQ(found.report.damage, "");
  }
}

TEST(PcapngReader, EachInterfaceHasItsClockAndLink) {
  const auto options = [](std::uint8_t resolution, std::int64_t offset) {
    return Body(false)
        .u16(9)
        .u16(1)
        .add(std::string(1, static_cast<char>(resolution)))
        .u16(14)
        .u16(8)
        .u64(static_cast<std::uint64_t>(offset))
        .u32(0)
        .text;
  };
  const Read found = read(
      section() + interface(1, false, options(9, 0)) + interface(101, false, options(3, 100)) +
      interface(1, false, options(0x8a, -1)) + interface(1, false, options(12, 0)) +
      enhanced(0, 5, "a") + enhanced(1, 5, "b") + enhanced(2, 2048, "c") + enhanced(3, 7000, "d"));
  EXPECT_EQ(found.ns, (std::vector<std::int64_t>{5, 100'005'000'000, 1'000'000'000, 7}));
  EXPECT_EQ(found.links[1], net::LinkType::raw_ip);
}

TEST(PcapngReader, TimesThatNoClockHoldsAreClamped) {
  const Read found = read(section() + interface() + enhanced(0, ~0ULL, "a"));
  EXPECT_EQ(found.ns[0], std::numeric_limits<std::int64_t>::max());
}

TEST(PcapngReader, SectionsHaveTheirOwnInterfacesAndByteOrder) {
  const Read found =
      read(section() + interface(1) + enhanced(0, 1, "a") + section(true) + interface(113, true) +
           enhanced(0, 2, "b", true) + section() + enhanced(0, 3, "c"));
  EXPECT_EQ(found.frames, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(found.links[1], net::LinkType::linux_sll);
  EXPECT_EQ(found.report.damage, "frame 3 is of no interface that was described");
}

TEST(PcapngReader, SimpleAndObsoletePacketBlocksAreFrames) {
  const std::string obsolete =
      Body(false).u16(0).u16(3).u32(0).u32(9).u32(3).u32(60).add("old").block(2);
  const std::string simple = Body(false).u32(5).add("plain").block(3);
  const Read found = read(section() + interface() + obsolete + simple);
  EXPECT_EQ(found.frames, (std::vector<std::string>{"old", "plain"}));
  EXPECT_EQ(found.ns, (std::vector<std::int64_t>{9000, 9000})) << "a simple one has no time";
  EXPECT_EQ(found.report.cut_frames, 1u);
}

TEST(PcapngReader, TheLatestStatisticsOfEachInterfaceAndSectionAreSummed) {
  const auto statistics = [](std::uint32_t number, std::uint64_t dropped) {
    return Body(false).u32(number).u64(0).u16(5).u16(8).u64(dropped).u32(0).block(5);
  };
  const Read found = read(section() + interface() + interface() + statistics(0, 3) +
                          statistics(0, 10) + statistics(1, 5) + enhanced(0, 1, "a") + section() +
                          interface() + statistics(0, 100) + statistics(7, 1000));
  EXPECT_EQ(found.report.dropped_by_kernel, 115u);
}

TEST(PcapngReader, OtherBlocksArePassedOverHoweverLong) {
  const std::string custom = Body(false).add(std::string(2'000'000, 'x')).block(0xbad);
  const Read found = read(section() + interface() + custom + enhanced(0, 1, "a") + custom);
  EXPECT_EQ(found.frames, std::vector<std::string>{"a"});
  EXPECT_EQ(found.report.damage, "");
}

TEST(PcapngReader, ABlockOfBadLengthIsSkippedAndCounted) {
  const std::string before = section() + interface() + enhanced(0, 1, "first");
  for (const std::uint32_t length : {0u, 8u, 33u, 36u, 0xfffffffcu, 1'000'000u}) {
    std::string bad = enhanced(0, 2, "second");
    bad.replace(4, 4, Body(false).u32(length).text);
    const Read found = read(before + bad + enhanced(0, 3, "third"));
    EXPECT_EQ(found.frames, (std::vector<std::string>{"first", "third"})) << length;
    EXPECT_EQ(found.report.damage,
              "skipped 40 bytes in 1 place, first at byte " + std::to_string(before.size()))
        << length;
  }
}

TEST(PcapngReader, AFrameLongerThanItsBlockIsNotReadButNumbered) {
  const std::string bad = Body(false).u32(0).u32(0).u32(1).u32(500).u32(500).add("abc").block(6);
  const Read found = read(section() + interface() + bad + enhanced(0, 2, "b"));
  EXPECT_EQ(found.frames, std::vector<std::string>{"b"});
  EXPECT_EQ(found.numbers[0], 2u);
  EXPECT_EQ(found.report.damage, "frame 1 is longer than its block");
}

TEST(PcapngReader, AFileCutAnywhereGivesTheWholeFramesBeforeTheCut) {
  const std::string start = section() + interface(), frame = enhanced(0, 1, "abcd");
  const std::string whole = start + frame + frame + frame;
  for (std::size_t size = start.size(); size < whole.size(); ++size) {
    const Read cut = read(whole.substr(0, size));
    EXPECT_EQ(cut.frames.size(), (size - start.size()) / frame.size()) << size;
    EXPECT_EQ(cut.report.damage.empty(), (size - start.size()) % frame.size() == 0) << size;
  }
}

TEST(PcapngReader, AnySizeOfWindowGivesTheSameFrames) {
  std::string text = section() + interface();
  for (std::uint64_t i = 0; i < 1000; ++i) text += enhanced(0, i, std::string(i % 70, 'x'));
  const Read expected = read(text, 1 << 20);
  EXPECT_EQ(expected.frames.size(), 1000u);
  for (const std::size_t window : {64u, 100u, 1000u, 5000u})
    EXPECT_EQ(read(text, window).frames, expected.frames) << window;
}

}  // namespace
}  // namespace cordon::source
