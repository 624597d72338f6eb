#include "detect/journey.h"

#include <gtest/gtest.h>

#include "detect/worm_for_test.h"

namespace cordon::detect {
namespace {

using for_test::at;
using for_test::delivery;
using for_test::host;

TEST(Journey, KnowsWhoReceivedAndSentInOrder) {
  const std::vector<sift::Carried> deliveries{delivery(1, 9, 1), delivery(2, 1, 2, 3),
                                              delivery(3, 2, 1), delivery(4, 1, 3)};
  const Journey journey(deliveries);
  EXPECT_EQ(journey.senders(), (std::vector{host(9), host(1), host(2)}));
  EXPECT_EQ(journey.receipts(host(1)).count, 2u);
  EXPECT_EQ(journey.receipts(host(1)).first->from, host(9));
  EXPECT_EQ(journey.receipts(host(2)).count, 3u);
  EXPECT_EQ(journey.receipts(host(9)).first, nullptr);
  EXPECT_EQ(journey.sent(host(1)).size(), 2u);
  EXPECT_TRUE(journey.sent(host(3)).empty());
  EXPECT_FALSE(journey.is_sender(host(3)));
}

TEST(Journey, ABurstIsMoreThanHadComeByThen) {
  std::vector<sift::Carried> deliveries{delivery(1, 9, 1)};
  for (std::uint32_t i = 0; i < 4; ++i) deliveries.push_back(delivery(2 + 0.1 * i, 1, 10 + i));
  // Then it comes back from all of them, as it does where a worm is everywhere.
  for (std::uint32_t i = 0; i < 8; ++i) deliveries.push_back(delivery(20 + i, 10 + i, 1));
  const Journey journey(deliveries);
  EXPECT_EQ(journey.sent_to_more(host(1)), 3u);
  EXPECT_EQ(journey.sent_on(host(1)), 4u);
  EXPECT_TRUE(journey.fans_out().contains(host(9)));
  EXPECT_TRUE(journey.fans_out().contains(host(1)));
  EXPECT_FALSE(journey.fans_out().contains(host(10)));
}

TEST(Journey, SlowSendersHaveNoBurst) {
  std::vector<sift::Carried> deliveries{delivery(1, 9, 1)};
  for (std::uint32_t i = 0; i < 4; ++i) deliveries.push_back(delivery(2 + 6 * i, 1, 10 + i));
  for (std::uint32_t i = 0; i < 8; ++i) deliveries.push_back(delivery(50 + i, 10 + i, 1));
  EXPECT_EQ(Journey(deliveries).sent_to_more(host(1)), 0u);
}

}  // namespace
}  // namespace cordon::detect
