#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>

#include "base/random.h"
#include "source/pcap_writer.h"
#include "source/source.h"

namespace cordon::source {
namespace {

using testing::Test;

struct Seen {
  std::uint64_t number;
  std::uint32_t source;
  std::uint64_t source_number;
  std::int64_t ns;
  std::string bytes;
  bool operator==(const Seen&) const = default;
};

class SourceTest : public Test {
 protected:
  SourceTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "source-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~SourceTest() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ / name; }
  std::string put(const std::string& name, std::string_view content) const {
    std::ofstream(path(name), std::ios::binary) << content;
    return path(name);
  }
  // A capture of frames at these seconds, each frame its file's name and its place.
  std::string capture(const std::string& name, const std::vector<std::int64_t>& at) const {
    auto writer = PcapWriter::open(path(name), {});
    EXPECT_TRUE(writer);
    for (std::size_t i = 0; i < at.size(); ++i)
      writer->write(time_from_ns(at[i] * 1'000'000'000), bytes_of(name + std::to_string(i)));
    EXPECT_TRUE(writer->close());
    return path(name);
  }
  std::string content(const std::string& name) const {
    std::ifstream in(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::vector<Seen> read(const std::vector<std::string>& paths, const std::string& filter = {}) {
    auto source = open(paths, {filter});
    EXPECT_TRUE(source) << source.error().message();
    std::vector<Seen> seen;
    if (!source) return seen;
    for (auto burst = (*source)->next(); !burst.empty(); burst = (*source)->next())
      for (const net::Frame& frame : burst)
        seen.push_back({frame.number, frame.source, frame.source_number, to_ns(frame.time),
                        std::string(text_of(frame.bytes))});
    reports_ = (*source)->inputs();
    return seen;
  }
  static std::string order(const std::vector<Seen>& seen) {
    std::string text;
    for (const Seen& frame : seen) text += frame.bytes + " ";
    return text;
  }

  std::filesystem::path folder_;
  std::vector<InputReport> reports_;
};

std::string gzipped(const std::string& text) {
  z_stream deflater{};
  EXPECT_EQ(deflateInit2(&deflater, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&deflater, text.size()) + 64, '\0');
  deflater.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  deflater.avail_in = static_cast<uInt>(text.size());
  deflater.next_out = reinterpret_cast<Bytef*>(out.data());
  deflater.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&deflater, Z_FINISH), Z_STREAM_END);
  out.resize(deflater.total_out);
  deflateEnd(&deflater);
  return out;
}

std::string zstandard(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

TEST_F(SourceTest, FilesAreMergedByTimeAndTiesByPlace) {
  const auto a = capture("a", {10, 30, 50}), b = capture("b", {10, 20, 60});
  EXPECT_EQ(order(read({a, b})), "a0 b0 b1 a1 a2 b2 ");
  EXPECT_EQ(order(read({b, a})), "b0 a0 b1 a1 a2 b2 ");
  const auto seen = read({a, b});
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i].number, i + 1);
  EXPECT_EQ(seen[2].source, 1u);
  EXPECT_EQ(seen[2].source_number, 2u);
}

TEST_F(SourceTest, AStepBackKeepsTheFilesOrderAndIsCounted) {
  const auto a = capture("a", {10, 40, 20, 41}), b = capture("b", {30, 40, 50});
  EXPECT_EQ(order(read({a, b})), "a0 b0 a1 a2 b1 a3 b2 ");
  EXPECT_EQ(reports_[0].steps_back, 1u);
  EXPECT_EQ(reports_[1].steps_back, 0u);
}

// The slow twin: sort all frames by their file's clock, file and place.
TEST_F(SourceTest, MergingManyLongFilesIsTheSameAsSortingThem) {
  Random random(7);
  std::vector<std::string> paths;
  std::vector<std::tuple<std::int64_t, std::size_t, std::size_t>> expected;
  for (std::size_t file = 0; file < 25; ++file) {
    std::vector<std::int64_t> at;
    std::int64_t now = static_cast<std::int64_t>(random.below(3000)), clock = 0;
    for (std::uint64_t i = 0, count = random.below(1500); i < count; ++i) {
      now += static_cast<std::int64_t>(random.below(5)) - 1;
      at.push_back(std::max<std::int64_t>(0, now));
      clock = std::max(clock, at.back());
      expected.emplace_back(clock, file, i + 1);
    }
    paths.push_back(capture("f" + std::to_string(file), at));
  }
  std::sort(expected.begin(), expected.end());
  const auto seen = read(paths);
  ASSERT_EQ(seen.size(), expected.size());
  for (std::size_t i = 0; i < seen.size(); ++i) {
    ASSERT_EQ(seen[i].source, std::get<1>(expected[i])) << i;
    ASSERT_EQ(seen[i].source_number, std::get<2>(expected[i])) << i;
    ASSERT_EQ(seen[i].bytes,
              "f" + std::to_string(seen[i].source) + std::to_string(seen[i].source_number - 1));
  }
}

TEST_F(SourceTest, CompressedCapturesReadTheSame) {
  std::vector<std::int64_t> at(20'000);
  for (std::size_t i = 0; i < at.size(); ++i) at[i] = static_cast<std::int64_t>(i);
  const auto plain = capture("a", at);
  const std::string text = content("a");
  const auto expected = read({plain});
  EXPECT_EQ(reports_[0].format, "pcap");
  EXPECT_EQ(read({put("a.gz", gzipped(text))}), expected);
  EXPECT_EQ(reports_[0].format, "pcap, gzip");
  EXPECT_EQ(reports_[0].damage, "");
  const auto half = text.size() / 2;
  EXPECT_EQ(read({put("b.gz", gzipped(text.substr(0, half)) + gzipped(text.substr(half)))}),
            expected)
      << "a gzip file may be several streams";
  EXPECT_EQ(read({put("a.zst", zstandard(text))}), expected);
  EXPECT_EQ(reports_[0].format, "pcap, zstd");
  EXPECT_EQ(read({put("b.zst", zstandard(text.substr(0, half)) + zstandard(text.substr(half)))}),
            expected);
  EXPECT_EQ(reports_[0].damage, "");
}

TEST_F(SourceTest, ACutGzipIsReadAsFarAsItGoes) {
  std::vector<std::int64_t> at(20'000, 5);
  capture("a", at);
  const std::string packed = gzipped(content("a"));
  const auto seen = read({put("a.gz", packed.substr(0, packed.size() / 2))});
  EXPECT_GT(seen.size(), 5'000u);
  EXPECT_LT(seen.size(), 15'000u);
  EXPECT_NE(reports_[0].damage.find("the gzip stream is cut off"), std::string::npos);
}

TEST_F(SourceTest, AFolderIsItsCapturesByNameAndTheOthersAreCounted) {
  std::filesystem::create_directories(folder_ / "in" / "deep");
  capture("in/b", {1});
  capture("in/a", {2});
  capture("in/deep/c", {3});
  put("in/readme", "not a capture");
  put("in/empty", "");
  EXPECT_EQ(order(read({path("in")})), "in/b0 in/a0 in/deep/c0 ");
  ASSERT_EQ(reports_.size(), 4u);
  EXPECT_EQ(reports_[0].path, path("in/a"));
  EXPECT_EQ(reports_[3].format, "folder");
  EXPECT_EQ(reports_[3].other_files, 2u);
}

TEST_F(SourceTest, StandardInputIsRead) {
  const auto a = capture("a", {1, 2, 3});
  const int kept = ::dup(STDIN_FILENO);
  ASSERT_NE(std::freopen(a.c_str(), "rb", stdin), nullptr);
  EXPECT_EQ(order(read({"-"})), "a0 a1 a2 ");
  ::dup2(kept, STDIN_FILENO);
  ::close(kept);
}

TEST_F(SourceTest, FilteredFramesUseTheirNumbersUp) {
  std::string frame(60, '\0');
  frame[12] = 8;  // Ethernet's type: IPv4, or ARP where the next byte is 6
  auto writer = PcapWriter::open(path("a"), {});
  for (int i = 0; i < 6; ++i) {
    frame[13] = i % 2 == 0 ? '\0' : '\6';
    writer->write(time_from_ns(i), bytes_of(frame));
  }
  ASSERT_TRUE(writer->close());
  const auto seen = read({path("a")}, "arp");
  ASSERT_EQ(seen.size(), 3u);
  EXPECT_EQ(seen[0].number, 2u);
  EXPECT_EQ(seen[2].number, 6u);
  EXPECT_EQ(reports_[0].frames, 6u) << "the report is of before the filter";
}

TEST_F(SourceTest, WhatCannotBeReadIsAnErrorThatNamesThePath) {
  const auto cause = [](const std::string& path, const std::string& filter = {}) {
    const auto source = open({path}, {filter});
    return source ? std::string("read") : source.error().message();
  };
  std::filesystem::create_directories(folder_ / "bare");
  EXPECT_EQ(cause(path("none")).find("cannot read " + path("none") + ": No such file"), 0u);
  EXPECT_EQ(cause(put("e", "")).find("cannot read " + path("e") + ": it is empty; is it a pcap"),
            0u);
  EXPECT_EQ(cause(put("t", "hello, world")).find("cannot read " + path("t") + ": it is no capture"),
            0u);
  EXPECT_EQ(cause(path("bare")).find("cannot read " + path("bare") + ": there is no capture"), 0u);
  EXPECT_NE(cause(put("g", "\x1f\x8b\x08 rubbish")).find("cannot read"), std::string::npos);
  EXPECT_EQ(cause(capture("a", {1}), "tcp prt 80").find("cannot compile filter 'tcp prt 80': "),
            0u);
}

TEST_F(SourceTest, ProgressGoesFromNothingToAll) {
  const auto a = capture("a", std::vector<std::int64_t>(1000, 1));
  auto source = open({a}, {});
  ASSERT_TRUE(source);
  EXPECT_EQ((*source)->progress().bytes_total, std::filesystem::file_size(a));
  while (!(*source)->next().empty()) {
  }
  EXPECT_EQ((*source)->progress().bytes_read, std::filesystem::file_size(a));
}

TEST_F(SourceTest, AFileLongerThanTheWindowIsReadWhole) {
  auto writer = PcapWriter::open(path("a"), {});
  const std::string frame(50'000, 'x');
  for (std::int64_t i = 0; i < 1000; ++i) writer->write(time_from_ns(i * 1000), bytes_of(frame));
  ASSERT_TRUE(writer->close());
  const auto seen = read({path("a")});
  ASSERT_EQ(seen.size(), 1000u);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    ASSERT_EQ(seen[i].ns, static_cast<std::int64_t>(i) * 1000);
    ASSERT_EQ(seen[i].bytes, frame);
  }
}

}  // namespace
}  // namespace cordon::source
