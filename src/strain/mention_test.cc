#include "strain/mention.h"

#include <gtest/gtest.h>

namespace cordon::strain {
namespace {

std::string mentioned(std::string_view text) {
  static const auto kCatalogue = Catalogue::built_in();
  static const Mentions kMentions(*kCatalogue);
  const Strain* strain = kMentions.in(text);
  return strain == nullptr ? "none" : strain->id;
}

TEST(Mentions, AreFoundByName) {
  EXPECT_EQ(mentioned("EternalSafety::DoublePulsar"), "doublepulsar");
  EXPECT_EQ(mentioned("ET EXPLOIT ETERNALBLUE MS17-010 Heap Spray"), "eternalblue");
  EXPECT_EQ(mentioned("ET WORM Possible WannaCry DNS Lookup"), "wannacry");
  EXPECT_EQ(mentioned("GPL WEB_SERVER CodeRed v2 root.exe access").substr(0, 7), "codered");
}

TEST(Mentions, AreFoundByCve) {
  EXPECT_EQ(mentioned("ET EXPLOIT Possible CVE-2021-41773 in URI"), "apache.41773");
  EXPECT_EQ(mentioned("CVE_2021_41773"), "apache.41773");
  EXPECT_EQ(mentioned("cve,2021-41773"), "apache.41773");
}

TEST(Mentions, AreNotSeenWhereThereAreNone) {
  for (const char* text : {"", "ET SCAN Potential SSH Scan", "CVE-1999-99999", "cve", "CVE-2021-",
                           "ET WEB_SERVER Apache /etc/passwd in URI", "ET POLICY Docker API",
                           "ET CINS Active Threat Intelligence Poor Reputation IP group 89"})
    EXPECT_EQ(mentioned(text), "none") << text;
}

}  // namespace
}  // namespace cordon::strain
