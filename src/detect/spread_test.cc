#include "detect/spread.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "net/by_host_for_test.h"

namespace cordon::detect {
namespace {

using evidence::Contact;
using evidence::Finding;
using evidence::Kind;

net::Address host(std::uint32_t last) { return net::Address::v4(0x0a000000 + last); }
constexpr std::uint32_t kDark = 10000;  // addresses at which nobody is

struct Network {
  std::vector<Contact> contacts;
  std::uint32_t dark = kDark;

  void add(double second, std::uint32_t from, std::uint32_t to, bool established,
           std::uint16_t port = 80) {
    Contact c;
    c.client = host(from);
    c.server = host(to);
    c.port = port;
    c.protocol = net::Protocol::tcp;
    c.first = c.last = Time(duration_from_seconds(second));
    c.first_frame = contacts.size();
    c.flows = 1;
    (established ? c.established : c.unanswered) = 1;
    contacts.push_back(c);
  }
  void scan(double from_second, std::uint32_t by, int probes = 20, std::uint16_t port = 80) {
    for (int i = 0; i < probes; ++i) add(from_second + i, by, dark++, false, port);
  }
  std::vector<Finding> spread() {
    std::stable_sort(contacts.begin(), contacts.end(),
                     [](const Contact& a, const Contact& b) { return a.first < b.first; });
    return look_for_spread({}, contacts).findings;
  }
};

std::vector<net::Address> turned(const std::vector<Finding>& findings) {
  std::vector<net::Address> hosts;
  for (const Finding& f : findings)
    if (f.kind == Kind::turned) hosts.push_back(f.actor);
  return hosts;
}

// 9 scans and reaches 1 and 2; 1 reaches 3; all of them scan then.
Network worm() {
  Network net;
  net.scan(0, 9);
  net.add(5, 9, 1, true);
  net.add(6, 9, 2, true);
  net.scan(10, 1);
  net.scan(11, 2);
  net.add(15, 1, 3, true);
  net.scan(20, 3);
  return net;
}

TEST(Spread, IsToldFromContactsAlone) {
  Network net = worm();
  const auto found = net.spread();
  EXPECT_EQ(turned(found), (std::vector{host(1), host(2), host(3)}));
  for (const Finding& f : found) EXPECT_EQ(f.strain, "unknown.tcp.80");
  EXPECT_EQ(std::count_if(found.begin(), found.end(),
                          [](const Finding& f) { return f.kind == Kind::attempt; }),
            3);
}

// A server that only served, and that scans at once when a scanner reached it.
Network one_victim(double scans_after, int probes = 15) {
  Network net;
  for (std::uint32_t i = 0; i < 5; ++i) net.add(i, 50 + i, 1, true);
  net.scan(100, 9);
  net.add(105, 9, 1, true);
  net.scan(105 + scans_after, 1, probes);
  return net;
}

TEST(Spread, OneServerThatTurnsAtOnceIsEnough) {
  Network net = one_victim(2);
  EXPECT_EQ(turned(net.spread()), (std::vector{host(1)}));
}

TEST(Spread, OneThatTurnsLaterOrWasAClientIsNot) {
  Network later = one_victim(120);
  EXPECT_TRUE(later.spread().empty());
  Network client = one_victim(2);
  client.add(50, 1, 60, true);
  EXPECT_TRUE(client.spread().empty());
}

TEST(Spread, OneThatScansHardNeedsNoCompanyWhateverItDidBefore) {
  Network client = one_victim(20, 40);
  client.add(50, 1, 60, true);
  EXPECT_EQ(turned(client.spread()), (std::vector{host(1)}));
}

TEST(Spread, OneThatServesNobodyMustTurnSooner) {
  for (const double after : {2.0, 20.0}) {
    Network net;
    net.scan(100, 9);
    net.add(105, 9, 1, true);
    net.scan(105 + after, 1, 15);
    EXPECT_EQ(net.spread().empty(), after > 10) << "it may be a scanner that another one met";
  }
}

TEST(Spread, WhoPassedItOnIsSurer) {
  Network net = worm();
  double one = 0, three = 0;
  for (const Finding& f : net.spread()) {
    if (f.kind == Kind::turned && f.actor == host(1)) one = f.weight;
    if (f.kind == Kind::turned && f.actor == host(3)) three = f.weight;
  }
  EXPECT_GT(one, three);
}

TEST(Spread, AScannerAndItsTargetsAreNone) {
  Network net;
  net.scan(0, 9, 200);
  for (std::uint32_t i = 1; i < 50; ++i) net.add(i, 9, i, true);
  EXPECT_TRUE(net.spread().empty());
}

TEST(Spread, WhoScannedBeforeItWasReachedDidNotTurn) {
  Network net;
  net.scan(0, 9, 60);
  net.scan(1, 1);
  net.scan(2, 2);
  net.add(40, 9, 1, true);
  net.add(41, 9, 2, true);
  EXPECT_TRUE(net.spread().empty());
}

TEST(Spread, AnotherServiceIsAnotherMatter) {
  Network net;
  net.scan(0, 9);
  net.add(5, 9, 1, true);
  net.add(6, 9, 2, true);
  net.scan(10, 1, 20, 25);
  net.scan(11, 2, 20, 25);
  EXPECT_TRUE(net.spread().empty());
}

// Servers that ask each other and all lose the same backend.
TEST(Spread, AnOutageIsNoOutbreak) {
  Network net;
  for (std::uint32_t a = 1; a <= 20; ++a)
    for (std::uint32_t b = 1; b <= 20; ++b)
      if (a != b) net.add(a + b * 0.1, a, b, (a + b) % 3 == 0);
  EXPECT_TRUE(net.spread().empty());
}

TEST(Spread, WhatAKnownStrainExplainsIsLeftOut) {
  Network net = worm();
  std::stable_sort(net.contacts.begin(), net.contacts.end(),
                   [](const Contact& a, const Contact& b) { return a.first < b.first; });
  std::vector<Finding> known;
  for (const std::uint32_t actor : {9u, 1u, 2u, 3u}) {
    Finding f;
    f.actor = host(actor);
    f.port = 80;
    f.strain = "codered.ii";
    known.push_back(f);
  }
  EXPECT_TRUE(look_for_spread(known, net.contacts).findings.empty());
}

TEST(Spread, ItsNumbersSayWhoTurnedAndByWhom) {
  Network net = worm();
  (void)net.spread();  // sorts
  const Spread spread = look_for_spread({}, net.contacts);
  ASSERT_EQ(spread.services.size(), 1u);
  const ServiceSpread& web = spread.services[0];
  EXPECT_TRUE(web.told);
  EXPECT_EQ(web.turned, 3u);
  ASSERT_EQ(web.scanners.size(), 4u);
  EXPECT_EQ(web.scanners[0].host, host(9));
  EXPECT_FALSE(web.scanners[0].turned);
  EXPECT_TRUE(web.scanners[0].passed_on);
  EXPECT_EQ(web.scanners[3].host, host(3));
  EXPECT_EQ(web.scanners[3].by, host(1));
  EXPECT_EQ(web.scanners[3].reached, Time(15s));
  EXPECT_EQ(web.scanners[3].failed, 20u);
  EXPECT_GT(web.scanners[3].likelihood, scan::kScanThreshold);
}

TEST(Spread, ALoneScannerIsShownAndNotTold) {
  Network net;
  net.scan(0, 9);
  const Spread spread = look_for_spread({}, net.contacts);
  EXPECT_TRUE(spread.findings.empty());
  ASSERT_EQ(spread.services.size(), 1u);
  EXPECT_FALSE(spread.services[0].told);
}

TEST(Spread, ItsParametersHold) {
  Network net = worm();
  (void)net.spread();
  const auto turned_with = [&](const net::ByHost<SpreadOptions>& options) {
    return turned(look_for_spread({}, net.contacts, options).findings).size();
  };
  SpreadOptions options;
  options.least_turned = 4;
  EXPECT_EQ(turned_with(options), 3u) << "one turned at once";
  options.turns_at_once = options.server_turns_at_once = 0s;
  EXPECT_EQ(turned_with(options), 0u);
  options = {};
  options.turns_within = 4500ms;  // host 2 was reached 5 s before it scans
  EXPECT_EQ(turned_with(options), 0u);
  options.turns_within = kTurnsWithin;
  options.enabled = false;
  EXPECT_EQ(turned_with(net::otherwise_for(net::Prefix(host(3), 32), SpreadOptions{}, options)),
            2u);
  options.enabled = true;
  options.scan_threshold = 500;
  EXPECT_EQ(turned_with(net::otherwise_for(net::Prefix(host(3), 32), SpreadOptions{}, options)),
            2u);
}

}  // namespace
}  // namespace cordon::detect
