#include "flow/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "flow/wire_for_test.h"

namespace cordon::flow {
namespace {

using decode::kAck;
using decode::kFin;
using decode::kRst;
using decode::kSyn;
using event::Outcome;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Table, ShowsAWholeConversationInOrder) {
  Wire wire;
  wire.handshake();
  wire.tcp('C', kAck, 1, 1, "GET");
  wire.tcp('S', kAck, 1, 4, "200");
  wire.tcp('C', kFin | kAck, 4, 4);
  wire.tcp('S', kFin | kAck, 4, 5);
  wire.tcp('C', kAck, 5, 5);
  wire.finish();
  EXPECT_THAT(wire.record.lines, ElementsAre("open", "C GET", "S 200", "close finished"));
  EXPECT_EQ(wire.record.closed[0].zeek, "SF");
  EXPECT_EQ(wire.record.closed[0].outcome, Outcome::established);
  EXPECT_EQ(wire.table.counters().flows, 1u);
}

TEST(Table, ShowsThePacketBeforeItsBytesWhereAsked) {
  event::Demand demand;
  demand.packets = true;
  Wire wire({}, demand);
  wire.tcp('C', kAck, 1, 1, "x");
  wire.finish();
  EXPECT_THAT(wire.record.lines, ElementsAre("open", "packet C", "C x", "close input_ended"));
}

TEST(Table, TakesDataOnTheSyn) {
  Wire wire;
  wire.tcp('C', kSyn, 0, 0, "early");
  wire.tcp('S', kSyn | kAck, 0, 6);
  wire.tcp('C', kAck, 6, 1, " late");
  EXPECT_THAT(wire.record.lines, ElementsAre("open", "C early", "C  late"));
}

TEST(Table, PicksUpAFlowWhoseBeginningIsMissing) {
  Wire wire;
  wire.tcp('C', kAck, 500, 900);
  wire.tcp('S', kAck, 900, 500, "answer");
  wire.tcp('C', kAck, 500, 906, "question");
  wire.finish();
  EXPECT_THAT(wire.record.lines,
              ElementsAre("open", "S answer", "C question", "close input_ended"));
  EXPECT_TRUE(wire.record.closed[0].midstream);
  EXPECT_TRUE(wire.record.closed[0].established);
  EXPECT_EQ(wire.record.closed[0].zeek, "OTH");
}

TEST(Table, KnowsTheServerByItsPortWhereTheFirstPacketIsItsOwn) {
  Wire wire;
  wire.tcp('S', kAck, 900, 500, "answer");
  wire.finish();
  EXPECT_EQ(wire.record.closed[0].server.port, 80);
  EXPECT_THAT(wire.record.lines, ElementsAre("open", "S answer", "close input_ended"));
}

TEST(Table, KnowsTheServerByItsSynAck) {
  Wire wire;
  wire.server.port = 40001;
  wire.tcp('S', kSyn | kAck, 0, 1);
  wire.tcp('C', kAck, 1, 1, "x");
  wire.finish();
  EXPECT_EQ(wire.record.closed[0].server.port, 40001);
}

TEST(Table, KeepsItsFirstDecisionOfWhoIsTheClient) {
  Wire wire;
  wire.server.port = 40001;
  wire.tcp('S', kAck, 1, 1, "x");
  wire.tcp('C', kAck, 1, 2, "y");
  wire.finish();
  EXPECT_EQ(wire.record.closed[0].client.port, 40001);
}

TEST(Table, TakesAHandshakeThatTheCaptureHoldsOutOfOrder) {
  Wire wire;
  wire.tcp('S', kSyn | kAck, 0, 1);
  wire.tcp('C', kSyn, 0);
  wire.tcp('C', kAck, 1, 1, "x");
  wire.finish();
  EXPECT_EQ(wire.table.counters().flows, 1u);
  EXPECT_THAT(wire.record.lines, ElementsAre("open", "C x", "close input_ended"));
  EXPECT_EQ(wire.record.closed[0].zeek, "S1");
}

TEST(Table, LetsASynComeAfterItsFirstData) {
  Wire wire;
  wire.tcp('C', kAck, 1, 1, "x");
  wire.tcp('S', kAck, 1, 2, "y");
  wire.tcp('C', kSyn, 0);
  EXPECT_EQ(wire.table.counters().flows, 1u);
}

TEST(Table, BelievesTheSecondSynWhereTheFirstHadNoAnswer) {
  Wire wire;
  wire.tcp('C', kSyn, 0);
  wire.client_first += 1'000'000;
  wire.handshake();
  wire.tcp('C', kAck, 1, 1, "GET");
  EXPECT_EQ(wire.table.counters().flows, 1u);
  EXPECT_THAT(wire.record.lines, ElementsAre("open", "C GET"));
}

TEST(Table, OpensANewFlowWhereThePortsAreUsedAgain) {
  Wire wire;
  wire.handshake();
  wire.tcp('C', kRst, 1);
  wire.client_first += 77'777;
  wire.handshake();
  wire.tcp('C', kAck, 1, 1, "again");
  wire.finish();
  EXPECT_THAT(wire.record.lines,
              ElementsAre("open", "close reset", "open", "C again", "close input_ended"));
  EXPECT_NE(wire.record.closed[0].id, wire.record.closed[1].id);
}

TEST(Table, OpensNoFlowForWhatComesAfterTheEnd) {
  Wire wire;
  wire.handshake();
  wire.tcp('S', kRst, 1);
  wire.tcp('C', kAck, 1, 1, "late");
  wire.tcp('C', kFin | kAck, 5, 1);
  wire.finish();
  EXPECT_THAT(wire.record.lines, ElementsAre("open", "close reset"));
}

TEST(Table, WaitsForBytesBeforeTheFin) {
  Wire wire;
  wire.handshake();
  wire.tcp('S', kFin | kAck, 1, 1);
  wire.tcp('C', kFin | kAck, 4, 2);
  wire.tcp('C', kAck, 1, 2, "abc");
  wire.finish();
  EXPECT_THAT(wire.record.lines, ElementsAre("open", "C abc", "close finished"));
}

TEST(Table, ClosesAFlowWithAHoleSoonAfterBothFins) {
  Wire wire;
  wire.handshake();
  wire.tcp('S', kFin | kAck, 1, 1);
  wire.tcp('C', kFin | kAck, 4, 2);
  wire.now += 10s;
  wire.table.advance(wire.moment());
  EXPECT_THAT(wire.record.lines, ElementsAre("open", "C [3]", "close finished"));
  EXPECT_EQ(wire.table.counters().timed_out, 0u);
}

TEST(Table, IgnoresAResetOutOfTheWindow) {
  Wire wire;
  wire.handshake();
  wire.tcp('C', kAck, 1, 1, "abc");
  wire.tcp('S', kRst, 0x30000000);
  wire.tcp('C', kAck, 4, 1, "def");
  EXPECT_THAT(wire.record.lines, ElementsAre("open", "C abc", "C def"));
  EXPECT_EQ(wire.table.counters().ignored_resets, 1u);
}

TEST(Table, TakesNoDataOfAReset) {
  Wire wire;
  wire.handshake();
  wire.tcp('S', kRst, 1, 0, "go away");
  wire.finish();
  EXPECT_THAT(wire.record.lines, ElementsAre("open", "close reset"));
}

TEST(Table, ShowsAHoleThatTheOtherSideAcknowledged) {
  Wire wire;
  wire.handshake();
  wire.tcp('C', kAck, 1, 1, "abc");
  wire.tcp('C', kAck, 7, 1, "ghi");
  wire.now += 2s;
  wire.tcp('S', kAck, 1, 10);
  EXPECT_THAT(wire.record.lines, ElementsAre("open", "C abc", "C [3]", "C ghi"));
}

TEST(Table, LetsNoAnnouncedByteThatWasNeverOnTheWireHideARealOne) {
  Wire wire;
  wire.handshake();
  decode::Packet lie = packet_between(wire.client, wire.server, net::Protocol::tcp);
  lie.tcp_flags = kAck;
  lie.sequence = wire.client_first + 1;
  lie.acknowledgment = wire.server_first + 1;
  lie.missing = 6;
  lie.anomalies.add(decode::Anomaly::ipv4_length_beyond_packet);
  wire.send(lie);
  wire.tcp('C', kAck, 1, 1, "secret");
  EXPECT_THAT(wire.record.lines, ElementsAre("open", "C secret"));
}

TEST(Table, ShowsWhatTheSnapLengthCutAsAGap) {
  Wire wire;
  wire.handshake();
  wire.tcp('C', kAck, 1, 1, "abc", 7);
  wire.tcp('C', kAck, 11, 1, "k");
  EXPECT_THAT(wire.record.lines, ElementsAre("open", "C abc", "C [7]", "C k"));
}

TEST(Table, TakesALateFinForTheFlowThatIsOver) {
  Wire wire;
  wire.handshake();
  wire.tcp('C', kFin | kAck, 1, 1);
  wire.tcp('S', kFin | kAck, 1, 2);
  wire.now += 40s;
  wire.tcp('S', kFin | kAck, 1, 2);
  EXPECT_EQ(wire.table.counters().flows, 1u);
}

TEST(Table, ShowsAnAnswerAsADatagramOfTheServer) {
  Wire wire;
  const auto host = end_of("10.0.0.9", 5353), server = end_of("10.0.0.2", 53);
  wire.send(packet_between(host, server, net::Protocol::udp, "?"));
  wire.send(packet_between(server, host, net::Protocol::udp, "!"));
  wire.finish();
  EXPECT_THAT(wire.record.lines,
              ElementsAre("open", "C datagram ?", "S datagram !", "close input_ended"));
  EXPECT_EQ(wire.record.closed[0].outcome, Outcome::established);
}

TEST(Table, ClosesTheUnansweredByTheirPatience) {
  Wire wire;
  wire.tcp('C', kSyn, 0);
  wire.now += 74s;
  wire.table.advance(wire.moment());
  EXPECT_THAT(wire.record.closed, IsEmpty());
  wire.now += 2s;
  wire.table.advance(wire.moment());
  EXPECT_THAT(wire.record.lines, ElementsAre("open", "close timed_out"));
  EXPECT_EQ(wire.record.closed[0].outcome, Outcome::unanswered);
}

TEST(Table, ClosesAnIdleFlowWhenItsOwnKeyComesBack) {
  Wire wire;
  const auto ask = packet_between(wire.client, wire.server, net::Protocol::udp, "?");
  wire.send(ask);
  wire.now += 10min;
  wire.send(ask);
  EXPECT_THAT(wire.record.lines,
              ElementsAre("open", "C datagram ?", "close timed_out", "open", "C datagram ?"));
}

TEST(Table, LetsNoTimeRunBackwards) {
  Wire wire;
  wire.handshake();
  wire.now -= 2h;
  wire.tcp('C', kAck, 1, 1, "x");
  wire.now += 2h;
  wire.tcp('C', kAck, 2, 1, "y");
  EXPECT_THAT(wire.record.lines, ElementsAre("open", "C x", "C y"));
}

TEST(Table, EvictsTheIdlestAtItsCap) {
  TableOptions options;
  options.most_flows = 3;
  Wire wire(options);
  for (std::uint16_t i = 0; i < 3; ++i) {
    wire.client.port = static_cast<std::uint16_t>(1000 + i);
    wire.tcp('C', kSyn, 0);
  }
  wire.client.port = 1000;  // not the idlest any more
  wire.tcp('C', kSyn, 0);
  wire.client.port = 2000;
  wire.tcp('C', kSyn, 0);
  ASSERT_EQ(wire.record.closed.size(), 1u);
  EXPECT_EQ(wire.record.closed[0].client.port, 1001);
  EXPECT_EQ(wire.record.lines.back(), "open");
  EXPECT_EQ(wire.table.counters().evicted, 1u);
  EXPECT_EQ(wire.table.counters().peak_flows, 3u);
}

TEST(Table, LivesWithACapOfNothing) {
  TableOptions options;
  options.most_flows = 0;
  Wire wire(options);
  wire.tcp('C', kSyn, 0);
  wire.client.port = 2000;
  wire.tcp('C', kSyn, 0);
  wire.finish();
  EXPECT_EQ(wire.record.closed.size(), 2u);
}

TEST(Table, ClosesWhatIsLeftInTheOrderOfFirstFrames) {
  Wire wire;
  for (std::uint16_t i = 0; i < 50; ++i) {
    wire.client.port = static_cast<std::uint16_t>(9000 - 37 * i);
    wire.tcp('C', kSyn, 0);
  }
  wire.finish();
  ASSERT_EQ(wire.record.closed.size(), 50u);
  for (std::size_t i = 0; i < 50; ++i) EXPECT_EQ(wire.record.closed[i].first_frame, i + 1);
}

TEST(Table, GivesAFlowTheSameIdInEveryRun) {
  std::uint64_t ids[2];
  for (std::uint64_t& id : ids) {
    Wire wire;
    wire.handshake();
    wire.finish();
    id = wire.record.closed[0].id;
  }
  EXPECT_EQ(ids[0], ids[1]);
}

TEST(Table, FreesTheMemoryOfFlowsThatEnd) {
  TableOptions options;
  options.most_stream_memory = 4000;
  Wire wire(options);
  for (int i = 0; i < 100; ++i) {  // each leaves a piece that waits
    wire.client.port = static_cast<std::uint16_t>(1000 + i);
    wire.handshake();
    wire.tcp('C', kAck, 11, 1, "0123456789");
    wire.tcp('S', kRst, 1);
  }
  EXPECT_EQ(wire.table.counters().holes_given_up, 0u);
}

TEST(Table, TalksToItself) {
  Wire wire;
  wire.server = wire.client;
  wire.tcp('C', kSyn, 0);
  wire.tcp('C', kAck, 1, 1, "land");
  wire.finish();
  EXPECT_EQ(wire.record.closed.size(), 1u);
}

}  // namespace
}  // namespace cordon::flow
