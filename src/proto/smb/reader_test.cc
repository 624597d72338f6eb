#include "proto/smb/reader.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "proto/smb/message.h"

namespace cordon::proto::smb {
namespace {

using event::Side;

std::string message(std::uint8_t command, bool response, std::uint16_t mid, std::string rest = {}) {
  std::string m("\xffSMB", 4);
  m += static_cast<char>(command);
  m += std::string("\x02\0\0\xc0", 4);
  m += response ? '\x98' : '\x18';
  m.resize(30);
  m += static_cast<char>(mid);
  m += static_cast<char>(mid >> 8);
  return m + rest;
}

// A TRANSACTION2 request with SESSION_SETUP as its subcommand.
std::string session_setup(std::uint16_t mid) {
  std::string words(30, '\0');
  words[28] = '\x0e';
  return message(0x32, false, mid, '\x0f' + words);
}

std::string framed(const std::string& message) {
  std::string frame(1, '\0');
  frame += static_cast<char>(message.size() >> 16);
  frame += static_cast<char>(message.size() >> 8);
  frame += static_cast<char>(message.size());
  return frame + message;
}

struct Seen final : event::Observer {
  void see(const event::SmbMessage& m) override {
    text += std::to_string(m.command) + (m.is_response ? "<" : ">") + std::to_string(m.message_id) +
            "/" + std::to_string(m.subcommand) + " ";
  }
  std::string text;
};

template <class Piece>
std::string read(const std::string& bytes, Piece piece) {
  Seen seen;
  Counters counters;
  const event::Demand demand;
  Context context{demand, seen, counters};
  Reader reader(context);
  event::Flow flow;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t size = std::min<std::size_t>(piece(), bytes.size() - at);
    reader.chunk({flow, Side::client, {}, at, bytes_of(bytes).subspan(at, size)});
    at += size;
  }
  return seen.text;
}

const std::string kTalk = framed(session_setup(65)) + framed(message(0x32, true, 81)) +
                          framed(message(0x33, false, 82, std::string(5000, 'A'))) +
                          framed(message(0x72, false, 7));
const std::string kRead = "50>65/14 50<81/0 51>82/0 114>7/0 ";

TEST(SmbReader, ReadsWhatDoublePulsarIsToldBy) {
  EXPECT_EQ(read(kTalk, [] { return std::size_t{1} << 20; }), kRead);
}

TEST(SmbReader, ReadsTheSameHoweverTheBytesAreSplit) {
  EXPECT_EQ(read(kTalk, [] { return std::size_t{1}; }), kRead);
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Random random(seed);
    ASSERT_EQ(read(kTalk, [&] { return 1 + random.below(700); }), kRead) << seed;
  }
}

TEST(SmbReader, FindsItsPlaceInTheMiddle) {
  EXPECT_EQ(read("garbage of an earlier message" + kTalk, [] { return std::size_t{1} << 20; }),
            kRead);
}

TEST(SmbHeader, IsNoneWhereTheBytesEndEarly) {
  const std::string whole = session_setup(65);
  for (std::size_t n = 0; n < 32; ++n) EXPECT_FALSE(read_header(bytes_of(whole).first(n)));
  EXPECT_EQ(read_header(bytes_of(whole).first(33))->subcommand, 0);
}

}  // namespace
}  // namespace cordon::proto::smb
