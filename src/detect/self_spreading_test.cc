#include "detect/self_spreading.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "detect/worm_for_test.h"
#include "detect/worm_rules.h"
#include "net/by_host_for_test.h"

namespace cordon::detect {
namespace {

using for_test::at;
using for_test::host;

// A fleet's traffic on port 80, told as sifting and contacts would tell it.
class Story {
 public:
  explicit Story(std::uint16_t port = 80) : port_(port) { sifted_.begun = at(0); }

  // A delivery of the content; its flow is a contact that was answered.
  Story& sent(double second, std::uint32_t from, std::uint32_t to, std::uint64_t times = 1) {
    sift::Carried d{host(from), host(to), {at(second), ++frame_}, at(second), times};
    suspicion_.deliveries.push_back(d);
    return contact(second, from, to, true);
  }
  Story& contact(double second, std::uint32_t from, std::uint32_t to, bool answered) {
    evidence::Contact c;
    c.client = host(from);
    c.server = host(to);
    c.port = port_;
    c.protocol = net::Protocol::tcp;
    c.first = c.last = at(second);
    c.first_frame = ++frame_;
    c.flows = 1;
    (answered ? c.established : c.unanswered) = 1;
    contacts_.push_back(c);
    return *this;
  }
  // Another content of the service that was passed on.
  Story& other_content(std::vector<std::array<double, 3>> deliveries) {
    sift::Suspicion other;
    other.service = {net::Protocol::tcp, 80, event::Side::client};
    for (const auto& [second, from, to] : deliveries)
      other.deliveries.push_back(for_test::delivery(second, static_cast<std::uint32_t>(from),
                                                    static_cast<std::uint32_t>(to)));
    others_.push_back(other);
    return *this;
  }
  std::vector<MovingContent> judged(std::vector<evidence::Finding> findings = {}) {
    suspicion_.service = {net::Protocol::tcp, port_, event::Side::client};
    sifted_.suspicions = others_;
    sifted_.suspicions.push_back(suspicion_);
    std::sort(contacts_.begin(), contacts_.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    return judge({sifted_, contacts_, findings,
                  [](const net::Address& h) { return h < host(1000); }, options});
  }
  net::ByHost<ContentOptions> options;
  MovingContent::Verdict verdict() { return judged().front().verdict; }
  const std::vector<evidence::Contact>& contacts() const { return contacts_; }

 private:
  std::uint16_t port_;
  sift::Sifted sifted_;
  sift::Suspicion suspicion_;
  std::vector<sift::Suspicion> others_;
  std::vector<evidence::Contact> contacts_;
  std::uint64_t frame_ = 0;
};

using Verdict = MovingContent::Verdict;

Story worm() {
  Story story;
  story.sent(600, 5000, 1).contact(600.2, 1, 500, false).contact(600.4, 1, 501, false);
  story.sent(601, 1, 2).sent(602, 1, 3).contact(602.2, 2, 502, false).contact(602.3, 2, 503, false);
  story.sent(603, 2, 4).contact(604, 3, 504, false).contact(604.5, 3, 505, false);
  return story;
}

TEST(SelfSpreading, AWormIsOne) {
  auto judged = worm().judged();
  ASSERT_EQ(judged.size(), 1u);
  EXPECT_EQ(judged[0].verdict, Verdict::worm);
  EXPECT_EQ(judged[0].strain, "unknown.tcp.80");
  ASSERT_EQ(judged[0].turned.size(), 2u);
  EXPECT_EQ(judged[0].turned[0].host, host(1));
  EXPECT_GT(judged[0].turned[0].novelty, 1);
}

TEST(SelfSpreading, ItsFindingsNameWhoTurnedBeforeSendingIt) {
  Story story = worm();
  const auto judged = story.judged();
  const auto found = findings_of(judged[0], story.contacts(), at(0));
  const auto turned = [&](std::uint32_t number) {
    return std::any_of(found.begin(), found.end(), [&](const evidence::Finding& f) {
      return f.kind == evidence::Kind::turned && f.actor == host(number);
    });
  };
  EXPECT_TRUE(turned(1));
  EXPECT_TRUE(turned(3));  // it only met nobody so far
  EXPECT_FALSE(turned(4));
  EXPECT_EQ(std::count_if(found.begin(), found.end(),
                          [](const auto& f) { return f.kind == evidence::Kind::attempt; }),
            4);
}

TEST(SelfSpreading, AMeshOfHealthChecksIsNone) {
  Story mesh;
  double second = 0;
  for (int round = 0; round < 3; ++round)
    for (std::uint32_t from = 1; from <= 6; ++from)
      for (std::uint32_t to = 1; to <= 6; ++to)
        if (from != to && round == 0) mesh.sent(second += 0.1, from, to, 3);
  EXPECT_NE(mesh.verdict(), Verdict::worm);
}

TEST(SelfSpreading, ABalancerPassesOnAndIsNone) {
  Story balancer;
  for (std::uint32_t i = 0; i < 6; ++i) {
    balancer.contact(i * 10, 1, 2 + i % 3, true);  // it always did
    balancer.sent(100 + i, 5000 + i, 1).sent(100.5 + i, 1, 2 + i % 3);
  }
  EXPECT_EQ(balancer.verdict(), Verdict::relayed);
}

TEST(SelfSpreading, AListServerThatResendsIsNone) {
  Story list;
  for (std::uint32_t i = 0; i < 40; ++i) list.contact(10 * i, 1, 600 + i, true);
  list.sent(500, 5000, 1);
  for (std::uint32_t i = 0; i < 20; ++i) list.sent(501 + i, 1, 700 + i);
  EXPECT_NE(list.verdict(), Verdict::worm);
}

TEST(SelfSpreading, ASenderOfMailToManyGivesAListNoCompany) {
  for (const std::uint16_t port : {std::uint16_t{80}, std::uint16_t{25}}) {
    Story list(port);
    list.sent(500, 5000, 1).sent(501, 5000, 600);
    for (std::uint32_t i = 0; i < 9; ++i) list.sent(530 + i, 1, 700 + i);
    list.contact(540, 1, 800, false).contact(541, 1, 801, false);
    EXPECT_EQ(list.verdict() == Verdict::worm, port == 80);
  }
}

// A monitor asks all of them the same; hours later one of them, which audits, asks it of others.
TEST(SelfSpreading, AnAuditThatSaysWhatItsMonitorSaidIsNone) {
  for (const double later : {1800.0, 36000.0}) {
    Story story;
    for (std::uint32_t i = 1; i <= 8; ++i) story.sent(600 + i, 100, i);
    for (std::uint32_t i = 0; i < 20; ++i) {
      story.sent(600 + later + i, 8, 20 + i);
      story.contact(600.5 + later + i, 8, 500 + i, false);
    }
    EXPECT_EQ(story.verdict(), later > 3600 ? Verdict::alone : Verdict::worm);
  }
}

// One begins to look for others long after it was greeted; four more send a greeting on, once each.
TEST(SelfSpreading, PeersThatBeginAreNone) {
  for (const double later : {60.0, 600.0}) {
    Story story(6881);
    story.sent(900, 5000, 2).sent(1500, 5001, 1);
    for (std::uint32_t i = 0; i < 3; ++i) story.sent(1500 + later + i, 1, 20 + i);
    for (std::uint32_t i = 0; i < 4; ++i)
      story.sent(2200 + i, 5002 + i, 3 + i).sent(2300 + i, 3 + i, 30 + i);
    EXPECT_EQ(story.verdict() == Verdict::worm, later < 300) << later;
  }
}

TEST(SelfSpreading, WhatOutsidersDoSpeaksForNothing) {
  const auto verdict_where_from = [](std::uint32_t others) {
    Story story;
    story.sent(600, 5000, others);
    for (std::uint32_t i = 0; i < 8; ++i) {
      story.sent(601 + i, others, 1 + i);
      story.contact(601.5 + i, others, 500 + i, false);
    }
    return story.verdict();
  };
  EXPECT_EQ(verdict_where_from(50), Verdict::worm);
  EXPECT_NE(verdict_where_from(6000), Verdict::worm);
}

TEST(SelfSpreading, WhatAKnownStrainExplainsIsItsOwn) {
  Story story = worm();
  std::vector<evidence::Finding> known;
  for (const auto& [from, to] : {std::pair(5000, 1), std::pair(1, 2), std::pair(1, 3)}) {
    evidence::Finding f;
    f.strain = "codered.v2";
    f.actor = host(static_cast<std::uint32_t>(from));
    f.target = host(static_cast<std::uint32_t>(to));
    known.push_back(f);
  }
  EXPECT_EQ(story.judged(known).front().verdict, Verdict::known_strain);
}

TEST(SelfSpreading, WithoutEnoughCleanFlowsThereIsNoRuleAndItSaysWhy) {
  auto catalogue = strain::Catalogue::built_in();
  ASSERT_TRUE(catalogue);
  const auto made = rules_for(worm().judged()[0], sift::Sifted{}, *catalogue);
  EXPECT_TRUE(made.rules.empty());
  EXPECT_FALSE(made.why_none.empty());
}

// A mesh of servers in which each is client of the others.
Story mesh_of_clients() {
  Story mesh;
  for (std::uint32_t i = 0; i < 100; ++i) mesh.contact(3 * i, 1 + i % 20, 1 + (i + 7) % 20, true);
  return mesh;
}

TEST(SelfSpreading, AHitListWormIsToldWhereNothingIsPassedOn) {
  Story story = mesh_of_clients();
  story.sent(600, 5000, 1).sent(600.1, 1, 40).sent(600.2, 1, 41).sent(600.3, 1, 42);
  story.sent(600.4, 40, 43);
  EXPECT_EQ(story.verdict(), Verdict::worm) << "nothing fails, all of them are clients";
}

TEST(SelfSpreading, TheSameIsNoneWhereContentIsPassedOn) {
  Story story = mesh_of_clients();
  story.other_content({{300, 5000, 7}, {300.1, 7, 8}, {300.2, 7, 9}});
  story.other_content({{310, 5000, 8}, {310.1, 8, 9}, {310.2, 8, 10}});
  story.sent(600, 5000, 1).sent(600.1, 1, 40).sent(600.2, 1, 41).sent(600.3, 1, 42);
  story.sent(600.4, 40, 43);
  for (const MovingContent& content : story.judged())
    EXPECT_NE(content.verdict, Verdict::worm) << content.score;
}

TEST(SelfSpreading, NorWhereTooLittleOfTheServiceWasSeen) {
  Story story;
  story.contact(1, 1, 2, true).contact(2, 1, 3, true).contact(3, 40, 2, true);
  story.sent(600, 5000, 1).sent(600.1, 1, 40).sent(600.2, 1, 41).sent(600.3, 1, 42);
  EXPECT_NE(story.verdict(), Verdict::worm);
}

TEST(SelfSpreading, APeerThatIsCalledMoreThanItCallsIsNone) {
  Story peer;
  for (std::uint32_t i = 0; i < 20; ++i) peer.contact(i, 600 + i, 601 + i, true);
  for (std::uint32_t i = 0; i < 50; ++i) peer.sent(500 + i, 5000 + i, 1);
  for (std::uint32_t i = 0; i < 9; ++i) peer.sent(600 + 7 * i, 1, 700 + i);
  for (std::uint32_t i = 0; i < 9; ++i) peer.contact(601 + 7 * i, 1, 800 + i, false);
  EXPECT_NE(peer.verdict(), Verdict::worm) << "it begins to look for peers, and they for it";
}

TEST(SelfSpreading, TheThresholdIsAParameter) {
  Story story = worm();
  const double score = story.judged()[0].score;
  story.options = ContentOptions{true, score + 1};
  const auto judged = story.judged();
  EXPECT_NE(judged[0].verdict, Verdict::worm);
  EXPECT_EQ(judged[0].threshold, score + 1);
}

TEST(SelfSpreading, WhoIsLeftOutSpeaksNeitherForNorAgainst) {
  Story story = worm();
  const double before = story.judged()[0].score;
  story.options = net::otherwise_for(net::Prefix(host(2), 32), ContentOptions{},
                                     ContentOptions{false, kWormThreshold});
  const auto judged = story.judged();
  ASSERT_EQ(judged[0].turned.size(), 1u);
  EXPECT_EQ(judged[0].turned[0].host, host(1));
  EXPECT_LT(judged[0].score, before);
  // Four of ours that send it unasked speak against it, unless they are left out.
  for (std::uint32_t i = 0; i < 4; ++i) story.sent(700 + i, 8 + i, 20 + i);
  const double against = story.judged()[0].score;
  story.options = net::otherwise_for(net::Prefix(host(8), 30), ContentOptions{},
                                     ContentOptions{false, kWormThreshold});
  EXPECT_GT(story.judged()[0].score, against + 4);
}

}  // namespace
}  // namespace cordon::detect
