#include "proto/lines/reader.h"

#include <gtest/gtest.h>

namespace cordon::proto::lines {
namespace {

using event::App;
using event::Side;

struct Seen final : event::Observer {
  void see(const event::Command& c) override {
    lines.push_back(std::string(c.from == Side::client ? "> " : "< ") + std::string(c.verb) + "|" +
                    std::string(c.argument) + "|" + std::to_string(c.reply));
  }
  std::vector<std::string> lines;
};

struct Talk {
  Side from;
  std::string bytes;
};

std::vector<std::string> read(App app, const std::vector<Talk>& talks, std::size_t piece) {
  Seen seen;
  Counters counters;
  const event::Demand demand;
  Context context{demand, seen, counters};
  Reader reader(context, app);
  event::Flow flow;
  for (const Talk& talk : talks)
    for (std::size_t at = 0; at < talk.bytes.size(); at += piece)
      reader.chunk({flow, talk.from, {}, at, head(tail(bytes_of(talk.bytes), at), piece)});
  return seen.lines;
}

using Lines = std::vector<std::string>;

TEST(Lines, FtpCommandsAndReplies) {
  const std::vector<Talk> talk = {{Side::server, "220 fuFtpd 0wns j0\r\n"},
                                  {Side::client, "USER 1\r\nRETR ssms.exe\r\n"}};
  const Lines expected = {"< |220 fuFtpd 0wns j0|220", "> USER|1|0", "> RETR|ssms.exe|0"};
  EXPECT_EQ(read(App::ftp, talk, 1000), expected);
  EXPECT_EQ(read(App::ftp, talk, 1), expected);
}

TEST(Lines, TelnetsOwnCommandsAreTakenOut) {
  const std::vector<Talk> talk = {{Side::server, "\xff\xfd\x18\xff\xfa\x18\x01\xff\xf0login: \r\n"},
                                  {Side::client, "\xff\xfb\x18root\r\n\xff\xf1xc3511\r\n"}};
  const Lines expected = {"< |login:|0", "> |root|0", "> |xc3511|0"};
  EXPECT_EQ(read(App::telnet, talk, 1000), expected);
  EXPECT_EQ(read(App::telnet, talk, 1), expected);
}

TEST(Lines, AreBounded) {
  const auto lines = read(App::telnet, {{Side::client, std::string(100000, 'A') + "\n"}}, 1000);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_LE(lines[0].size(), kMostLine + 10);
}

TEST(Recognition, OfShellsAndFtp) {
  EXPECT_EQ(recognise_shell(Side::server, "C:\\WINNT\\system32>", {}), Verdict::yes);
  EXPECT_EQ(recognise_shell(Side::server, "Microsoft Windows 2000 [Version 5.00]", {}),
            Verdict::yes);
  EXPECT_EQ(recognise_ftp(Side::server, "220 StnyFtpd 0wns j0\r\n", {}), Verdict::yes);
  EXPECT_EQ(recognise_ftp(Side::server, "220 mail ESMTP\r\n", {}), Verdict::no);
  EXPECT_EQ(recognise_ftp(Side::client, "USER anonymous", {}), Verdict::yes);
}

TEST(Tftp, ReadsRequests) {
  const std::string ask("\0\1msblast.exe\0octet\0", 20);
  EXPECT_EQ(read_tftp(bytes_of(ask)).verb, "RRQ");
  EXPECT_EQ(read_tftp(bytes_of(ask)).file, "msblast.exe");
  EXPECT_EQ(read_tftp(bytes_of(ask).first(6)).verb, "");
}

}  // namespace
}  // namespace cordon::proto::lines
