#include "detect/passing_on.h"

#include <gtest/gtest.h>

#include "detect/worm_for_test.h"

namespace cordon::detect {
namespace {

using for_test::at;
using for_test::delivery;
using for_test::host;

const sift::Service kWeb{net::Protocol::tcp, 8080, event::Side::client};
const sift::Service kMail{net::Protocol::tcp, 25, event::Side::client};

TurnedBy passed_on(std::uint32_t number, double received, std::size_t sent_to) {
  TurnedBy t;
  t.host = host(number);
  t.received = {at(received), 0};
  t.sent_to = sent_to;
  t.receipts = 1;
  return t;
}

class PassingOnTest : public testing::Test {
 protected:
  // Host 1 received it at 100 s and sent it on.
  const std::vector<sift::Carried> deliveries_{delivery(100, 9, 1), delivery(101, 1, 2)};
  const Journey journey_{deliveries_};
  PassingOn habits_;
};

TEST_F(PassingOnTest, NothingIsAHabitAtFirst) {
  EXPECT_FALSE(habits_.is_habit(kWeb, host(1), journey_));
  EXPECT_TRUE(habits_.is_habit(kMail, host(1), journey_)) << "by its nature";
}

TEST_F(PassingOnTest, WhatAHostDidWithOtherContentIsItsHabit) {
  habits_.add(kWeb, {passed_on(1, 50, 1)}, {});
  EXPECT_TRUE(habits_.is_habit(kWeb, host(1), journey_));
  EXPECT_FALSE(habits_.is_habit({net::Protocol::tcp, 81, event::Side::client}, host(1), journey_));
}

TEST_F(PassingOnTest, AnotherPieceOfTheSameReceiptIsNone) {
  habits_.add(kWeb, {passed_on(1, 100.5, 4)}, {});
  EXPECT_FALSE(habits_.is_habit(kWeb, host(1), journey_));
}

TEST_F(PassingOnTest, WhatSeveralOthersDoIsTheServices) {
  habits_.add(kWeb, {passed_on(5, 50, 3)}, {});
  EXPECT_FALSE(habits_.is_habit(kWeb, host(1), journey_)) << "one alone may be a balancer";
  habits_.add(kWeb, {passed_on(6, 60, 3)}, {});
  EXPECT_TRUE(habits_.is_habit(kWeb, host(1), journey_));
}

TEST_F(PassingOnTest, WhatManySayOfThemselvesIsNotPassedOn) {
  habits_.add(kWeb, {passed_on(1, 50, 3), passed_on(5, 50, 3), passed_on(6, 50, 3)}, {10, 10});
  habits_.add(kWeb, {passed_on(1, 50, 3), passed_on(5, 50, 3)}, {0, 40});
  EXPECT_FALSE(habits_.is_habit(kWeb, host(1), journey_));
}

}  // namespace
}  // namespace cordon::detect
