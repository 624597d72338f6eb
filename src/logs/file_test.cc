#include "logs/file.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

#include "base/random.h"

namespace cordon::logs {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLine =
    R"(192.0.2.7 - - [19/Jul/2001:10:00:01 +0000] "GET /x HTTP/1.0" 200 5 "-" "a b")";

class LogFile : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "cordon-file-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::string write(const std::string& name, std::string_view text) const {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }

  // The format's name, requests told, then what was counted.
  std::string read(const std::string& file, const Hints& hints = {}) {
    auto opened = File::open(file, hints);
    if (!opened) return opened.error().message();
    if (!*opened) return "nothing";
    event::Observer nobody;
    Telling telling;
    telling.host = net::Address::v4(0xc0000250);
    Teller teller(telling, nobody);
    (*opened)->tell(teller, nullptr, {});
    counters = (*opened)->counters();
    const auto& told = teller.counters();
    return (*opened)->format().name + (*opened)->compression() + ": " +
           std::to_string(told.requests - told.nameless) + " requests, " +
           std::to_string(counters.units) + " lines, " + std::to_string(counters.bad) + " bad, " +
           std::to_string(counters.cut) + " cut";
  }

  std::string folder_;
  FileCounters counters;
};

std::string lines(int count, std::string_view end = "\n") {
  std::string text;
  for (int i = 0; i < count; ++i) text.append(kLine).append(end);
  return text;
}

TEST_F(LogFile, LineEndsAndMarksAreNoMatter) {
  const std::string three = "combined access log: 3 requests, 3 lines, 0 bad, 0 cut";
  EXPECT_EQ(read(write("unix", lines(3))), three);
  EXPECT_EQ(read(write("windows", lines(3, "\r\n"))), three);
  EXPECT_EQ(read(write("mark", "\xEF\xBB\xBF" + lines(3))), three);
  EXPECT_EQ(read(write("no end", lines(2) + std::string(kLine))), three);
  EXPECT_EQ(read(write("zeros", std::string(5000, '\0') + lines(2) + std::string(70, '\0') +
                                    std::string(kLine))),
            three);
}

TEST_F(LogFile, Utf16IsRead) {
  std::string text = "\xff\xfe";
  for (const char c : lines(3, "\r\n")) (text += c) += '\0';
  EXPECT_EQ(read(write("utf16", text)),
            "combined access log, UTF-16: 3 requests, 3 lines, 0 bad, 0 cut");
}

TEST_F(LogFile, GzipIsReadAndItsDamageSaid) {
  const std::string file = path("access.log.2.gz");
  gzFile gz = gzopen(file.c_str(), "wb");
  const std::string text = lines(1000);
  ASSERT_GT(gzwrite(gz, text.data(), static_cast<unsigned>(text.size())), 0);
  gzclose(gz);
  EXPECT_EQ(read(file), "combined access log, gzip: 1000 requests, 1000 lines, 0 bad, 0 cut");
  fs::resize_file(file, fs::file_size(file) / 2);
  auto cut = File::open(file, {});
  ASSERT_TRUE(cut && *cut);
  event::Observer nobody;
  Teller teller({}, nobody);
  (*cut)->tell(teller, nullptr, {});
  EXPECT_NE((*cut)->trouble(), "");
}

TEST_F(LogFile, AnEmptyOneIsEmpty) {
  EXPECT_EQ(read(write("empty", "")), "empty: 0 requests, 0 lines, 0 bad, 0 cut");
  EXPECT_EQ(read(write("blank", "\r\n \n\n")), "empty: 0 requests, 3 lines, 0 bad, 0 cut");
  EXPECT_EQ(read(write("zeros", std::string(100, '\0'))),
            "empty: 0 requests, 1 lines, 0 bad, 0 cut");
}

TEST_F(LogFile, WhatIsNoLogIsNone) {
  EXPECT_EQ(read(write("text", "To be, or not to be\nthat is the question\n")), "nothing");
  Random random(1);
  for (int i = 0; i < 50; ++i) {
    std::string garbage;
    for (int n = 0; n < 3000; ++n) garbage += static_cast<char>(random.below(256));
    EXPECT_EQ(read(write("garbage", garbage)), "nothing") << i;
  }
  EXPECT_EQ(read(write("elf", std::string("\x7f"
                                          "ELF\x02\x01\x01\0\0\0\0",
                                          11))),
            "nothing");
  EXPECT_EQ(read(write("html", "<html>\n<body>\n<p>GET / HTTP/1.1</p>\n")), "nothing");
  EXPECT_EQ(read(write("settings", "{\"name\": \"x\", \"path\": \"/y\"}\n")), "nothing");
  EXPECT_NE(read(path("absent")).find("No such file"), std::string::npos);
}

TEST_F(LogFile, BadLinesAreCountedAndKept) {
  const std::string text = lines(30) + "PHP Warning:  \x1b[31m oops in x.php\n" + lines(3) +
                           std::string("\x01\x02\xff\n") + lines(1) +
                           R"(192.0.2.7 - - [19/Jul/2001:10:00:01 +0000] "GET /y)";
  EXPECT_EQ(read(write("log", text)), "combined access log: 35 requests, 37 lines, 2 bad, 1 cut");
  ASSERT_EQ(counters.samples.size(), 2u);
  EXPECT_EQ(counters.samples[0].number, 31u);
  EXPECT_EQ(counters.samples[0].text, "PHP Warning:  \\x1b[31m oops in x.php");
  EXPECT_EQ(counters.samples[1].number, 35u);
  std::string many = lines(60);
  for (int i = 0; i < 50; ++i) many += "what?\n";
  read(write("many", many));
  EXPECT_EQ(counters.bad, 50u);
  EXPECT_EQ(counters.samples.size(), kMostBadKept);
}

TEST_F(LogFile, ALineOfMegabytesIsToldAsFarAsItIsLookedAt) {
  std::string text = lines(1);
  text += R"(192.0.2.8 - - [19/Jul/2001:10:00:01 +0000] "SEARCH /)";
  text.append(3 * kMostUnit, 'A');
  text += R"( HTTP/1.0" 414 5 "-" "-")"
          "\n";
  EXPECT_EQ(read(write("long", text + lines(2))),
            "combined access log: 4 requests, 4 lines, 0 bad, 1 cut");
}

TEST_F(LogFile, AHintThatMakesNoSenseIsSaid) {
  Hints hints;
  hints.log_format = "%h %h";
  EXPECT_NE(read(write("log", lines(1)), hints).find("--log-format"), std::string::npos);
  hints = {};
  hints.columns = "when";
  EXPECT_NE(read(write("log", lines(1)), hints).find("when"), std::string::npos);
  EXPECT_TRUE(is_log(path("log"), hints)) << "so that it is opened, and the error told";
  EXPECT_TRUE(is_log(path("log"), {}));
  EXPECT_FALSE(is_log(path("absent"), {}));
  EXPECT_FALSE(is_log(write("poem", "To be, or not to be\n"), {}));
}

}  // namespace
}  // namespace cordon::logs
