#include "siggen/rarity.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "siggen/occurrence.h"
#include "siggen/worm_for_test.h"

namespace cordon::siggen {
namespace {

struct Flows {
  explicit Flows(bool http, std::size_t count, std::uint64_t seed) {
    Random random(seed);
    for (std::size_t i = 0; i < count; ++i)
      text.push_back(http ? http_flow(random) : binary_flow(random));
    for (const std::string& flow : text) bytes.push_back(bytes_of(flow));
  }
  std::vector<std::string> text;
  std::vector<Bytes> bytes;
};

TEST(Rarity, CommonTextHasFewBitsAndAlienBytesHaveEight) {
  const Flows flows(true, 300, 1);
  const ByteModel model(flows.bytes);
  const std::string_view common = " HTTP/1.1\r\nHost: www";
  EXPECT_LT(model.bits(bytes_of(common)), 40);
  EXPECT_EQ(model.log2_share(bytes_of(common)), 0);
  EXPECT_DOUBLE_EQ(model.bits(bytes_of("\x90\x91\x92\x93")), 4 * kMostBitsOfByte);
}

TEST(Rarity, AnEmptyPoolKnowsNothing) {
  const ByteModel model({});
  EXPECT_DOUBLE_EQ(model.bits(bytes_of("GET ")), 32);
  EXPECT_DOUBLE_EQ(model.places(), 1);
}

// Learned from one half. Tokens are drawn from the other half, and of those that the first half
// does not hold, the share of the other flows that hold them is on average no more than was
// estimated. (Being drawn from clean traffic they are commoner than a worm's tokens of that sort.)
TEST(Rarity, EstimatesAreNotTooLowForTokensThatWereNotSeen) {
  for (const bool http : {true, false}) {
    const Flows learned(http, 1000, 2), others(http, 1000, 3);
    const ByteModel model(learned.bytes);
    Random random(4);
    std::vector<std::string> tokens;
    while (tokens.size() < 4000) {
      const std::string& flow = others.text[random.below(others.text.size())];
      const std::size_t size = 3 + random.below(22);
      if (flow.size() > size) tokens.push_back(flow.substr(random.below(flow.size() - size), size));
    }
    const auto before = flows_with(tokens, learned.bytes, model);
    const auto after = flows_with(tokens, others.bytes, model);
    struct Bin {
      double tokens = 0, estimated = 0, measured = 0;
    };
    std::map<int, Bin> bins;  // by the estimate, four octaves each
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (before[i].count() > 0) continue;
      const double share = model.log2_share(bytes_of(tokens[i]));
      Bin& bin = bins[static_cast<int>(std::floor(share / 4))];
      ++bin.tokens;
      bin.estimated += std::exp2(share);
      bin.measured += static_cast<double>(after[i].count() - 1) / 999;
    }
    EXPECT_GT(bins.size(), 5U);
    for (const auto& [octaves, bin] : bins) {
      if (bin.tokens < 50) continue;
      EXPECT_LE(bin.measured, bin.estimated + 1e-9) << "at 2^" << 4 * octaves << ", http " << http;
    }
  }
}

}  // namespace
}  // namespace cordon::siggen
