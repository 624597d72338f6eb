#include "evidence/neighbours.h"

#include <gtest/gtest.h>

namespace cordon::evidence {
namespace {

net::Address host(std::uint32_t last) { return net::Address::v4(0x0a000000 + last); }
Time at(int second) { return Time(std::chrono::seconds(second)); }

TEST(Neighbours, WhomNobodyAnsweredFor) {
  Neighbours neighbours;
  neighbours.ask(host(1), host(99), at(5), 50);
  neighbours.ask(host(1), host(99), at(6), 60);  // once more
  neighbours.ask(host(1), host(2), at(4), 40);
  neighbours.ask(host(1), host(98), at(3), 30);
  neighbours.answer(host(2));
  const auto list = neighbours.unanswered();
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].target, host(98));
  EXPECT_EQ(list[1].target, host(99));
  EXPECT_EQ(list[1].first, at(5));
  EXPECT_EQ(list[1].first_frame, 50u);
}

TEST(Neighbours, WhoAsksIsThere) {
  Neighbours neighbours;
  neighbours.ask(host(1), host(2), at(1), 1);
  neighbours.ask(host(2), host(3), at(2), 2);
  ASSERT_EQ(neighbours.unanswered().size(), 1u);
  EXPECT_EQ(neighbours.unanswered()[0].target, host(3));
}

TEST(Neighbours, AnnouncementsAreNoQuestions) {
  Neighbours neighbours;
  neighbours.ask(host(1), host(1), at(1), 1);
  neighbours.ask(net::Address::v4(0), host(2), at(2), 2);  // is it free?
  EXPECT_TRUE(neighbours.unanswered().empty());
}

TEST(Neighbours, KeepsTheFirstAndCountsTheRest) {
  Neighbours neighbours(2);
  for (std::uint32_t i = 0; i < 5; ++i) neighbours.ask(host(1), host(50 + i), at(1), i);
  EXPECT_EQ(neighbours.unanswered().size(), 2u);
  EXPECT_EQ(neighbours.not_kept(), 3u);
}

TEST(Neighbours, NobodyIsCalledAbsentOnceForgedAnswersFillIt) {
  Neighbours neighbours(4);
  neighbours.ask(host(1), host(50), at(1), 1);
  for (std::uint32_t i = 0; i < 9; ++i) neighbours.answer(host(1000 + i));
  neighbours.answer(host(50));
  EXPECT_TRUE(neighbours.unanswered().empty()) << "it answered, but there was no room to know";
  EXPECT_EQ(neighbours.not_kept(), 7u);
}

}  // namespace
}  // namespace cordon::evidence
