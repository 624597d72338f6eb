#include "logs/nfdump.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "logs/recognisers.h"
#include "logs/sink_for_test.h"

namespace cordon::logs {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHeader = "ts,te,sa,da,sp,dp,pr,flg,ipkt,ibyt,opkt,obyt\n";

// A folder with a program "nfdump" of our making, alone on PATH while the test runs.
class Nfdump : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "cordon-nfdump-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    path_before_ = std::getenv("PATH");
    ::setenv("PATH", folder_.c_str(), 1);
  }
  void TearDown() override {
    ::setenv("PATH", path_before_.c_str(), 1);
    fs::remove_all(folder_);
  }
  void write_program(const std::string& body) {
    const std::string file = folder_ + "/nfdump";
    std::ofstream(file) << "#!/bin/sh\n" << body << "\n";
    ::chmod(file.c_str(), 0755);
  }
  static std::string all_of(source::ByteStream& stream) {
    std::string text;
    std::array<std::uint8_t, 100> room{};
    while (const std::size_t got = stream.read(room)) text += text_of(Bytes(room).first(got));
    return text;
  }

  std::string folder_, path_before_;
};

TEST_F(Nfdump, IsGivenThePathAsItIs) {
  write_program("printf '%s|' \"$@\"");
  const auto stream = open_nfdump("/x/a b; $(touch y) *.nf");
  ASSERT_TRUE(stream.has_value());
  EXPECT_EQ(all_of(**stream).substr(kHeader.size()),
            "-r|/x/a b; $(touch y) *.nf|-q|-N|-6|-o|"
            "fmt:%tsr,%ter,%sa,%da,%sp,%dp,%pr,%flg,%ipkt,%ibyt,%opkt,%obyt|");
  EXPECT_EQ((*stream)->trouble(), "");
}

TEST_F(Nfdump, WritesItsTimesInUtc) {
  write_program("echo $TZ");
  ::setenv("TZ", "Asia/Tokyo", 1);
  const auto stream = open_nfdump("x");
  ::unsetenv("TZ");
  ASSERT_TRUE(stream.has_value());
  EXPECT_EQ(all_of(**stream).substr(kHeader.size()), "UTC\n");
}

TEST_F(Nfdump, SaysATableThatIsRecognised) {
  write_program(
      "echo '1293840001.250,1293840002.250,   192.0.2.1,  192.0.2.2,  4000,   445,6    ,......S.,"
      "       3,     144,       0,       0'");
  const auto stream = open_nfdump("x");
  ASSERT_TRUE(stream.has_value());
  const std::string text = all_of(**stream);
  const auto format = recognise_delimited(text, {});
  ASSERT_TRUE(format.has_value());
  Gathered gathered;
  EXPECT_EQ(read_lines(*format->parser, text, gathered).told, 1u);
  ASSERT_EQ(gathered.all.size(), 1u);
  EXPECT_EQ(to_ns(gathered.all[0].entry.time), 1293840001250000000);
}

TEST_F(Nfdump, TellsWhereItFails) {
  EXPECT_EQ(open_nfdump("x").error().message(),
            "cannot read x: it is nfdump's own format, and nfdump is not installed; "
            "apt-get install nfdump");
  write_program("echo part; exit 3");
  const auto stream = open_nfdump("x");
  ASSERT_TRUE(stream.has_value());
  EXPECT_EQ(all_of(**stream).substr(kHeader.size()), "part\n");
  EXPECT_EQ((*stream)->trouble(), "nfdump ended with status 3");
}

TEST_F(Nfdump, IsEndedWhenNobodyListens) {
  write_program("while :; do echo more; done");
  auto stream = open_nfdump("x");
  ASSERT_TRUE(stream.has_value());
  std::array<std::uint8_t, 4> room{};
  EXPECT_GT((*stream)->read(room), 0u);
  stream->reset();  // returns: the child is gone
}

TEST_F(Nfdump, IsKnownByItsMagic) {
  EXPECT_TRUE(looks_like_nfdump(bytes_of(std::string_view("\x0C\xA5\x02\x00", 4))));
  EXPECT_TRUE(looks_like_nfdump(bytes_of(std::string_view("\xA5\x0C\x00\x01", 4))));
  EXPECT_FALSE(looks_like_nfdump(bytes_of(std::string_view("\x0C\xA5", 2))));
  EXPECT_FALSE(looks_like_nfdump(bytes_of("text")));
}

}  // namespace
}  // namespace cordon::logs
