#include "siggen/likeness.h"

#include <gtest/gtest.h>

namespace cordon::siggen {
namespace {

const std::string kTail = "%u9090%u6858%ucbd3%u7801 HTTP/1.0";

TEST(Likeness, NamesTheClosestStrainAndWhatDiffers) {
  const std::vector<KnownContent> known{
      {"other", {"\\PIPE\\srvsvc exploit"}},
      {"red", {"GET /default.ida?", "NNNNNNNNNNNNNNNNNNNN", kTail}}};
  const std::string flow = "GET /default.ida?XXXXXXXXXXXXXXXXXXXX" + kTail + " and-a-new-part";
  const auto like = likeness_of({bytes_of(flow)}, {flow}, known);
  ASSERT_TRUE(like);
  EXPECT_EQ(like->strain, "red");
  EXPECT_NEAR(like->share, 50.0 / 70, 0.01);
  EXPECT_NE(like->words.find("missing: \"NNNNNNNNNNNNNNNNNNNN\""), std::string::npos)
      << like->words;
  EXPECT_NE(like->words.find("XXXXXXXXXXXXXXXXXXXX"), std::string::npos) << like->words;
  EXPECT_NE(like->words.find("and-a-new-part"), std::string::npos) << like->words;
}

TEST(Likeness, IsNoneWhereLessThanHalfIsShared) {
  EXPECT_FALSE(likeness_of({bytes_of("GET /default.ida? and nothing else")}, {},
                           std::vector<KnownContent>{{"red", {"GET /default.ida?", kTail}}}));
  EXPECT_FALSE(likeness_of({}, {}, std::vector<KnownContent>{{"red", {kTail}}}));
  EXPECT_FALSE(likeness_of({bytes_of("abc")}, {}, std::vector<KnownContent>{{"empty", {}}}));
}

TEST(Likeness, ShowsNoControlCharacters) {
  const std::string content("\x1b[31m\0\x07 evil \r\n content", 23);
  const auto like = likeness_of({bytes_of(content)}, {content},
                                std::vector<KnownContent>{{"x", {content, "missing\x1b thing"}}});
  ASSERT_TRUE(like);
  for (const char c : like->words) EXPECT_GE(c, ' ') << like->words;
}

}  // namespace
}  // namespace cordon::siggen
