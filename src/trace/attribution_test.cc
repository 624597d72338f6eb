#include "trace/attribution.h"

#include <gtest/gtest.h>

#include "trace/sample.h"

namespace cordon::trace {
namespace {

strain::Catalogue catalogue() {
  strain::Strain exploit, door, worm;
  exploit.id = "exploit";
  door.id = "door";
  door.implied_by = {"exploit"};
  worm.id = "worm";
  worm.implied_by = {"exploit", "door"};
  return strain::Catalogue({exploit, door, worm});
}

evidence::Finding of(const char* strain, std::uint32_t actor) {
  auto f = sample_finding(evidence::Kind::attempt, 1, actor, 99);
  f.strain = strain;
  return f;
}

TEST(Attribution, WhatAWormUsesIsCountedForItWhereItsOwnMarkIsSeen) {
  std::vector<evidence::Finding> findings = {of("exploit", 1), of("door", 1), of("worm", 1),
                                             of("exploit", 2), of("door", 3), of("exploit", 3)};
  attribute(findings, catalogue());
  EXPECT_EQ(findings[0].strain, "worm");
  EXPECT_EQ(findings[1].strain, "worm");
  EXPECT_EQ(findings[3].strain, "exploit");  // another host, without a mark
  EXPECT_EQ(findings[5].strain, "door");
}

}  // namespace
}  // namespace cordon::trace
