#include <gtest/gtest.h>

#include "flow/wire_for_test.h"

namespace cordon::flow {
namespace {

struct Sent {
  char from;
  std::uint8_t flags;
  std::uint32_t sequence, acknowledgment;
  std::string_view payload = {};
};

constexpr std::uint8_t kS = decode::kSyn, kA = decode::kAck, kF = decode::kFin, kR = decode::kRst;

struct Case {
  std::string_view state;
  std::vector<Sent> packets;
};

const Case kCases[] = {
    {"S0", {{'C', kS, 0, 0}}},
    {"S1", {{'C', kS, 0, 0}, {'S', kS | kA, 0, 1}, {'C', kA, 1, 1}}},
    {"SF", {{'C', kS, 0, 0}, {'S', kS | kA, 0, 1}, {'C', kF | kA, 1, 1}, {'S', kF | kA, 1, 2}}},
    {"REJ", {{'C', kS, 0, 0}, {'S', kR | kA, 0, 1}}},
    {"S2", {{'C', kS, 0, 0}, {'S', kS | kA, 0, 1}, {'C', kF | kA, 1, 1}}},
    {"S3", {{'C', kS, 0, 0}, {'S', kS | kA, 0, 1}, {'C', kA, 1, 1}, {'S', kF | kA, 1, 1}}},
    {"RSTO", {{'C', kS, 0, 0}, {'S', kS | kA, 0, 1}, {'C', kR, 1, 0}}},
    {"RSTR", {{'C', kS, 0, 0}, {'S', kS | kA, 0, 1}, {'C', kA, 1, 1, "x"}, {'S', kR, 1, 0}}},
    {"RSTOS0", {{'C', kS, 0, 0}, {'C', kR, 1, 0}}},
    {"RSTRH", {{'S', kS | kA, 0, 1}, {'S', kR, 1, 0}}},
    {"SH", {{'C', kS, 0, 0}, {'C', kF, 1, 0}}},
    {"SHR", {{'S', kS | kA, 0, 1}, {'S', kF | kA, 1, 1}}},
    {"OTH", {{'C', kA, 1, 1, "x"}, {'S', kA, 1, 2, "y"}}},
    // A reset after both said goodbye does not undo the goodbye.
    {"SF",
     {{'C', kS, 0, 0},
      {'S', kS | kA, 0, 1},
      {'C', kF | kA, 1, 1},
      {'S', kF | kA, 1, 2},
      {'C', kR, 2, 0}}},
};

TEST(ZeekState, IsWhatZeekSays) {
  for (const Case& each : kCases) {
    Wire wire;
    for (const Sent& sent : each.packets)
      wire.tcp(sent.from, sent.flags, sent.sequence, sent.acknowledgment, sent.payload);
    wire.finish();
    ASSERT_EQ(wire.record.closed.size(), 1u) << each.state;
    EXPECT_EQ(wire.record.closed[0].zeek, each.state);
  }
}

TEST(ZeekState, OfDatagramsTellsWhetherAnAnswerCame) {
  Wire wire;
  const auto ask = packet_between(wire.client, wire.server, net::Protocol::udp);
  wire.send(ask);
  wire.finish();
  wire.send(ask);
  wire.send(packet_between(wire.server, wire.client, net::Protocol::udp));
  wire.finish();
  EXPECT_EQ(wire.record.closed[0].zeek, "S0");
  EXPECT_EQ(wire.record.closed[1].zeek, "SF");
}

}  // namespace
}  // namespace cordon::flow
