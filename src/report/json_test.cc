#include "report/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/sample.h"

namespace cordon::report {
namespace {

TEST(Json, HoldsTheContract) {
  const auto json = nlohmann::json::parse(json_of(sample_outcome()));
  for (const char* key :
       {"version", "coverage", "fleet", "outbreaks", "scanners", "exposures", "impact", "findings"})
    EXPECT_TRUE(json.contains(key)) << key;
  const auto& outbreak = json["outbreaks"][0];
  EXPECT_EQ(outbreak["infections"][0]["host"], "10.20.0.1");
  EXPECT_EQ(outbreak["infections"][0]["infected_by"][0]["host"], "203.0.113.7");
  EXPECT_EQ(outbreak["infections"][0]["infected_by"][1]["host"], "unseen");
  EXPECT_EQ(outbreak["first_seen"], "2001-09-09T01:46:41.000000Z");
  EXPECT_EQ(json["findings"][0]["origins"][0]["frame"], 1);
}

TEST(Json, ATimeThatIsNotKnownIsNull) {
  const auto json = nlohmann::json::parse(json_of(sample_outcome()));
  EXPECT_TRUE(json["outbreaks"][0]["infections"][0]["onset"].is_null());
}

TEST(Json, IsTheSameEveryTime) { EXPECT_EQ(json_of(sample_outcome()), json_of(sample_outcome())); }

}  // namespace
}  // namespace cordon::report
