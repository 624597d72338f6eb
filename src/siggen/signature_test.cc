#include "siggen/signature.h"

#include <gtest/gtest.h>

namespace cordon::siggen {
namespace {

bool holds(const std::vector<Part>& parts, bool ordered, std::string_view text) {
  Signature signature;
  signature.parts = parts;
  signature.ordered = ordered;
  return matches(signature, bytes_of(text));
}

TEST(Signature, MatchesWhatHoldsAllParts) {
  EXPECT_TRUE(holds({{"ab", {}}, {"cd", {}}}, false, "cd ab"));
  EXPECT_FALSE(holds({{"ab", {}}, {"cd", {}}}, false, "c ab"));
  EXPECT_FALSE(holds({}, false, "anything"));
}

TEST(Signature, MayAskForOrder) {
  EXPECT_TRUE(holds({{"ab", {}}, {"ba", {}}}, true, "abba"));
  EXPECT_FALSE(holds({{"ab", {}}, {"ba", {}}}, true, "aba"));
}

TEST(Signature, MayAskForPlaces) {
  EXPECT_TRUE(holds({{"ab", 2}}, false, "xxab"));
  EXPECT_FALSE(holds({{"ab", 2}}, false, "xab"));
  EXPECT_FALSE(holds({{"ab", 2}}, false, "xxa"));
  EXPECT_FALSE(holds({{"ab", 2}}, false, ""));
}

TEST(Signature, LooksAtTheHeadOfAFlow) {
  EXPECT_TRUE(holds({{"ab", {}}}, false, std::string(kMostHead - 2, '.') + "ab"));
  EXPECT_FALSE(holds({{"ab", {}}}, false, std::string(kMostHead - 1, '.') + "ab"));
}

}  // namespace
}  // namespace cordon::siggen
