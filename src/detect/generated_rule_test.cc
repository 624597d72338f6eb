// What siggen writes, our own engine reads, and matches on the flows that siggen says it matches.
#include <gtest/gtest.h>

#include "base/random.h"
#include "rules/engine.h"
#include "rules/parser.h"
#include "siggen/generate.h"
#include "siggen/rule_text.h"
#include "siggen/worm_for_test.h"

namespace cordon::detect {
namespace {

using namespace siggen;

struct Hits final : rules::HitSink {
  void hit(const rules::Hit&) override { ++count; }
  std::size_t count = 0;
};

event::Flow flow_to(std::uint16_t port, net::Protocol protocol) {
  event::Flow flow;
  flow.client = {net::Address::v4(0x0a000001), 40000};
  flow.server = {net::Address::v4(0x0a000002), port};
  flow.protocol = protocol;
  flow.established = true;
  return flow;
}

/// Whether the rule fires on the payload as a stream in segments, or as one datagram.
bool fires(const rules::RuleSet& set, std::string_view payload, net::Protocol protocol,
           std::size_t segment = 536) {
  Hits hits;
  rules::Engine engine(set, hits);
  event::Flow flow = flow_to(80, protocol);
  if (protocol == net::Protocol::udp) {
    engine.see(event::Datagram{flow, event::Side::client, {}, bytes_of(payload)});
    return hits.count > 0;
  }
  for (std::size_t at = 0; at < payload.size(); at += segment)
    engine.see(event::StreamChunk{
        flow, event::Side::client, {}, at, head(tail(bytes_of(payload), at), segment)});
  return hits.count > 0;
}

rules::RuleSet compiled(const std::string& rule) {
  rules::RuleSet set = rules::RuleSet::compile({{"generated.rules", rule}}, {});
  for (const rules::RuleError& error : set.errors()) ADD_FAILURE() << error.message() << rule;
  return set;
}

Signature made_of(TestPools& pools) {
  const auto made = generate(pools.pools(), {});
  EXPECT_TRUE(made) << made.error().message();
  return made ? *made : Signature{};
}

TEST(GeneratedRule, AnyBytesComeBackAsTheyWere) {
  Random random(1);
  for (int round = 0; round < 500; ++round) {
    const std::string bytes = round == 0 ? std::string("a|b\"c;d\\e:f(g)h$i,!j  ")
                                         : random_bytes(random, 1 + random.below(255));
    const auto read = rules::content_bytes("\"" + content_text(bytes) + "\"");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->bytes, bytes);
    EXPECT_FALSE(read->negated);
  }
}

TEST(GeneratedRule, FiresOnTheWormAndNotOnCleanFlows) {
  for (const bool http : {false, true})
    for (const std::size_t parts : {1, 3}) {
      TestPools pools;
      keep_clean(pools, http, 300, 2);
      TestWorm worm({180, parts, http}, 3);
      for (std::uint64_t i = 0; i < 12; ++i) pools.suspect(worm.payload(), i % 5, 100 + i);
      const Signature signature = made_of(pools);
      for (const Transport transport : {Transport::tcp, Transport::udp}) {
        const auto set =
            compiled(rule_text(signature, {transport, Direction::to_server, 80, 9000001}));
        ASSERT_EQ(set.rules().size(), 1U);
        const auto protocol = transport == Transport::tcp ? net::Protocol::tcp : net::Protocol::udp;
        Random random(4);
        for (int i = 0; i < 100; ++i) {
          EXPECT_TRUE(fires(set, worm.payload(), protocol));
          EXPECT_FALSE(fires(set, http ? http_flow(random) : binary_flow(random), protocol));
        }
      }
    }
}

TEST(GeneratedRule, SaysWhatTheSignatureSays) {
  Random random(5);
  std::size_t fired = 0;
  for (int round = 0; round < 300; ++round) {
    Signature signature;
    signature.ordered = random.chance(0.5);
    for (auto n = 1 + random.below(4); n > 0; --n) {
      Part part;
      for (auto size = 1 + random.below(3); size > 0; --size)
        part.bytes += "a|\"\xff"[random.below(4)];
      if (!signature.ordered && random.chance(0.3))
        part.offset = static_cast<std::uint32_t>(random.below(8));
      signature.parts.push_back(part);
    }
    signature.rarest = random.below(signature.parts.size());
    const auto set = compiled(rule_text(signature, {.port = 80, .sid = 9000001}));
    for (int i = 0; i < 20; ++i) {
      std::string payload;
      for (auto n = 1 + random.below(30); n > 0; --n) payload += "a|\"\xff"[random.below(4)];
      EXPECT_EQ(fires(set, payload, net::Protocol::tcp, 1 + random.below(30)),
                matches(signature, bytes_of(payload)))
          << set.rules()[0].text;
      fired += matches(signature, bytes_of(payload));
    }
  }
  EXPECT_GT(fired, 500U);
}

TEST(GeneratedRule, CarriesItsCounts) {
  TestPools pools;
  keep_clean(pools, true, 200, 6);
  TestWorm worm({100, 1, true}, 7);
  for (std::uint64_t i = 0; i < 6; ++i) pools.suspect(worm.payload(), i, 100 + i);
  const auto set = compiled(rule_text(made_of(pools), {.port = 80, .sid = 9000007}));
  ASSERT_EQ(set.rules().size(), 1U);
  const rules::RuleInfo& info = set.rules()[0];
  EXPECT_EQ(info.sid, 9000007U);
  EXPECT_EQ(info.action, "alert");
  EXPECT_EQ(info.classtype, "trojan-activity");
  const std::pair<std::string, std::string> covered{"covered", "6"}, clean{"clean", "200"},
      wrong{"false_matches", "0"};
  for (const auto& count : {covered, clean, wrong})
    EXPECT_NE(std::find(info.metadata.begin(), info.metadata.end(), count), info.metadata.end());
}

}  // namespace
}  // namespace cordon::detect
