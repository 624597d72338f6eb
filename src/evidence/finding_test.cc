#include "evidence/finding.h"

#include <gtest/gtest.h>

namespace cordon::evidence {
namespace {

TEST(Finding, HasTheSameIdFromTwoSensors) {
  Finding a;
  a.actor = net::Address::v4(1);
  a.target = net::Address::v4(2);
  a.strain = "slammer";
  Finding b = a;
  b.origins = {{1, 17}};  // another file saw it
  EXPECT_EQ(a.id(), b.id());
  b.target = net::Address::v4(3);
  EXPECT_NE(a.id(), b.id());
}

TEST(Finding, OrderIsTimeThenFrame) {
  Finding a, b;
  a.time = b.time = Time(std::chrono::seconds(5));
  a.frame = 1;
  b.frame = 2;
  EXPECT_TRUE(earlier(a, b));
  EXPECT_FALSE(earlier(b, a));
  EXPECT_FALSE(earlier(a, a));
}

TEST(Names, EveryKindHasOne) {
  for (int kind = 0; kind <= static_cast<int>(Kind::flooded); ++kind)
    EXPECT_NE(name_of(static_cast<Kind>(kind)), "unknown");
}

}  // namespace
}  // namespace cordon::evidence
