#include "scan/protocol_graph.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace cordon::scan {
namespace {

const Time kStart = Time(std::chrono::seconds(1'500'000'000 / 60 * 60));

class Graph : public testing::Test {
 protected:
  void contact(std::uint32_t client, std::uint32_t server, Duration at) {
    Opening o;
    o.at = kStart + at;
    o.frame = ++frame_;
    o.client = net::Address::v4(client);
    o.server = net::Address::v4(server);
    o.port = 22;
    o.protocol = net::Protocol::tcp;
    o.outcome = Outcome::established;
    o.ours = client >= 1000;
    graphs_.see(o);
  }
  // A minute in which about 60 of 300 clients reach their own one of 100 servers, and a proxy all.
  void ordinary_minute(int minute) {
    const Duration at = minute * 1min;
    for (int i = 0; i < 60; ++i) {
      const auto client = static_cast<std::uint32_t>(random_.below(300));
      contact(1000 + client, 1 + client % 100, at + i * 900ms);
    }
    for (std::uint32_t s = 0; s < 20; ++s) contact(5000, 1 + s, at + 30s);
  }
  Random random_{1};
  ProtocolGraphs graphs_;
  std::uint64_t frame_ = 0;
};

TEST_F(Graph, OrdinaryHoursNameNobody) {
  for (int minute = 0; minute < 600; ++minute) ordinary_minute(minute);
  graphs_.close();
  EXPECT_FALSE(graphs_.has_suspects());
  EXPECT_LE(graphs_.alarms(), 2u);
}

TEST_F(Graph, AHitListWormIsNamed) {
  for (int minute = 0; minute < 40; ++minute) ordinary_minute(minute);
  ordinary_minute(40);
  for (std::uint32_t s = 0; s < 80; ++s) contact(7777, 1 + s, 40min + s * 500ms);
  ordinary_minute(41);
  const auto suspects = graphs_.take();
  ASSERT_EQ(suspects.size(), 1u);
  EXPECT_EQ(suspects[0].host, net::Address::v4(7777));
  EXPECT_EQ(suspects[0].servers, 80u);
  EXPECT_GT(suspects[0].pieces, 30u);
  EXPECT_GT(suspects[0].sigmas, kSigmas);
}

TEST_F(Graph, AFlashCrowdNamesNobody) {
  for (int minute = 0; minute < 40; ++minute) ordinary_minute(minute);
  for (int minute = 40; minute < 45; ++minute) {
    ordinary_minute(minute);
    for (std::uint32_t c = 0; c < 2000; ++c)
      contact(100'000 + c, 1 + c % 2, minute * 1min + c * 20ms);
  }
  graphs_.close();
  EXPECT_FALSE(graphs_.has_suspects());
  EXPECT_GT(graphs_.alarms(), 0u);
}

TEST_F(Graph, IsBounded) {
  for (std::uint32_t i = 0; i < 3 * kMostEdges; ++i) contact(i, i + 1'000'000, i * 1ms);
  EXPECT_GE(graphs_.not_kept(), 2 * kMostEdges);
}

TEST(Usual, KnowsMeanAndSpread) {
  Usual usual;
  Random random(2);
  for (int i = 0; i < 300; ++i) usual.learn(100 + 40 * (random.unit() - 0.5));
  EXPECT_NEAR(usual.sigmas(100), 0, 0.6);
  EXPECT_NEAR(usual.sigmas(160), 5, 1.2);
}

}  // namespace
}  // namespace cordon::scan
