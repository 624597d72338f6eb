#include "trace/moonwalk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "base/random.h"
#include "trace/sample.h"

namespace cordon::trace {
namespace {

using evidence::Contact;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Contact contact(double second, std::uint32_t from, std::uint32_t to, bool answered = true) {
  Contact c;
  c.client = sample_host(from);
  c.server = sample_host(to);
  c.port = 445;
  c.protocol = net::Protocol::tcp;
  c.first = c.last = Time(duration_from_seconds(second));
  c.flows = 1;
  (answered ? c.established : c.unanswered) = 1;
  return c;
}

std::vector<const Contact*> list_of(const std::vector<Contact>& contacts) {
  std::vector<const Contact*> list;
  for (const Contact& c : contacts) list.push_back(&c);
  return list;
}

Moonwalks told_of(const std::vector<Contact>& contacts, const Scanning& scanning,
                  const MoonwalkOptions& options = {}) {
  const auto list = list_of(contacts);
  return moonwalk(ContactGraph(list, scanning, {}), options);
}

Scanning since(const std::map<std::uint32_t, double>& seconds) {
  Scanning scanning;
  for (const auto& [host, second] : seconds) {
    const Time time(duration_from_seconds(second));
    scanning[sample_host(host)] = {time, time};
  }
  return scanning;
}

// 1 infects 2 and 3, 2 infects 4; each scans dead addresses.
std::vector<Contact> small_outbreak() {
  std::vector<Contact> all{contact(10, 1, 2), contact(20, 1, 3), contact(30, 2, 4)};
  for (std::uint32_t i = 0; i < 20; ++i) {
    all.push_back(contact(11 + i, 1, 100 + i, false));
    all.push_back(contact(14 + i, 2, 200 + i, false));
    all.push_back(contact(24 + i, 3, 300 + i, false));
    all.push_back(contact(34 + i, 4, 400 + i, false));
  }
  return all;
}

TEST(Moonwalk, FindsTheFirstEdgesAndTheOrigin) {
  const auto told = told_of(small_outbreak(), since({{1, 10}, {2, 14}, {3, 24}, {4, 34}}));
  ASSERT_THAT(told.edges, SizeIs(3));
  EXPECT_EQ(told.edges[0].from, sample_host(1));
  EXPECT_EQ(told.edges[0].to, sample_host(2));
  EXPECT_GT(told.edges[0].share, told.edges[1].share);
  for (const FirstEdge& edge : told.edges) EXPECT_DOUBLE_EQ(edge.probability, 1);
  EXPECT_EQ(told.origins.front().host, sample_host(1));
  EXPECT_GT(told.origins.front().probability, 0.9);
}

TEST(Moonwalk, ContactsOfWhoDoesNotScanAndThoseThatFailedAreNotWalkedOver) {
  auto contacts = small_outbreak();
  contacts.push_back(contact(9, 50, 2));           // an ordinary client
  contacts.push_back(contact(10.5, 1, 3, false));  // was down then
  const auto told = told_of(contacts, since({{1, 10}, {2, 14}, {3, 24}, {4, 34}}));
  ASSERT_THAT(told.edges, SizeIs(3));
  for (const FirstEdge& edge : told.edges) EXPECT_NE(edge.from, sample_host(50));
}

TEST(Moonwalk, AnOldAcquaintanceInfectsWhenItScans) {
  auto contacts = small_outbreak();
  contacts[0] = contact(1, 1, 2);  // it was its client before, and came again
  contacts[0].last = Time(std::chrono::seconds(10));
  const auto told = told_of(contacts, since({{1, 10}, {2, 14}, {3, 24}, {4, 34}}));
  ASSERT_THAT(told.edges, SizeIs(3));
  EXPECT_EQ(told.edges[0].to, sample_host(2));
  EXPECT_EQ(told.edges[0].at, Time(std::chrono::seconds(10)));
}

TEST(Moonwalk, OfTwoWhoReachedItTheFirstIsLikelierAndBothAreTold) {
  auto contacts = small_outbreak();
  contacts.push_back(contact(31, 3, 4));
  MoonwalkOptions options;
  options.window = 60s;
  const auto told = told_of(contacts, since({{1, 10}, {2, 14}, {3, 24}, {4, 34}}), options);
  std::map<net::Address, double> into_4;
  for (const FirstEdge& edge : told.edges)
    if (edge.to == sample_host(4)) into_4[edge.from] = edge.probability;
  EXPECT_NEAR(into_4[sample_host(2)], 0.8, 0.03);
  EXPECT_NEAR(into_4[sample_host(3)], 0.2, 0.03);
}

TEST(Moonwalk, TheSameSeedTellsTheSameAndNothingOfNothing) {
  const auto scanning = since({{1, 10}, {2, 14}, {3, 24}, {4, 34}});
  const auto a = told_of(small_outbreak(), scanning), b = told_of(small_outbreak(), scanning);
  ASSERT_EQ(a.edges.size(), b.edges.size());
  for (std::size_t i = 0; i < a.edges.size(); ++i) EXPECT_EQ(a.edges[i].share, b.edges[i].share);
  EXPECT_EQ(a.window, b.window);
  EXPECT_THAT(told_of({}, {}).edges, IsEmpty());
  EXPECT_THAT(told_of({contact(1, 1, 2)}, {}).edges, IsEmpty());
}

TEST(ContactGraph, KeepsTheEarliestContactsAndCountsTheRest) {
  std::vector<Contact> contacts(10, contact(5, 1, 2));
  contacts.back() = contact(1, 3, 4);
  const auto list = list_of(contacts);
  const ContactGraph graph(list, {}, {false, true, 7});
  EXPECT_THAT(graph.edges(), SizeIs(7));
  EXPECT_EQ(graph.not_kept(), 3u);
  EXPECT_EQ(list[graph.edges().front().contact]->server, sample_host(4));
}

// The slow twin: the share of walks that come over each contact, as it is expected, over all pairs
// of contacts. Contacts have times of their own, so that these order them.
std::map<std::pair<net::Address, Time>, double> expected_shares(
    const std::vector<Contact>& contacts, const Scanning& scanning, Duration window, double first) {
  std::vector<const Contact*> edges;
  for (const Contact& c : contacts) {
    const auto scanner = scanning.find(c.client);
    if (scanner != scanning.end() && c.first >= scanner->second.earliest) edges.push_back(&c);
  }
  std::sort(edges.begin(), edges.end(),
            [](const Contact* a, const Contact* b) { return a->first > b->first; });
  std::map<std::pair<net::Address, Time>, double> shares;
  for (const Contact* edge : edges) {
    const double here = shares[{edge->client, edge->first}] + 1 / static_cast<double>(edges.size());
    const Time latest = std::min(edge->first, scanning.at(edge->client).latest);
    double left = here;
    std::vector<const Contact*> before;
    for (auto at = edges.rbegin(); at != edges.rend(); ++at)
      if ((*at)->server == edge->client && (*at)->established > 0 && (*at)->first <= latest &&
          (*at)->first >= latest - window)
        before.push_back(*at);
    for (std::size_t i = 0; i < before.size(); ++i) {
      const double part = first <= 0               ? here / static_cast<double>(before.size())
                          : i + 1 == before.size() ? left
                                                   : left * first;
      left -= part;
      shares[{before[i]->client, before[i]->first}] += part;
    }
  }
  return shares;
}

TEST(Moonwalk, AgreesWithItsExpectation) {
  for (const double first : {0.0, 0.8}) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      Random random(seed);
      std::vector<Contact> contacts;
      for (int i = 0; i < 600; ++i) {
        const auto from = static_cast<std::uint32_t>(random.below(25));
        const auto to = static_cast<std::uint32_t>((from + 1 + random.below(24)) % 25);
        contacts.push_back(contact(i + 0.5 * random.unit(), from, to, random.chance(0.6)));
      }
      Scanning scanning;
      for (std::uint32_t host = 0; host < 20; ++host) {
        const Time begin(duration_from_seconds(400 * random.unit()));
        scanning[sample_host(host)] = {begin, begin + 30s};
      }
      MoonwalkOptions options;
      options.walks = 200'000;
      options.edges = 1000;
      options.window = 100s;
      options.seed = seed;
      options.first_infects = first;
      const auto told = told_of(contacts, scanning, options);
      const auto shares = expected_shares(contacts, scanning, options.window, first);
      double sum = 0;
      for (const auto& [edge, share] : shares) sum += share;
      EXPECT_NEAR(told.mean_length, sum, 0.02 * sum + 0.01);
      for (const FirstEdge& edge : told.edges) {
        const double share = shares.at({edge.from, edge.at});
        EXPECT_NEAR(edge.share, share, 5 * std::sqrt(share / 200'000) + 1e-5);
      }
    }
  }
}

}  // namespace
}  // namespace cordon::trace
