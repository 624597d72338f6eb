#include "trace/roles.h"

#include <gtest/gtest.h>

#include "trace/sample.h"

namespace cordon::trace {
namespace {

std::vector<evidence::Contact> contacts(std::uint32_t client, int failing, int answered) {
  std::vector<evidence::Contact> list;
  for (int i = 0; i < failing + answered; ++i) {
    evidence::Contact c;
    c.client = sample_host(client);
    c.server = sample_host(static_cast<std::uint32_t>(100 + i));
    c.port = 80;
    c.flows = 1;
    (i < failing ? c.unanswered : c.established) = 1;
    list.push_back(c);
  }
  return list;
}

std::vector<Scanner> scanners(const std::vector<evidence::Contact>& list,
                              const std::vector<Outbreak>& outbreaks = {}) {
  return scanners_in(list, {}, outbreaks, *fleet::Fleet::of_networks({"10.20.0.0/16"}));
}

TEST(Roles, WhoTriesManyAndMostlyFailsIsAScanner) {
  const auto found = scanners(contacts(1, 20, 2));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].role, "scanner");
  EXPECT_TRUE(found[0].in_fleet);
  EXPECT_EQ(found[0].targets, 22u);
}

TEST(Roles, ACrawlerSucceedsAndAFewFailuresAreNoScan) {
  EXPECT_TRUE(scanners(contacts(1, 5, 50)).empty());
  EXPECT_TRUE(scanners(contacts(1, 10, 0)).empty());
}

TEST(Roles, AnInfectedHostIsToldAsThat) {
  Outbreak outbreak;
  outbreak.infections.resize(1);
  outbreak.infections[0].host = sample_host(1);
  EXPECT_TRUE(scanners(contacts(1, 50, 0), {outbreak}).empty());
}

}  // namespace
}  // namespace cordon::trace
