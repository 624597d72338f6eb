#include "net/address.h"

#include <gtest/gtest.h>

namespace cordon::net {
namespace {

Address address(std::string_view text) { return *Address::parse(text); }

TEST(Address, ReadsAndWritesBothFamilies) {
  for (const char* text :
       {"0.0.0.0", "192.168.116.149", "255.255.255.255", "::", "fe80::1", "2001:db8::ff00:42:8329"})
    EXPECT_EQ(address(text).text(), text);
  for (const char* text : {"", "1.2.3", "1.2.3.256", "::g", "1.2.3.4/8"})
    EXPECT_FALSE(Address::parse(text)) << text;
}

TEST(Address, MappedV4IsV4) {
  EXPECT_EQ(address("::ffff:10.0.0.1"), address("10.0.0.1"));
  EXPECT_EQ(address("10.0.0.1").bytes().size(), 4u);
  EXPECT_EQ(address("fe80::1").bytes().size(), 16u);
}

TEST(Address, OrdersV4BeforeV6ThenByNumber) {
  EXPECT_LT(address("9.0.0.1"), address("10.0.0.1"));
  EXPECT_LT(address("255.0.0.1"), address("::1"));
}

TEST(Address, KnowsWhatNoStrangerHas) {
  for (const char* text : {"10.1.2.3", "172.16.0.1", "172.31.255.1", "192.168.0.1", "127.0.0.1",
                           "169.254.1.1", "::1", "fd00::1", "fe80::1"})
    EXPECT_TRUE(address(text).is_private()) << text;
  for (const char* text : {"11.1.2.3", "172.32.0.1", "8.8.8.8", "2001:db8::1", "::2"})
    EXPECT_FALSE(address(text).is_private()) << text;
}

TEST(Prefix, ContainsItsOwn) {
  const auto net = *Prefix::parse("10.20.0.0/14");
  EXPECT_TRUE(net.contains(address("10.23.255.255")));
  EXPECT_FALSE(net.contains(address("10.24.0.0")));
  EXPECT_FALSE(net.contains(address("::1")));
  EXPECT_TRUE(Prefix::parse("::/0")->contains(address("fe80::1")));
  EXPECT_EQ(Prefix::parse("10.1.2.3/8")->text(), "10.0.0.0/8");
  for (const char* text : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "net/8", "::/129"})
    EXPECT_FALSE(Prefix::parse(text)) << text;
}

TEST(Endpoint, PutsV6InBrackets) {
  EXPECT_EQ((Endpoint{address("::1"), 80}).text(), "[::1]:80");
  EXPECT_EQ((Endpoint{address("10.0.0.1"), 445}).text(), "10.0.0.1:445");
}

}  // namespace
}  // namespace cordon::net
