#include "detect/flood.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/by_host_for_test.h"

namespace cordon::detect {
namespace {

using evidence::Contact;
using evidence::Finding;
using evidence::Flood;
using evidence::FloodKind;
using evidence::FloodRole;
using testing::IsEmpty;
using testing::SizeIs;

net::Address ours(std::uint32_t last) { return net::Address::v4(0x0a140000 + last); }
net::Address other(std::uint32_t last) { return net::Address::v4(0xcb007100 + last); }
bool is_ours(const net::Address& host) {
  static const net::Prefix network = *net::Prefix::parse("10.20.0.0/16");
  return network.contains(host);
}

// What one host did to one service.
struct Did {
  net::Address client{}, server{};
  std::uint16_t port = 80;
  net::Protocol protocol = net::Protocol::tcp;
  double begin = 0, end = 0;
  std::uint64_t flows = 1, established = 0, packets_out = 1, packets_in = 0;
};

Contact contact(const Did& did) {
  Contact c;
  c.client = did.client;
  c.server = did.server;
  c.port = did.port;
  c.protocol = did.protocol;
  c.first = Time(duration_from_seconds(did.begin));
  c.last = c.ended = Time(duration_from_seconds(did.end));
  c.flows = did.flows;
  c.established = did.established;
  c.unanswered = did.flows - did.established;
  c.packets_out = did.packets_out;
  c.packets_in = did.packets_in;
  return c;
}

// Ordinary visits of our hosts, so that there is a norm, and a time before.
std::vector<Contact> ordinary() {
  std::vector<Contact> all;
  for (std::uint32_t host = 1; host <= 8; ++host)
    for (std::uint32_t i = 0; i < 4; ++i)
      all.push_back(contact({.client = ours(host),
                             .server = other(50 + i),
                             .begin = 1.0 + host + 10 * i,
                             .end = 5.0 + host + 10 * i,
                             .established = 1,
                             .packets_out = 8,
                             .packets_in = 10}));
  return all;
}

std::vector<Flood> told(std::vector<Contact> contacts, const std::vector<Finding>& findings = {},
                        const net::ByHost<FloodOptions>& options = {}) {
  for (const Contact& c : ordinary()) contacts.push_back(c);
  std::stable_sort(contacts.begin(), contacts.end(),
                   [](const Contact& a, const Contact& b) { return a.first < b.first; });
  return floods(contacts, findings, is_ours, options);
}

// From 100 s to 160 s, each host `a` second after the other.
std::vector<Contact> several(std::uint32_t hosts, Did did, double apart = 1) {
  std::vector<Contact> all;
  for (std::uint32_t host = 1; host <= hosts; ++host) {
    did.client = ours(host);
    did.begin = 100 + apart * (host - 1);
    did.end = did.begin + 60;
    all.push_back(contact(did));
  }
  return all;
}

const Did kSyn{.server = other(9), .flows = 6000, .packets_out = 6000};
const Did kUdp{.server = other(9),
               .port = 53,
               .protocol = net::Protocol::udp,
               .packets_out = 60000,
               .packets_in = 3};

Finding infected(std::uint32_t host) {
  Finding f;
  f.kind = evidence::Kind::propagated;
  f.time = Time(std::chrono::seconds(50));
  f.actor = ours(host);
  f.target = ours(host + 1);
  f.strain = "codered.v2";
  return f;
}

TEST(Flood, OfConnectionsIsToldWithItsTargetRateAndHosts) {
  const auto found = told(several(4, kSyn), {infected(1), infected(2), infected(3)});
  ASSERT_THAT(found, SizeIs(1));
  const Flood& flood = found[0];
  EXPECT_EQ(flood.role, FloodRole::ours);
  EXPECT_EQ(flood.kind, FloodKind::syn);
  EXPECT_EQ(flood.target, other(9));
  EXPECT_EQ(flood.port, 80);
  EXPECT_THAT(flood.hosts, SizeIs(4));
  EXPECT_EQ(flood.from, Time(std::chrono::seconds(100)));
  EXPECT_EQ(flood.to, Time(std::chrono::seconds(163)));
  EXPECT_NEAR(flood.packets_per_second, 24000.0 / 63, 1);
  EXPECT_NEAR(flood.flows_per_second, 24000.0 / 63, 1);
  EXPECT_EQ(flood.strain, "codered.v2");
}

TEST(Flood, ItsHostsAreFindings) {
  const auto findings = flooded(told(several(3, kSyn)));
  ASSERT_THAT(findings, SizeIs(3));
  EXPECT_EQ(findings[0].kind, evidence::Kind::flooded);
  EXPECT_EQ(findings[0].actor, ours(1));
  EXPECT_EQ(findings[0].target, other(9));
  EXPECT_THAT(findings[0].why, testing::HasSubstr("with 2 others: 100 packets a second (syn)"));
}

TEST(Flood, OfDatagramsOverManyPortsIsOne) {
  std::vector<Contact> contacts;
  for (std::uint16_t port = 1000; port < 1100; ++port) {
    Did did = kUdp;
    did.port = port;
    did.packets_out = 600;
    did.packets_in = 0;
    for (const Contact& c : several(3, did)) contacts.push_back(c);
  }
  const auto found = told(contacts);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].kind, FloodKind::udp);
  EXPECT_EQ(found[0].port, 0);
  EXPECT_THAT(found[0].hosts, SizeIs(3));
  EXPECT_NEAR(found[0].packets_per_second, 180000.0 / 62, 1);
}

TEST(Flood, OfEchoRequestsIsOne) {
  Did did = kUdp;
  did.protocol = net::Protocol::icmp;
  did.port = 8 << 8;
  const auto found = told(several(3, did));
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].kind, FloodKind::icmp);
  did.packets_in = did.packets_out;  // somebody measures, and is answered
  EXPECT_THAT(told(several(3, did)), IsEmpty());
}

TEST(Flood, OfAnsweredRequestsIsOneOnlyOfHostsThatActInfected) {
  const Did did{.server = other(9),
                .flows = 3000,
                .established = 3000,
                .packets_out = 18000,
                .packets_in = 15000};
  const auto found = told(several(3, did), {infected(1), infected(2), infected(3)});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].kind, FloodKind::http);
  EXPECT_NEAR(found[0].flows_per_second, 9000.0 / 62, 1);
  EXPECT_THAT(told(several(3, did)), IsEmpty());  // a load test
}

TEST(Flood, NeedsThreeHostsThatBeginTogether) {
  EXPECT_THAT(told(several(2, kSyn)), IsEmpty());  // a load test of one or two hosts
  EXPECT_THAT(told(several(3, kSyn, 300)), IsEmpty());
  EXPECT_THAT(told(several(3, kSyn)), SizeIs(1));
}

TEST(Flood, WhatWasSoFromTheFirstIsAService) {
  Did logs = kUdp;  // everybody's log goes to one collector, which never answers
  logs.packets_in = 0;
  logs.port = 514;
  auto contacts = several(8, logs);
  for (Contact& c : contacts) c.first = Time(duration_from_seconds(0.5));
  EXPECT_THAT(told(contacts), IsEmpty());
}

TEST(Flood, WhatIsUsualForAHostIsNoFlood) {
  std::vector<Contact> contacts = several(3, kUdp);
  Did did = kUdp;
  for (std::uint32_t target = 20; target < 24; ++target) {  // it sends many such streams
    did.server = other(target);
    for (const Contact& c : several(3, did)) contacts.push_back(c);
  }
  EXPECT_THAT(told(contacts), IsEmpty());
}

TEST(Flood, BackupsVideoAndRetriesAreNone) {
  const Did backup{.server = ours(99),
                   .port = 22,
                   .established = 1,
                   .packets_out = 900000,
                   .packets_in = 400000};
  const Did video{.server = other(9),
                  .port = 443,
                  .protocol = net::Protocol::udp,
                  .established = 1,
                  .packets_out = 6000,
                  .packets_in = 90000};
  const Did retries{.server = other(9), .flows = 120, .packets_out = 480};  // it is down
  for (const Did& did : {backup, video, retries}) EXPECT_THAT(told(several(8, did)), IsEmpty());
}

TEST(Flood, AFlashCrowdOnAServerOfOursIsNone) {
  std::vector<Contact> contacts;
  for (std::uint32_t i = 0; i < 3000; ++i)
    contacts.push_back(contact({.client = net::Address::v4(0xc6120000 + i),
                                .server = ours(1),
                                .begin = 100 + i * 0.01,
                                .end = 104 + i * 0.01,
                                .flows = 4,
                                .established = 3,
                                .packets_out = 33,
                                .packets_in = 40}));
  EXPECT_THAT(told(contacts), IsEmpty());
}

TEST(Flood, AnOutageOfAServerOfOursIsNone) {
  std::vector<Contact> contacts;
  for (std::uint32_t i = 0; i < 3000; ++i)
    contacts.push_back(contact({.client = net::Address::v4(0xc6120000 + i),
                                .server = ours(1),
                                .begin = 100 + i * 0.01,
                                .end = 107 + i * 0.01,
                                .packets_out = 3}));  // who is real asks again
  EXPECT_THAT(told(contacts), IsEmpty());
}

TEST(Flood, ForgedSendersUponUsAreToldAsSuch) {
  std::vector<Contact> contacts;
  for (std::uint32_t i = 0; i < 3000; ++i)
    contacts.push_back(contact({.client = net::Address::v4(0xc6120000 + i * 17),
                                .server = ours(1),
                                .begin = 100 + i * 0.01,
                                .end = 103 + i * 0.01,
                                .packets_out = 1,
                                .packets_in = 3}));
  const auto found = told(contacts);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].role, FloodRole::upon_us);
  EXPECT_EQ(found[0].target, ours(1));
  EXPECT_EQ(found[0].host_count, 3000u);
  EXPECT_NEAR(found[0].flows_per_second, 3000 / 33.0, 2);
  EXPECT_THAT(flooded(found), IsEmpty());
}

TEST(Flood, BackScatterIsToldAsSuch) {
  std::vector<Contact> contacts;
  for (std::uint32_t i = 0; i < 200; ++i) {
    contacts.push_back(contact({.client = ours(1000 + i),  // it asked nothing
                                .server = other(9),
                                .begin = 100 + i * 0.1,
                                .end = 100 + i * 0.1,
                                .packets_out = 0,
                                .packets_in = 4}));
    contacts.push_back(contact({.client = other(10),
                                .server = ours(1000 + i),
                                .port = 3 << 8 | 3,
                                .protocol = net::Protocol::icmp,
                                .begin = 100 + i * 0.1,
                                .end = 100 + i * 0.1,
                                .packets_out = 2}));
  }
  const auto found = told(contacts);
  ASSERT_THAT(found, SizeIs(2));
  for (const Flood& flood : found) EXPECT_EQ(flood.role, FloodRole::backscatter);
  EXPECT_EQ(found[0].target, other(9));
  EXPECT_EQ(found[0].kind, FloodKind::syn);
  EXPECT_EQ(found[1].target, other(10));
  EXPECT_EQ(found[1].kind, FloodKind::udp);
  EXPECT_THAT(flooded(found), IsEmpty());
}

TEST(Flood, ErrorsUponWhatWasAskedAreNoBackScatter) {
  std::vector<Contact> contacts;
  for (std::uint32_t i = 0; i < 50; ++i) {
    contacts.push_back(contact({.client = ours(i),
                                .server = other(10),
                                .port = 53,
                                .protocol = net::Protocol::udp,
                                .begin = 90,
                                .end = 90}));
    contacts.push_back(contact({.client = other(10),
                                .server = ours(i),
                                .port = 3 << 8 | 3,
                                .protocol = net::Protocol::icmp,
                                .begin = 100,
                                .end = 100}));
  }
  EXPECT_THAT(told(contacts), IsEmpty());
}

TEST(Flood, ItsParametersHold) {
  const std::vector<Finding> findings{infected(1), infected(2), infected(3)};
  FloodOptions options;
  options.least_flooders = 5;
  EXPECT_THAT(told(several(4, kSyn), findings, options), IsEmpty());
  options = {};
  options.least_rate = 1e6;
  EXPECT_THAT(told(several(4, kSyn), findings, options), IsEmpty());
  const net::Prefix one(ours(4), 32);
  EXPECT_THAT(told(several(4, kSyn), findings, net::otherwise_for(one, FloodOptions{}, options))
                  .at(0)
                  .hosts,
              SizeIs(3));
  options = {};
  options.enabled = false;
  EXPECT_THAT(told(several(4, kSyn), findings, options), IsEmpty());
  EXPECT_THAT(told(several(4, kSyn), findings, net::otherwise_for(one, FloodOptions{}, options))
                  .at(0)
                  .hosts,
              SizeIs(3));
}

}  // namespace
}  // namespace cordon::detect
