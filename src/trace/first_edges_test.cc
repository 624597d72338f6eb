#include "trace/first_edges.h"

#include <gtest/gtest.h>

#include "trace/sample.h"
#include "trace/tracer.h"

namespace cordon::trace {
namespace {

using evidence::Contact;
using evidence::Finding;
using evidence::Kind;

const net::Address kOutside = net::Address::v4(0xcb007107);

// Somebody outside infects 1, 1 infects 2 and 3, and each then tries addresses where nobody is.
struct Seen {
  std::vector<Finding> findings;
  std::vector<Contact> contacts;

  Seen() {
    reach(10, kOutside, sample_host(1));
    reach(30, sample_host(1), sample_host(2));
    reach(50, sample_host(1), sample_host(3));
    turn(20, 1);
    turn(40, 2);
    turn(60, 3);
    std::stable_sort(findings.begin(), findings.end(), evidence::earlier);
  }

  void reach(int second, const net::Address& from, const net::Address& to) {
    Finding f;
    f.time = Time(std::chrono::seconds(second));
    f.actor = from;
    f.target = to;
    f.port = 445;
    f.strain = "unknown.tcp.445";
    f.chance = 0.3;
    findings.push_back(f);
    contact(second, from, to, true);
  }
  void turn(int second, std::uint32_t host) {
    Finding f;
    f.kind = Kind::turned;
    f.time = Time(std::chrono::seconds(second));
    f.actor = sample_host(host);
    f.target = sample_host(200);
    f.port = 445;
    f.strain = "unknown.tcp.445";
    f.weight = 4.5;
    findings.push_back(f);
    for (std::uint32_t i = 0; i < 10; ++i)
      contact(second + static_cast<int>(i), sample_host(host), sample_host(200 + i), false);
  }
  void contact(int second, const net::Address& from, const net::Address& to, bool answered) {
    Contact c;
    c.client = from;
    c.server = to;
    c.port = 445;
    c.protocol = net::Protocol::tcp;
    c.first = c.last = Time(std::chrono::seconds(second));
    c.flows = 1;
    (answered ? c.established : c.unanswered) = 1;
    contacts.push_back(c);
  }
  Outbreak outbreak() {
    Question question;
    question.findings = findings;
    question.contacts = contacts;
    question.fleet = *fleet::Fleet::of_networks({"10.20.0.0/16"});
    return trace(std::move(question), strain::Catalogue({})).outbreaks.at(0);
  }
};

TEST(FirstEdges, AreToldFromContactsAndItBeganWithTheFirstOfOursWhomAStrangerInfected) {
  const Outbreak outbreak = Seen().outbreak();
  ASSERT_EQ(outbreak.first_edges.size(), 3u);
  EXPECT_EQ(outbreak.first_edges[0].from, kOutside);
  EXPECT_EQ(outbreak.first_edges[0].to, sample_host(1));
  EXPECT_EQ(outbreak.first_edges[0].at, Time(std::chrono::seconds(10)));
  EXPECT_GT(outbreak.first_edges[0].probability, 0.9);
  ASSERT_FALSE(outbreak.origins.empty());
  EXPECT_EQ(outbreak.origins.front().host, sample_host(1));
}

TEST(FirstEdges, OneOfOursWhomNobodyWasSeenToReachIsTheOrigin) {
  Seen seen;
  std::erase_if(seen.findings, [](const Finding& f) { return f.actor == kOutside; });
  std::erase_if(seen.contacts, [](const Contact& c) { return c.client == kOutside; });
  const Outbreak outbreak = seen.outbreak();
  EXPECT_EQ(outbreak.origins.front().host, sample_host(1));
  EXPECT_EQ(outbreak.first_edges.size(), 2u);
}

TEST(FirstEdges, WhereContentWasSeenItTells) {
  Seen seen;
  for (Finding& f : seen.findings) f.fingerprint = 7;
  EXPECT_TRUE(seen.outbreak().first_edges.empty());
}

TEST(FirstEdges, TheWalksAreShownWhereContentTellsToo) {
  Seen seen;
  for (Finding& f : seen.findings) f.fingerprint = 7;
  Question question;
  question.findings = seen.findings;
  question.contacts = seen.contacts;
  question.fleet = *fleet::Fleet::of_networks({"10.20.0.0/16"});
  question.moonwalk.walks = 5000;
  const auto walks = walks_of(question, strain::Catalogue({}));
  ASSERT_EQ(walks.size(), 1u);
  EXPECT_FALSE(walks[0].by_contacts_alone);
  EXPECT_EQ(walks[0].port, 445);
  EXPECT_EQ(walks[0].walks, 5000u);
  EXPECT_EQ(walks[0].scanners, 4u);
  EXPECT_EQ(walks[0].told.edges.size(), 3u);
  EXPECT_EQ(walks[0].told.origins.front().host, sample_host(1));
  question.moonwalk.enabled = false;
  EXPECT_TRUE(walks_of(question, strain::Catalogue({})).empty());
}

}  // namespace
}  // namespace cordon::trace
