#include "report/curve.h"

#include <gtest/gtest.h>

namespace cordon::report {
namespace {

evidence::Curve curve_of(const std::vector<std::uint64_t>& senders) {
  evidence::Curve curve;
  curve.width = std::chrono::hours(24);
  for (std::size_t i = 0; i < senders.size(); ++i)
    if (senders[i] > 0)
      curve.points.push_back(
          {Time(curve.width * static_cast<std::int64_t>(i)), senders[i], senders[i], 0});
  return curve;
}

std::string drawn(const std::vector<std::uint64_t>& senders) {
  Page page(false);
  put_curve(curve_of(senders), page);
  return page.text();
}

TEST(Curve, IsDrawnWithItsGapsAndItsPeak) {
  const std::string text = drawn({1, 0, 4, 8});
  EXPECT_NE(text.find("  ▁ ▄█\n"), std::string::npos) << text;
  EXPECT_NE(text.find("1970-01-01 to 1970-01-04; 8 in the busiest day, of 1970-01-04"),
            std::string::npos)
      << text;
}

TEST(Curve, IsNotDrawnOfAMoment) { EXPECT_EQ(drawn({5, 6}), ""); }

TEST(Curve, FitsThePage) {
  std::vector<std::uint64_t> senders(390, 3);
  senders[200] = 100;
  const std::string text = drawn(senders);
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos;
       begin = end + 1, end = text.find('\n', begin))
    EXPECT_LE(width_of(text.substr(begin, end - begin)), kColumns);
  EXPECT_NE(text.find("█"), std::string::npos);
}

}  // namespace
}  // namespace cordon::report
