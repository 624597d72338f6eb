#include "siggen/occurrence.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace cordon::siggen {
namespace {

TEST(Occurrence, IsWhatSeekingEachTokenInEachFlowFinds) {
  Random random(5);
  const auto word = [&](std::size_t least, std::size_t more) {
    std::string text;
    for (std::size_t n = least + random.below(more); n > 0; --n) text += "ab"[random.below(2)];
    return text;
  };
  const ByteModel model({});
  for (int round = 0; round < 50; ++round) {
    std::vector<std::string> tokens, flows;
    for (int i = 0; i < 30; ++i) tokens.push_back(word(1, 9));
    for (int i = 0; i < 20; ++i) flows.push_back(word(0, 40));
    std::vector<Bytes> bytes;
    for (const std::string& flow : flows) bytes.push_back(bytes_of(flow));
    const auto found = flows_with(tokens, bytes, model);
    for (std::size_t i = 0; i < tokens.size(); ++i)
      for (std::size_t flow = 0; flow < flows.size(); ++flow)
        EXPECT_EQ(found[i].has(flow), flows[flow].find(tokens[i]) != std::string::npos);
  }
}

}  // namespace
}  // namespace cordon::siggen
