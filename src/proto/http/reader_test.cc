#include "proto/http/reader.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "base/random.h"

namespace cordon::proto::http {
namespace {

using event::Side;

// Writes each message as a line.
class Notes final : public event::Observer {
 public:
  void see(const event::HttpRequestSeen& e) override {
    lines.push_back(fmt::format("{} > {} {} {} host={} body={}:{}", e.exchange.number,
                                e.request.method, e.request.uri, e.request.version,
                                e.request.header("host"), e.request.body, e.request.complete));
  }
  void see(const event::HttpResponseSeen& e) override {
    lines.push_back(fmt::format("{} < {} to {} body={}:{}", e.exchange.number, e.response.status,
                                e.exchange.target, e.response.body, e.response.complete));
  }
  void see(const event::HttpUnanswered& e) override {
    lines.push_back(fmt::format("{} unanswered {}", e.exchange.number, e.exchange.target));
  }
  std::vector<std::string> lines;
};

struct Talk {
  Side from;
  std::string bytes;
};

// Feeds the talk in pieces of the sizes that `piece` gives.
template <class Piece>
std::vector<std::string> read(const std::vector<Talk>& talks, Piece piece) {
  Notes notes;
  Counters counters;
  const event::Demand demand{false, false, true, true};
  Context context{demand, notes, counters};
  Reader reader(context);
  event::Flow flow;
  for (const Talk& talk : talks)
    for (std::size_t at = 0; at < talk.bytes.size();) {
      const std::size_t size = std::min<std::size_t>(piece(), talk.bytes.size() - at);
      reader.chunk({flow, talk.from, {}, at, bytes_of(talk.bytes).subspan(at, size)});
      at += size;
    }
  reader.closed({flow, {}, event::FlowClosed::Why::finished});
  return notes.lines;
}

std::vector<std::string> read_whole(const std::vector<Talk>& talks) {
  return read(talks, [] { return std::size_t{1} << 20; });
}

std::string gzipped(const std::string& text) {
  std::string out(text.size() + 1000, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

const std::vector<Talk> kConversation = {
    {Side::client,
     "GET /a//b?x=%41 HTTP/1.1\r\nHost: one\r\n\r\nPOST /p HTTP/1.1\r\nHost: "
     "two\r\nContent-Length: 5\r\n\r\nhello"
     "HEAD /h HTTP/1.1\r\nHost: three\r\n\r\n"},
    {Side::server,
     "HTTP/1.1 200 OK\r\nTransfer-Encoding: "
     "chunked\r\n\r\n4;x=y\r\nbody\r\n3\r\nmor\r\n0\r\nTrailer: t\r\n\r\n"
     "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nnay"
     "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"},
    {Side::client, "GET /last HTTP/1.0\nhost: four\n\n"},
    {Side::server, "HTTP/1.0 200 OK\r\n\r\nuntil the end"},
    {Side::client, "GET /never HTTP/1.1\r\nHost: five\r\n\r\n"},
};
const std::vector<std::string> kMessages = {
    "0 > GET /a/b?x=A HTTP/1.1 host=one body=:true",
    "1 > POST /p HTTP/1.1 host=two body=hello:true",
    "2 > HEAD /h HTTP/1.1 host=three body=:true",
    "0 < 200 to /a//b?x=%41 body=bodymor:true",
    "1 < 404 to /p body=nay:true",
    "2 < 200 to /h body=:true",
    "3 > GET /last HTTP/1.0 host=four body=:true",
    "4 > GET /never HTTP/1.1 host=five body=:true",
    "3 < 200 to /last body=until the end:true",
    "4 unanswered /never",
};

TEST(HttpReader, PairsPipelinedRequestsWithTheirAnswers) {
  EXPECT_EQ(read_whole(kConversation), kMessages);
}

TEST(HttpReader, ReadsTheSameHoweverTheBytesAreSplit) {
  EXPECT_EQ(read(kConversation, [] { return std::size_t{1}; }), kMessages);
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    ASSERT_EQ(read(kConversation, [&] { return 1 + random.below(40); }), kMessages) << seed;
  }
}

TEST(HttpReader, ReadsWhatWormsSend) {
  const std::string n(224, 'N');
  const auto lines = read_whole(
      {{Side::client, "GET /default.ida?" + n +
                          "%u9090=a HTTP/1.0\r\nContent-type: text/xml\nHOST:www.worm.com\n"
                          "Content-length: 4 \r\n\r\nbody"}});
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_TRUE(lines[0].starts_with("0 > GET /default.ida?NNNN"));
  EXPECT_TRUE(lines[0].ends_with("host=www.worm.com body=body:true")) << lines[0];
}

TEST(HttpReader, ARequestWithoutVersionIsOneLine) {
  EXPECT_EQ(read_whole({{Side::client, "GET /x\r\n"}, {Side::server, "<html>no status</html>"}})[0],
            "0 > GET /x  host= body=:true");
}

TEST(HttpReader, UnpacksBodiesAndCountsBombs) {
  const std::string packed = gzipped("inner text");
  EXPECT_EQ(
      read_whole(
          {{Side::server,
            fmt::format("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n{}",
                        packed.size(), packed)}})[0],
      "0 < 200 to  body=inner text:true");
  std::string scratch;
  bool bomb = false;
  EXPECT_EQ(unpacked(gzipped(std::string(50 << 20, 'x')), "gzip", scratch, bomb).size(), kMostBody);
  EXPECT_TRUE(bomb);
  EXPECT_EQ(unpacked("no gzip at all", "gzip", scratch, bomb), "no gzip at all");
}

TEST(HttpReader, FindsItsWayBackBehindAHole) {
  Notes notes;
  Counters counters;
  const event::Demand demand{};
  Context context{demand, notes, counters};
  Reader reader(context);
  event::Flow flow;
  const auto say = [&](Side from, std::string_view text) {
    reader.chunk({flow, from, {}, 0, bytes_of(text)});
  };
  say(Side::client, "GET /1 HTTP/1.1\r\nHo");
  reader.gap({flow, Side::client, {}, 0, 100});
  say(Side::client, "rest of something");
  say(Side::client, "GET /2 HTTP/1.1\r\nHost: b\r\n\r\n");
  say(Side::server, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc");
  reader.gap({flow, Side::server, {}, 0, 990});
  say(Side::server, "1234567HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n");
  ASSERT_EQ(notes.lines.size(), 4u);
  EXPECT_EQ(notes.lines[1], "1 > GET /2 HTTP/1.1 host=b body=:true");
  EXPECT_EQ(notes.lines[3], "1 < 404 to /2 body=:true");
}

TEST(HttpReader, IsBoundedOnHeadsWithoutEndAndOnPipelinesWithoutAnswers) {
  std::string endless = "GET / HTTP/1.1\r\n";
  while (endless.size() < 3 * kMostHead) endless += "X-Header: value\r\n";
  const auto lines = read_whole({{Side::client, endless}});
  ASSERT_FALSE(lines.empty());
  EXPECT_TRUE(lines[0].ends_with(":false"));
  std::string many;
  for (std::size_t i = 0; i < 3 * kMostOutstanding; ++i) many += "GET / HTTP/1.1\r\n\r\n";
  EXPECT_EQ(read_whole({{Side::client, many}}).size(), 6 * kMostOutstanding);
}

TEST(HttpReader, ARequestAnsweredBeforeItsBodyIsOverIsShownAsFarAsItCame) {
  const std::vector<std::string> expected = {
      "0 > POST /a HTTP/1.1 host= body=abc:false", "0 < 400 to /a body=:true",
      "1 > GET /b HTTP/1.1 host= body=:true", "1 < 200 to /b body=:true"};
  const std::vector<Talk> talks = {
      {Side::client, "POST /a HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"},
      {Side::server, "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n"},
      {Side::client, "defghijGET /b HTTP/1.1\r\n\r\n"},
      {Side::server, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"}};
  EXPECT_EQ(read_whole(talks), expected);
  EXPECT_EQ(read(talks, [] { return std::size_t{1}; }), expected);
}

TEST(HttpReader, AnAnswerThatSwitchesProtocolsDoesNotHideItsRequest) {
  EXPECT_EQ(read_whole({{Side::client, "POST /a HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"},
                        {Side::server, "HTTP/1.1 101 Other\r\n\r\nnot HTTP"}}),
            (std::vector<std::string>{"0 > POST /a HTTP/1.1 host= body=abc:false",
                                      "0 < 101 to /a body=:true"}));
}

TEST(HttpReader, ReadsOnBehindAConnectThatTheServerDeclines) {
  const auto lines =
      read_whole({{Side::client, "CONNECT / HTTP/1.1\r\n\r\nGET /behind HTTP/1.1\r\n\r\n"},
                  {Side::server,
                   "HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n"
                   "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"}});
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[3], "1 < 200 to /behind body=:true");
}

TEST(HttpReader, LeavesTheBytesOfATunnelAlone) {
  const auto lines = read_whole({{Side::client, "CONNECT h:443 HTTP/1.1\r\n\r\n"},
                                 {Side::server, "HTTP/1.1 200 OK\r\n\r\n\x16\x03\x01"},
                                 {Side::client, "\x16\x03\x01 GET / HTTP/1.1\r\n\r\n"}});
  EXPECT_EQ(lines.size(), 2u);
}

TEST(HttpReader, SimpleRequestsAreTheSameHoweverTheyAreSplit) {
  const std::vector<std::string> expected = {"0 > GET /a  host= body=:true",
                                             "1 > GET /b  host= body=:true", "0 unanswered /a",
                                             "1 unanswered /b"};
  for (const std::size_t size : {1, 3, 8, 100})
    EXPECT_EQ(read({{Side::client, "GET /a\r\nGET /b\r\n"}}, [&] { return size; }), expected);
}

TEST(HttpReader, ABlankBehindTheVersionDoesNotMakeARequestSimple) {
  for (const std::size_t size : {1, 100})
    EXPECT_EQ(
        read({{Side::client, "GET /a HTTP/1.0 \r\nHost: h\r\n\r\n"}}, [&] { return size; })[0],
        "0 > GET /a HTTP/1.0 host=h body=:true");
}

TEST(HttpReader, AnAnswerWithoutAStatusIsStillAnAnswer) {
  const auto lines = read_whole({{Side::client, "GET /1 HTTP/1.1\r\n\r\n"},
                                 {Side::server, "HTTP/1.1 abc\r\nContent-Length: 0\r\n\r\n"},
                                 {Side::client, "GET /2 HTTP/1.1\r\n\r\n"},
                                 {Side::server, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"}});
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[3], "1 < 200 to /2 body=:true");
}

TEST(HttpReader, ABodyWithAHoleIsNotComplete) {
  Notes notes;
  Counters counters;
  const event::Demand demand{false, false, true, true};
  Context context{demand, notes, counters};
  Reader reader(context);
  event::Flow flow;
  const auto say = [&](std::string_view text) {
    reader.chunk({flow, Side::server, {}, 0, bytes_of(text)});
  };
  say("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
  reader.gap({flow, Side::server, {}, 0, 3});
  say("ghiHTTP/1.1 200 OK\r\n\r\nuntil");
  reader.gap({flow, Side::server, {}, 0, 3});
  reader.closed({flow, {}, event::FlowClosed::Why::finished});
  EXPECT_EQ(notes.lines, (std::vector<std::string>{"0 < 200 to  body=abcghi:false",
                                                   "1 < 200 to  body=until:false"}));
}

TEST(Recognition, TellsRequestsFromOtherText) {
  for (const char* yes : {"GET / HTTP/1.1\r\n", "SEARCH /AAAA", "GET /default.ida?NNN",
                          "FOO bar HTTP/1.0\r\n", "\r\nPOST /x"})
    EXPECT_EQ(looks_like_request(yes), Verdict::yes) << yes;
  for (const char* no : {"220 ftp ready\r\n", "EHLO example\r\n", "USER x\r\n", "\x16\x03\x01",
                         "get it\r\n", "SSH-2.0-x\r\n"})
    EXPECT_EQ(looks_like_request(no), Verdict::no) << no;
  for (const char* more : {"GE", "GET", "GET ", "FOO bar"})
    EXPECT_EQ(looks_like_request(more), Verdict::more) << more;
}

}  // namespace
}  // namespace cordon::proto::http
