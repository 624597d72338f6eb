#include "rules/threshold.h"

#include <gtest/gtest.h>

namespace cordon::rules {
namespace {

RuleInfo rule(Threshold::Kind kind, std::uint32_t count,
              Threshold::Track track = Threshold::Track::source) {
  RuleInfo info;
  info.sid = 1;
  info.threshold = {kind, track, count, 60};
  return info;
}

net::Address host(std::uint32_t n) { return net::Address::v4(n); }

// Which of ten hits, a second apart, alert.
std::string pattern(const RuleInfo& info, std::uint32_t sources = 1) {
  Rates rates;
  std::string text;
  for (std::uint32_t i = 0; i < 10; ++i)
    text += rates.allows(info, host(i % sources), host(99), i, Time(std::chrono::seconds(i))) ? '!'
                                                                                              : '.';
  return text;
}

TEST(Rates, AreCountedAsSuricataDoes) {
  EXPECT_EQ(pattern(rule(Threshold::Kind::none, 3)), "!!!!!!!!!!");
  EXPECT_EQ(pattern(rule(Threshold::Kind::limit, 3)), "!!!.......");
  EXPECT_EQ(pattern(rule(Threshold::Kind::threshold, 3)), "..!..!..!.");
  EXPECT_EQ(pattern(rule(Threshold::Kind::both, 3)), "..!.......");
  EXPECT_EQ(pattern(rule(Threshold::Kind::filter, 3)), "...!!!!!!!");
}

TEST(Rates, AreCountedBySourceOrByRule) {
  EXPECT_EQ(pattern(rule(Threshold::Kind::limit, 1), 2), "!!........");
  EXPECT_EQ(pattern(rule(Threshold::Kind::limit, 1, Threshold::Track::rule), 2), "!.........");
}

TEST(Rates, AWindowEnds) {
  Rates rates;
  const RuleInfo info = rule(Threshold::Kind::limit, 1);
  EXPECT_TRUE(rates.allows(info, host(1), host(2), 0, Time(0s)));
  EXPECT_FALSE(rates.allows(info, host(1), host(2), 0, Time(60s)));
  EXPECT_TRUE(rates.allows(info, host(1), host(2), 0, Time(61s)));
}

TEST(Rates, AreBoundedAndSayWhatWasForgotten) {
  Rates rates;
  const RuleInfo info = rule(Threshold::Kind::limit, 1);
  for (std::uint32_t i = 0; i < 3 * kMostCounts; ++i)
    rates.allows(info, host(i), host(2), 0, time_from_ns(i));
  EXPECT_GT(rates.forgotten(), kMostCounts);
}

}  // namespace
}  // namespace cordon::rules
