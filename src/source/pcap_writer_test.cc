#include "source/pcap_writer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace cordon::source {
namespace {

class PcapWriterTest : public testing::Test {
 protected:
  PcapWriterTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "writer-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~PcapWriterTest() override { std::filesystem::remove_all(folder_); }

  static std::string content(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::size_t files() const {
    const auto entries = std::filesystem::directory_iterator(folder_);
    return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
  }

  std::filesystem::path folder_;
};

constexpr std::string_view kExpected(
    "\xd4\xc3\xb2\xa1\x02\0\x04\0\0\0\0\0\0\0\0\0\0\0\x04\0\x01\0\0\0"
    "\x01\0\0\0\x02\0\0\0\x03\0\0\0\x05\0\0\0"
    "abc",
    43);

TEST_F(PcapWriterTest, WritesTheFormatByteForByte) {
  auto writer = PcapWriter::open(folder_ / "a.pcap", {});
  ASSERT_TRUE(writer);
  writer->write(time_from_ns(1'000'002'999), bytes_of("abc"), 5);
  EXPECT_EQ(writer->frames(), 1u);
  ASSERT_TRUE(writer->close());
  EXPECT_EQ(content(folder_ / "a.pcap"), kExpected);
  EXPECT_EQ(files(), 1u) << "no temporary file is left";
}

TEST_F(PcapWriterTest, NanosecondsKeepTheWholeTime) {
  auto writer = PcapWriter::open(folder_ / "a.pcap", {.nanoseconds = true});
  ASSERT_TRUE(writer);
  writer->write(time_from_ns(1'000'002'999), bytes_of("abc"));
  ASSERT_TRUE(writer->close());
  const std::string file = content(folder_ / "a.pcap");
  EXPECT_EQ(file.substr(0, 4), "\x4d\x3c\xb2\xa1");
  EXPECT_EQ(file.substr(28, 4), std::string("\xb7\x0b\0\0", 4)) << "2999";
}

TEST_F(PcapWriterTest, CutsAtTheSnapLengthAndKeepsTheWireLength) {
  auto writer = PcapWriter::open(folder_ / "a.pcap", {.snap_length = 2});
  ASSERT_TRUE(writer);
  writer->write(time_from_ns(0), bytes_of("abc"));
  ASSERT_TRUE(writer->close());
  EXPECT_EQ(content(folder_ / "a.pcap").substr(32), std::string("\x02\0\0\0\x03\0\0\0ab", 10));
}

TEST_F(PcapWriterTest, TimesTheFormatCannotHoldAreMovedToItsEnds) {
  auto writer = PcapWriter::open(folder_ / "a.pcap", {});
  ASSERT_TRUE(writer);
  writer->write(kNoTime, {});
  writer->write(Time::max(), {});
  ASSERT_TRUE(writer->close());
  const std::string file = content(folder_ / "a.pcap");
  EXPECT_EQ(file.substr(24, 8), std::string(8, '\0'));
  EXPECT_EQ(file.substr(40, 4), "\xff\xff\xff\xff");
}

TEST_F(PcapWriterTest, ManyFramesAndLongOnesArriveWhole) {
  auto writer = PcapWriter::open(folder_ / "a.pcap", {.snap_length = 1 << 20});
  ASSERT_TRUE(writer);
  std::string expected;
  for (std::size_t i = 0; i < 2000; ++i) {
    const std::string frame(i == 1000 ? 300'000 : i, static_cast<char>('a' + i % 26));
    writer->write(time_from_ns(0), bytes_of(frame));
    expected += frame;
  }
  ASSERT_TRUE(writer->close());
  const std::string file = content(folder_ / "a.pcap");
  ASSERT_EQ(file.size(), 24 + 2000 * 16 + expected.size());
  EXPECT_EQ(file.substr(file.size() - 1999), expected.substr(expected.size() - 1999));
}

TEST_F(PcapWriterTest, AWriterDroppedWithoutCloseLeavesNothing) {
  {
    auto writer = PcapWriter::open(folder_ / "a.pcap", {});
    ASSERT_TRUE(writer);
    writer->write(time_from_ns(0), bytes_of("abc"));
  }
  EXPECT_EQ(files(), 0u);
}

TEST_F(PcapWriterTest, AFileThatIsThereIsReplacedOnlyAtClose) {
  std::ofstream(folder_ / "a.pcap") << "old";
  auto writer = PcapWriter::open(folder_ / "a.pcap", {});
  ASSERT_TRUE(writer);
  EXPECT_EQ(content(folder_ / "a.pcap"), "old");
  ASSERT_TRUE(writer->close());
  EXPECT_EQ(content(folder_ / "a.pcap").size(), 24u);
}

TEST_F(PcapWriterTest, AFolderThatIsNotThereIsAnErrorThatNamesThePath) {
  const auto writer = PcapWriter::open(folder_ / "none" / "a.pcap", {});
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().object, (folder_ / "none" / "a.pcap").string());
  EXPECT_EQ(writer.error().deed, "write");
}

TEST_F(PcapWriterTest, AFullDeviceIsToldByClose) {
  auto writer = PcapWriter::open("/dev/full", {});
  if (!writer) GTEST_SKIP() << "no /dev/full here";
  writer->write(time_from_ns(0), bytes_of("abc"));
  const auto closed = writer->close();
  ASSERT_FALSE(closed);
  EXPECT_NE(closed.error().cause.find("space"), std::string::npos);
}

}  // namespace
}  // namespace cordon::source
