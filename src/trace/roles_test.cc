#include "trace/roles.h"

#include <gtest/gtest.h>

#include "trace/sample.h"

namespace cordon::trace {
namespace {

scan::Verdict verdict(std::uint32_t host, scan::Kind kind, std::uint16_t port) {
  scan::Verdict v;
  v.host = sample_host(host);
  v.kind = kind;
  v.port = port;
  v.protocol = net::Protocol::tcp;
  v.contacts = 22;
  v.why = "opened port 80 of 22 hosts, 20 of which did not answer";
  return v;
}

std::vector<Scanner> scanners(const std::vector<scan::Verdict>& list,
                              const std::vector<Outbreak>& outbreaks = {}) {
  return scanners_in(list, {}, outbreaks, *fleet::Fleet::of_networks({"10.20.0.0/16"}));
}

TEST(Roles, WhoScansIsToldOnceWithAllItsServices) {
  const auto found =
      scanners({verdict(1, scan::Kind::horizontal, 80), verdict(1, scan::Kind::horizontal, 443)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].role, "scanner");
  EXPECT_TRUE(found[0].in_fleet);
  EXPECT_EQ(found[0].targets, 22u);
  EXPECT_NE(found[0].why.find("2 services in all"), std::string::npos);
}

TEST(Roles, SpeedAloneMakesNoScanner) {
  EXPECT_TRUE(scanners({verdict(1, scan::Kind::fast, 80)}).empty());
}

TEST(Roles, AnInfectedHostIsToldAsThat) {
  Outbreak outbreak;
  outbreak.infections.resize(1);
  outbreak.infections[0].host = sample_host(1);
  EXPECT_TRUE(scanners({verdict(1, scan::Kind::horizontal, 80)}, {outbreak}).empty());
}

}  // namespace
}  // namespace cordon::trace
