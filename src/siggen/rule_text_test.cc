#include "siggen/rule_text.h"

#include <gtest/gtest.h>

namespace cordon::siggen {
namespace {

TEST(RuleText, WritesBytesAsContents) {
  EXPECT_EQ(content_text("GET /a?b=c&d"), "GET /a?b=c&d");
  EXPECT_EQ(content_text("a|b\"c;d\\e:f"), "a|7c|b|22|c|3b|d|5c|e|3a|f");
  EXPECT_EQ(content_text(std::string("\r\n\0x\xff", 5)), "|0d 0a 00|x|ff|");
  EXPECT_EQ(content_text(""), "");
}

Signature signature_of(std::vector<Part> parts) {
  Signature signature;
  signature.name = "unknown.1";
  signature.parts = std::move(parts);
  signature.counts = {.suspicious = 60,
                      .covered = 48,
                      .senders = 5,
                      .receivers = 40,
                      .clean = 3000,
                      .false_matches = 0,
                      .estimated = 1e-9,
                      .at_most = 1e-3};
  return signature;
}

constexpr const char* kCounts =
    " classtype:trojan-activity; metadata:generated_by cordon, covered 48, suspicious 60, senders "
    "5, "
    "receivers 40, false_matches 0, clean 3000, estimated_share 1e-09, at_most_share 1e-03; "
    "sid:9000001; rev:1;)";

TEST(RuleText, IsOneLineOfSuricatasLanguage) {
  Signature signature = signature_of({{"GET /x", 0}, {"worm", {}}});
  signature.rarest = 1;
  EXPECT_EQ(rule_text(signature, {.port = 80, .sid = 9000001}),
            std::string("alert tcp-stream any any -> any 80 (msg:\"Cordon generated rule for "
                        "unknown.1\"; flow:established,to_server; content:\"GET /x\"; offset:0; "
                        "depth:6; content:\"worm\"; fast_pattern;") +
                kCounts);
}

TEST(RuleText, SaysOrderByDistance) {
  Signature signature = signature_of({{"ab", {}}, {"cd", {}}});
  signature.ordered = true;
  EXPECT_EQ(
      rule_text(
          signature,
          {.transport = Transport::udp, .port = 1434, .sid = 9000001, .message = "a \"b\"; c"}),
      std::string("alert udp any any -> any 1434 (msg:\"a  b   c\"; flow:to_server; "
                  "content:\"ab\"; fast_pattern; content:\"cd\"; distance:0;") +
          kCounts);
}

TEST(RuleText, LooksAtAnswersFromTheServersPort) {
  const auto text = rule_text(signature_of({{"abcd", {}}}),
                              {.direction = Direction::to_client, .port = 21, .sid = 1});
  EXPECT_TRUE(text.starts_with("alert tcp-stream any 21 -> any any (")) << text;
  EXPECT_NE(text.find("flow:established,to_client;"), std::string::npos);
}

}  // namespace
}  // namespace cordon::siggen
