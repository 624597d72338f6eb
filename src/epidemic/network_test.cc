#include "epidemic/network.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "epidemic/sample_for_test.h"

namespace cordon::epidemic {
namespace {

std::string file(const std::string& path) {
  std::ifstream in(std::string(CORDON_ROOT) + "/" + path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(Network, ReadsTheExamples) {
  const auto farm = parse_network(file("examples/web_farm.toml"), "web_farm.toml");
  ASSERT_TRUE(farm) << farm.error().message();
  EXPECT_EQ(farm->segments.size(), 3u);
  EXPECT_EQ(farm->vulnerable(), 40u + 120 + 100);
  EXPECT_EQ(farm->initial(), 1u);
  const std::vector<std::uint16_t> http = {80};
  EXPECT_TRUE(farm->open(0, 1, http, 0));
  EXPECT_FALSE(farm->open(0, 1, http, 1));
  EXPECT_TRUE(farm->open(0, 1, {8080}, 1));
  EXPECT_FALSE(farm->open(0, 2, http, 0));
  EXPECT_FALSE(farm->open(2, 2, http, 0));
  EXPECT_TRUE(farm->open(kOutside, 0, http, 0));
  EXPECT_FALSE(farm->open(kOutside, 1, http, 0));
  const auto campus = parse_network(file("examples/campus.toml"), "campus.toml");
  ASSERT_TRUE(campus) << campus.error().message();
  EXPECT_TRUE(campus->open(0, 2, http, 0));
  EXPECT_EQ(campus->segments[1].patched, 12u);
  EXPECT_EQ(campus->controls.contact_limit_at, 0);
}

TEST(Network, ErrorsNameFileLineFieldAndRemedy) {
  const std::string good =
      "[[segment]]\nname='a'\ncidr='10.0.0.0/24'\nhosts=10\nvulnerable=5\ninfected=1\n";
  ASSERT_TRUE(parse_network(good, "n.toml"));
  const struct {
    const char* more;
    const char* says;
  } bad[] = {
      {"colour='red'\n", "n.toml:7: [segment] colour is no field of a scenario"},
      {"[[segment]]\nname='a'\ncidr='10.0.1.0/24'\n", "name is another segment's too"},
      {"[[segment]]\nname='b'\ncidr='10.0.0.128/25'\n", "n.toml:9: [segment] cidr overlaps with"},
      {"[[segment]]\nname='b'\ncidr='fe80::/64'\n", "must be an IPv4 network"},
      {"[[reach]]\nfrom='a'\nto='b'\n", "n.toml:9: [reach] to must name a segment: a"},
      {"[[block]]\nfrom='a'\nto='a'\nat=-1\n", "at must be seconds"},
      {"[controls]\ncontent_deployment=2\n", "must be a share"},
      {"[[care.patching]]\nper_hour='fast'\n", "per_hour must be a number"},
  };
  for (const auto& [more, says] : bad) {
    const auto read = parse_network(good + more, "n.toml");
    ASSERT_FALSE(read) << more;
    EXPECT_NE(read.error().message().find(says), std::string::npos) << read.error().message();
    EXPECT_NE(read.error().message().find("docs/scenarios.md"), std::string::npos);
  }
  for (const char* none : {"", "name='x'", "[[segment]]\nname='a'\ncidr='10.0.0.0/24'\nhosts=9\n",
                           "[[segment]]\nname='a'\ncidr='10.0.0.0/24'\nhosts=300\nvulnerable=1\n"})
    EXPECT_FALSE(parse_network(none, "n.toml")) << none;
}

TEST(Network, ChanceOfAProbeFollowsThePrefixes) {
  Worm worm;
  worm.local = {{8, 0.5}, {16, 0.375}};
  const auto prefix = [](const char* text) { return *net::Prefix::parse(text); };
  const double anywhere = 0.125 / 4294967296;
  const auto chance = [&](const char* from, const char* to) {
    return chance_per_probe(prefix(from), prefix(to), worm);
  };
  EXPECT_DOUBLE_EQ(chance("10.1.0.0/24", "11.1.0.0/24"), anywhere);
  EXPECT_DOUBLE_EQ(chance("10.1.0.0/24", "10.2.0.0/24"), anywhere + 0.5 / 16777216);
  EXPECT_DOUBLE_EQ(chance("10.1.0.0/24", "10.1.9.0/24"), anywhere + 0.5 / 16777216 + 0.375 / 65536);
  // Within a segment wider than the preference: the average over where the host is.
  EXPECT_DOUBLE_EQ(chance("10.0.0.0/12", "10.0.0.0/12"),
                   anywhere + 0.5 / 16777216 + 0.375 / 65536 / 16);
}

TEST(Network, AWideSegmentIsCutWhereTheWormPrefersLess) {
  auto network = parse_network(
      "[[segment]]\nname='a'\ncidr='10.0.0.0/20'\nhosts=1000\nvulnerable=500\ninfected=1\n"
      "[[segment]]\nname='b'\ncidr='10.9.0.0/24'\nhosts=200\nvulnerable=200\n",
      "n.toml");
  ASSERT_TRUE(network);
  Scenario scenario;
  scenario.network = *network;
  scenario.worm.local = {{24, 0.9}};
  const auto world = world_of(scenario);
  EXPECT_EQ(world->cells(), 17u);
  EXPECT_EQ(world->hosts(), 700u);
  for (Host host = 0; host < world->hosts(); ++host) {
    const auto address = net::Address::v4(world->population.addresses[host]);
    EXPECT_TRUE(world->matrix->prefix_of[world->cell(host)].contains(address));
  }
}

TEST(Network, InfectedHostsOutsidePressIn) {
  auto network = parse_network(file("examples/web_farm.toml"), "web_farm.toml");
  ASSERT_TRUE(network);
  network->segments[0].initial = 0;
  network->infected_outside = 360000;
  network->care = {};
  network->blocks.clear();
  Scenario scenario;
  scenario.network = *network;
  scenario.worm.ports = {80};
  scenario.worm.success = 1;
  scenario.horizon = 1800;
  scenario.record = true;
  const auto world = world_of(scenario);
  // By itself from outside, each web server falls at 360,000 x 6 / 2^32 a second; from within
  // hardly ever, so the others follow later or not at all.
  double ever = 0;
  Exact exact(*world);
  for (std::uint64_t run = 0; run < 50; ++run) {
    const Trajectory t = exact.run(run);
    ever += t.summary.final_size / 50;
    for (const Infection& infection : t.infections) {
      EXPECT_LT(infection.host, 40u);
      EXPECT_EQ(infection.by, kNoHost);
    }
  }
  EXPECT_NEAR(ever, 40 * -std::expm1(-360000 * 6.0 / 4294967296 * 1800), 1.5);
}

}  // namespace
}  // namespace cordon::epidemic
