#include "logs/visits.h"

#include <gtest/gtest.h>

#include <map>

#include "base/random.h"

namespace cordon::logs {
namespace {

Visit visit(std::uint32_t client, int second, std::uint64_t number) {
  return {net::Address::v4(client),
          {net::Address::v4(1), 80},
          Time(std::chrono::seconds(second)),
          Time(std::chrono::seconds(second)),
          number,
          1,
          10,
          100};
}

TEST(Visits, OfOneClientAreAddedUp) {
  Visits visits;
  std::vector<Visit> told;
  const auto tell = [&](const Visit& v) { told.push_back(v); };
  visits.add(visit(7, 20, 1), tell);
  visits.add(visit(7, 10, 2), tell);  // logs are not always in order
  visits.add(visit(7, 30, 3), tell);
  EXPECT_TRUE(told.empty());
  visits.tell_all(tell);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].requests, 3u);
  EXPECT_EQ(told[0].response_bytes, 300u);
  EXPECT_EQ(told[0].first, Time(10s));
  EXPECT_EQ(told[0].first_number, 2u);
  EXPECT_EQ(told[0].last, Time(30s));
  visits.tell_all(tell);
  EXPECT_EQ(told.size(), 1u) << "told once";
}

// The obvious twin: a map of all clients.
TEST(Visits, NothingIsLostHoweverManyClientsThereAre) {
  Random random(3);
  Visits visits;
  std::map<net::Address, Visit> whole, told;
  const auto join = [](std::map<net::Address, Visit>& into, const Visit& v) {
    const auto [at, is_new] = into.emplace(v.client, v);
    if (is_new) return;
    at->second.requests += v.requests;
    at->second.first = std::min(at->second.first, v.first);
    at->second.last = std::max(at->second.last, v.last);
  };
  const auto tell = [&](const Visit& v) { join(told, v); };
  for (std::uint64_t i = 0; i < 50'000; ++i) {
    const Visit one = visit(static_cast<std::uint32_t>(random.below(5000)),
                            static_cast<int>(random.below(100'000)), i);
    join(whole, one);
    visits.add(one, tell);
  }
  visits.tell_all(tell);
  ASSERT_EQ(told.size(), whole.size());
  for (const auto& [client, v] : whole) {
    EXPECT_EQ(told[client].requests, v.requests);
    EXPECT_EQ(told[client].first, v.first);
    EXPECT_EQ(told[client].last, v.last);
  }
}

}  // namespace
}  // namespace cordon::logs
