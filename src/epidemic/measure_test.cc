#include "epidemic/measure.h"

#include <gtest/gtest.h>

#include "epidemic/sample_for_test.h"

namespace cordon::epidemic {
namespace {

Scenario described() {
  Scenario scenario;
  scenario.worm.ports = {80};
  Network network;
  network.segments = {{"web", *net::Prefix::parse("10.0.0.0/24"), 100, 40, 1, 0, false},
                      {"db", *net::Prefix::parse("10.0.1.0/24"), 50, 20, 0, 0, false}};
  network.between_open = true;
  scenario.network = network;
  return scenario;
}

Scenario with(std::string_view text, const Scenario& base = small_scenario()) {
  auto measure = measure_of(text, base);
  EXPECT_TRUE(measure.has_value()) << (measure ? "" : measure.error().message());
  return measure ? measure->scenario : base;
}

std::string refusal(std::string_view text, const Scenario& base = small_scenario()) {
  const auto measure = measure_of(text, base);
  return measure ? "taken" : measure.error().message();
}

TEST(Measures, AreReadAsPeopleWriteThem) {
  EXPECT_EQ(with("address 5m").controls.address_filter_after, 300);
  EXPECT_EQ(with("address 90 80%").controls.address_deployment, 0.8);
  EXPECT_EQ(with("content 2h 50%").controls.content_filter_at, 7200);
  EXPECT_EQ(with("content 2h 50%").controls.content_deployment, 0.5);
  EXPECT_EQ(with("limit 1/s at 5m").controls.contact_limit, 1);
  EXPECT_EQ(with("limit 30/m at 5m").controls.contact_limit_at, 300);
  EXPECT_EQ(with("limit 30/m").controls.contact_limit, 0.5);
  EXPECT_EQ(with("budget 10000").controls.probe_budget, 10000);
  EXPECT_EQ(with("patch 20%").controls.patched_before, 0.2);
  ASSERT_EQ(with("cleanse 36/h at 10m").care.cleansing.size(), 1u);
  EXPECT_EQ(with("cleanse 36/h at 10m").care.cleansing[0].begins, 600);
  EXPECT_DOUBLE_EQ(with("cleanse 36/h at 10m").care.cleansing[0].per_second, 1e-4);
}

TEST(Measures, OfADescribedNetworkNameItsSegments) {
  EXPECT_EQ(with("patch db=10", described()).network->segments[1].patched, 10u);
  EXPECT_EQ(with("patch 50%", described()).network->segments[1].patched, 10u);
  const Scenario blocked = with("block web->db:80 at 1m", described());
  ASSERT_EQ(blocked.network->blocks.size(), 1u);
  EXPECT_EQ(blocked.network->blocks[0].at, 60);
  EXPECT_EQ(blocked.network->blocks[0].ports, std::vector<std::uint16_t>{80});
  EXPECT_TRUE(blocked.network->open(0, 1, {80}, 0));
  EXPECT_FALSE(blocked.network->open(0, 1, {80}, 1));
}

TEST(Measures, CanBeJoined) {
  const Scenario both = with("address 5m and patch 20%");
  EXPECT_EQ(both.controls.address_filter_after, 300);
  EXPECT_EQ(both.controls.patched_before, 0.2);
}

TEST(Measures, ThatMakeNoSenseAreRefusedByTheWord) {
  EXPECT_EQ(refusal("adress 5m"),
            "cannot use measure 'adress 5m': 'adress': address, content, limit, budget, patch, "
            "cleanse or block is needed; cordon whatif --help lists the measures");
  EXPECT_NE(refusal("address soon").find("'soon': a time is needed"), std::string::npos);
  EXPECT_NE(refusal("address").find("something is missing"), std::string::npos);
  EXPECT_NE(refusal("address 5m 200%").find("'200%'"), std::string::npos);
  EXPECT_NE(refusal("address 5m later").find("'later': what is it?"), std::string::npos);
  EXPECT_NE(refusal("limit 5").find("a rate"), std::string::npos);
  EXPECT_NE(refusal("block a->b").find("--network"), std::string::npos);
  EXPECT_NE(refusal("block web->dmz", described()).find("there are web, db"), std::string::npos);
  EXPECT_NE(refusal("patch db=21", described()).find("only 20"), std::string::npos);
  EXPECT_NE(refusal("block web->db:0", described()).find("no port"), std::string::npos);
}

TEST(Measures, ThatAreUsualCanAllBeRead) {
  for (const Scenario& base : {small_scenario(), described()})
    for (const std::string& text : usual_measures(base)) {
      const auto measure = measure_of(text, base);
      ASSERT_TRUE(measure.has_value()) << text << ": " << measure.error().message();
      EXPECT_FALSE(fault_of(measure->scenario)) << text;
    }
}

}  // namespace
}  // namespace cordon::epidemic
