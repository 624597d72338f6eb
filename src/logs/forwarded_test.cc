#include "logs/forwarded.h"

#include <gtest/gtest.h>

namespace cordon::logs {
namespace {

std::string client_of(std::string_view list) {
  const auto client = forwarded_client(list);
  return client ? client->text() : "none";
}

TEST(Forwarded, TheLastThatIsNoProxyOfOursIsTheClient) {
  EXPECT_EQ(client_of("198.51.100.4"), "198.51.100.4");
  EXPECT_EQ(client_of("198.51.100.4, 10.0.0.9"), "198.51.100.4");
  EXPECT_EQ(client_of("198.51.100.4:4711,10.0.0.9, 192.168.1.1"), "198.51.100.4");
  EXPECT_EQ(client_of("[2001:db8::4]:4711"), "2001:db8::4");
  EXPECT_EQ(client_of("2001:db8::4, fd00::1"), "2001:db8::4");
  EXPECT_EQ(client_of("203.0.113.66, 198.51.100.4, 10.0.0.9"), "198.51.100.4")
      << "the first is what the client claims";
  EXPECT_EQ(client_of("10.0.0.5, 10.0.0.9"), "10.0.0.5") << "inside";
}

TEST(Forwarded, WhatNobodyVouchesForIsNobody) {
  EXPECT_EQ(client_of("unknown, 198.51.100.4"), "198.51.100.4");
  EXPECT_EQ(client_of("203.0.113.66, unknown"), "none");
  EXPECT_EQ(client_of("203.0.113.66, unknown, 10.0.0.9"), "10.0.0.9");
  for (const char* list : {"", "-", ",", "x", "0.0.0.0", "1.2.3", "${jndi:ldap://1.2.3.4/x}"})
    EXPECT_EQ(client_of(list), "none") << list;
}

TEST(Forwarded, IsBelievedOfAProxyOfOurs) {
  const auto put = [](std::string_view peer) {
    Entry entry;
    if (const auto endpoint = endpoint_of(peer)) entry.client = *endpoint;
    put_forwarded("198.51.100.4", entry);
    EXPECT_EQ(entry.headers.size(), 1u);
    return entry.client.text();
  };
  EXPECT_EQ(put("10.0.0.9:80"), "198.51.100.4:0");
  EXPECT_EQ(put("127.0.0.1"), "198.51.100.4:0");
  EXPECT_EQ(put(""), "198.51.100.4:0") << "Envoy logs nothing else";
  EXPECT_EQ(put("203.0.113.1"), "203.0.113.1:0") << "a stranger may write what it likes";
}

TEST(Forwarded, EndpointsAreAddressesWithOrWithoutPorts) {
  const auto text = [](std::string_view t) {
    const auto endpoint = endpoint_of(t);
    return endpoint ? endpoint->text() : "none";
  };
  EXPECT_EQ(text("192.0.2.1"), "192.0.2.1:0");
  EXPECT_EQ(text("192.0.2.1:80"), "192.0.2.1:80");
  EXPECT_EQ(text("[2001:db8::1]:80"), "[2001:db8::1]:80");
  EXPECT_EQ(text("2001:db8::1"), "[2001:db8::1]:0");
  EXPECT_EQ(text("::ffff:192.0.2.1"), "192.0.2.1:0") << "as dual-stack sockets are logged";
  for (const char* none : {"", "host", "host:80", "192.0.2.256", "192.0.2.1.5", ":80", "1.2.3.4x"})
    EXPECT_EQ(text(none), "none") << none;
}

}  // namespace
}  // namespace cordon::logs
