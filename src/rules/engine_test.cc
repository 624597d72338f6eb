#include "rules/engine.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "rules/database.h"
#include "rules/verify.h"

namespace cordon::rules {
namespace {

struct Sids final : HitSink {
  void hit(const Hit& hit) override { seen.push_back(hit.rule.sid); }
  std::vector<std::uint32_t> seen;
};

event::Flow flow_to(std::uint16_t port) {
  event::Flow flow;
  flow.client = {net::Address::v4(0x0a000001), 40000};
  flow.server = {net::Address::v4(0x0a000002), port};
  flow.protocol = net::Protocol::tcp;
  flow.established = true;
  return flow;
}

/// The sids that fire when the client sends these chunks to port 80.
std::vector<std::uint32_t> fired(const std::string& rules, const std::vector<std::string>& chunks) {
  const RuleSet set = RuleSet::compile({{"test.rules", rules}}, {});
  for (const RuleError& error : set.errors()) ADD_FAILURE() << error.message();
  Sids sids;
  Engine engine(set, sids);
  event::Flow flow = flow_to(80);
  std::uint64_t offset = 0;
  for (const std::string& chunk : chunks) {
    engine.see(event::StreamChunk{flow, event::Side::client, {}, offset, bytes_of(chunk)});
    offset += chunk.size();
  }
  return sids.seen;
}

using Sid = std::vector<std::uint32_t>;

TEST(Engine, FindsAContentThatIsSplitBetweenChunks) {
  EXPECT_EQ(fired("alert tcp any any -> any 80 (content:\"cmd.exe\"; sid:1;)", {"x cmd.", "exe y"}),
            Sid{1});
}

TEST(Engine, LooksOnlyAtThePortsAndDirectionsThatRulesName) {
  EXPECT_EQ(fired("alert tcp any any -> any 81 (content:\"abc\"; sid:1;)", {"abc"}), Sid{});
  EXPECT_EQ(
      fired("alert tcp any any -> any any (flow:to_client; content:\"abc\"; sid:1;)", {"abc"}),
      Sid{});
}

TEST(Engine, TriesTheNextOccurrenceWhenARelativeContentFails) {
  EXPECT_EQ(fired("alert tcp any any -> any any (content:\"ab\"; content:\"cd\"; distance:1; "
                  "within:2; sid:1;)",
                  {"ab--ab cd"}),
            Sid{1});
}

TEST(Engine, CountsOffsetAndDepthFromTheStreamsBeginning) {
  const std::string rule =
      "alert tcp-stream any any -> any any (content:\"b\"; offset:3; depth:1; sid:1;)";
  EXPECT_EQ(fired(rule, {"aa", "ab"}), Sid{1});
  EXPECT_EQ(fired(rule, {"aaa", "ab"}), Sid{});
}

TEST(Engine, FiresOnceForTheSameBytes) {
  EXPECT_EQ(fired("alert tcp any any -> any any (content:\"abc\"; sid:1;)", {"abc", "def"}),
            Sid{1});
}

TEST(Engine, HonoursNegationPcreFlowbitsAndPass) {
  EXPECT_EQ(fired("alert tcp any any -> any any (content:\"a\"; content:!\"b\"; sid:1;)\n"
                  "alert tcp any any -> any any (content:\"a\"; pcre:\"/^ac$/R\"; sid:2;)\n"
                  "alert tcp any any -> any any (content:\"a\"; flowbits:set,x; noalert; sid:3;)\n"
                  "alert tcp any any -> any any (content:\"c\"; flowbits:isset,x; sid:4;)",
                  {"aac"}),
            (Sid{1, 2, 4}));
  EXPECT_EQ(fired("alert tcp any any -> any any (content:\"a\"; sid:1;)\n"
                  "pass tcp any any -> any any (content:\"c\"; sid:2;)",
                  {"aac"}),
            Sid{});
}

TEST(Engine, MatchesRequestBuffersInBothSpellings) {
  const RuleSet set = RuleSet::compile(
      {{"t",
        "alert http any any -> any any (http.uri; content:\"/x\"; startswith; sid:1;)\n"
        "alert tcp any any -> any any (content:\"/x\"; http_uri; content:\"GET\"; http_method; "
        "sid:2;)\n"
        "alert http any any -> any any (http.uri; content:\"/y\"; sid:3;)"}},
      {});
  EXPECT_TRUE(set.errors().empty());
  Sids sids;
  Engine engine(set, sids);
  event::Flow flow = flow_to(80);
  flow.app = event::App::http;
  event::HttpExchange exchange;
  event::HttpRequest request;
  request.method = "GET";
  request.uri = request.target = "/x";
  engine.see(event::HttpRequestSeen{flow, {}, exchange, request});
  EXPECT_EQ(sids.seen, (Sid{1, 2}));
}

TEST(Engine, FindsWhatVerifyingEveryRuleOnEveryByteFinds) {
  Random random(7);
  const auto word = [&](std::size_t most) {
    std::string text;
    for (std::size_t n = 1 + random.below(most); n > 0; --n) text += "abAB"[random.below(4)];
    return text;
  };
  for (int round = 0; round < 30; ++round) {
    std::string text;
    for (int sid = 1; sid <= 40; ++sid) {
      text +=
          "alert tcp any any -> any any (content:" + std::string(random.chance(0.2) ? "!" : "") +
          "\"" + word(4) + "\"; " + (random.chance(0.3) ? "nocase; " : "") + "content:\"" +
          word(3) + "\"; " + (random.chance(0.5) ? "distance:1; within:6; " : "offset:2; ") +
          "sid:" + std::to_string(sid) + ";)\n";
    }
    const std::string bytes = word(40);
    const RuleSet set = RuleSet::compile({{"random", text}}, {});
    event::Flow flow = flow_to(80);
    Scene scene(flow, event::Side::client, {});
    scene.payload = bytes_of(bytes);
    Verifier slow;
    Sid expected;
    for (const Rule& rule : set.database().rules)
      if (slow.matches(rule, scene, {})) expected.push_back(set.rules()[rule.number].sid);
    EXPECT_EQ(fired(text, {bytes}), expected) << bytes << "\n" << text;
  }
}

TEST(RuleSet, NamesFileLineAndKeywordOfWhatDoesNotLoadAndKeepsTheRest) {
  const RuleSet set =
      RuleSet::compile({{"worms.rules",
                         "# one\n\nalert tcp any any -> any any (foo:1; sid:1;)\n"
                         "alert tcp any any -> any any \\\n (content:\"a\"; sid:2;)"}},
                       {});
  ASSERT_EQ(set.errors().size(), 1U);
  EXPECT_EQ(set.errors()[0].message(), "worms.rules:3: unknown keyword 'foo'");
  ASSERT_EQ(set.rules().size(), 1U);
  EXPECT_EQ(set.rules()[0].line, 4);
}

}  // namespace
}  // namespace cordon::rules
