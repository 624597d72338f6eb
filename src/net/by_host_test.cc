#include "net/by_host.h"

#include <gtest/gtest.h>

namespace cordon::net {
namespace {

Prefix prefix(const char* text) { return *Prefix::parse(text); }
Address host(const char* text) { return *Address::parse(text); }

TEST(ByHost, IsOneValueWhereNothingWasSaid) {
  const ByHost<int> value(7);
  EXPECT_TRUE(value.is_uniform());
  EXPECT_EQ(value.of(host("10.0.0.1")), 7);
  EXPECT_EQ(value.class_of(host("::1")), 0);
}

TEST(ByHost, TheLongestPrefixGivesRoleAndNetwork) {
  const auto classes = std::make_shared<const HostClasses>(
      std::vector<std::vector<Prefix>>{{prefix("10.1.0.0/16"), prefix("2001:db8::/32")},
                                       {prefix("10.1.2.3")}},
      std::vector<Prefix>{prefix("10.0.0.0/8"), prefix("10.1.0.0/16"), prefix("0.0.0.0/0")});
  ASSERT_EQ(classes->size(), 12u);
  const auto of = [&](const char* text) {
    const auto id = classes->of(host(text));
    return std::pair(classes->role_in(id), classes->network_in(id));
  };
  using Both = std::pair<std::size_t, std::size_t>;
  EXPECT_EQ(of("10.9.0.1"), Both(0, 1));
  EXPECT_EQ(of("10.1.0.1"), Both(1, 2));
  EXPECT_EQ(of("10.1.2.3"), Both(2, 2));
  EXPECT_EQ(of("192.0.2.1"), Both(0, 3));
  EXPECT_EQ(of("2001:db8::7"), Both(1, 0));
  EXPECT_EQ(of("fe80::1"), Both(0, 0));
}

TEST(ByHost, APartKeepsTheClasses) {
  const auto classes = std::make_shared<const HostClasses>(
      std::vector<std::vector<Prefix>>{}, std::vector<Prefix>{prefix("10.0.0.0/8")});
  const ByHost<int> value(classes, {1, 2});
  const auto tenfold = value.each([](int v) { return 10.0 * v; });
  EXPECT_EQ(tenfold.of(host("10.1.1.1")), 20.0);
  EXPECT_EQ(tenfold.of(host("11.1.1.1")), 10.0);
}

}  // namespace
}  // namespace cordon::net
