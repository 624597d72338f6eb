#include "traffic/outbreak.h"

#include <gtest/gtest.h>

#include <map>

#include "strain/catalogue.h"
#include "traffic/frames_for_test.h"

namespace cordon::traffic {
namespace {

Truth run(const std::string& id, Options options, Frames& frames) {
  static const auto catalogue = strain::Catalogue::built_in();
  auto truth = simulate(*catalogue->find(id), options, frames, {});
  EXPECT_TRUE(truth) << truth.error().message();
  return *truth;
}

Options small(std::uint64_t seed) {
  Options options;
  options.servers = 20;
  options.seed = seed;
  return options;
}

TEST(SimulatedOutbreak, TheSameSeedGivesTheSameBytes) {
  Frames a, b, c;
  run("codered.v2", small(1), a);
  run("codered.v2", small(1), b);
  run("codered.v2", small(2), c);
  EXPECT_EQ(a.all, b.all);
  EXPECT_NE(a.all, c.all);
}

TEST(SimulatedOutbreak, EveryOpenServerFallsToOneThatHadFallenBefore) {
  Frames frames;
  const Truth truth = run("blaster.a", small(3), frames);
  EXPECT_EQ(truth.infected.size(), 10u);
  std::map<net::Address, Time> since;
  for (const TrueInfection& one : truth.infected) {
    const bool outside = one.by == truth.scenario.attacker;
    EXPECT_TRUE(outside || (since.contains(one.by) && since[one.by] < one.at));
    EXPECT_GE(one.onset, one.at);
    since[one.host] = one.onset;
  }
  EXPECT_EQ(truth.frames, frames.all.size());
}

TEST(SimulatedOutbreak, NoneFallsWhereNoneIsOpen) {
  Frames frames;
  Options options = small(4);
  options.none_vulnerable = true;
  const Truth truth = run("wannacry", options, frames);
  EXPECT_TRUE(truth.infected.empty());
  EXPECT_EQ(truth.attacked.size(), 20u);
}

TEST(SimulatedOutbreak, ChecksumsAndLengthsAreRight) {
  Frames frames;
  run("slammer", small(5), frames);
  for (const auto& frame : frames.all) expect_right_checksums(frame);
}

// Each direction of each connection, byte by byte: what a receiver would put together is what was
// sent.
TEST(SimulatedOutbreak, StreamsHaveNoHoles) {
  Frames frames;
  run("nimda.a", small(6), frames);
  std::map<std::vector<std::uint8_t>, std::uint32_t> next;  // by addresses and ports
  for (const auto& frame : frames.all) {
    const Bytes ip = Bytes(frame).subspan(14);
    if (ip[9] != 6) continue;
    const Bytes tcp = ip.subspan(20);
    const auto key = copy_of(ip.subspan(12, 12));
    const std::uint32_t sequence = load_be32(tcp.data() + 4);
    const bool syn = (tcp[13] & 2) != 0, fin = (tcp[13] & 1) != 0;
    const auto size = static_cast<std::uint32_t>(tcp.size() - 20);
    if (syn) {
      next[key] = sequence + 1;
    } else if (size > 0 || fin) {
      ASSERT_TRUE(next.contains(key));
      ASSERT_LE(static_cast<std::int32_t>(sequence - next[key]),
                0);  // none is skipped; repeats are allowed
      next[key] = std::max(next[key], sequence + size + fin);
    }
  }
}

TEST(Options, ThatMakeNoSenseAreNamed) {
  Frames frames;
  static const auto catalogue = strain::Catalogue::built_in();
  Options options;
  options.servers = 1;
  EXPECT_FALSE(simulate(*catalogue->find("mirai"), options, frames, {}));
  EXPECT_FALSE(simulate(*catalogue->find("witty"), Options{}, frames, {}));  // has no dialogues
  EXPECT_TRUE(frames.all.empty());
}

TEST(Truth, SaysWhoWasInfectedByWhom) {
  Frames frames;
  const Truth truth = run("mirai", small(7), frames);
  const std::string json = json_of(truth);
  EXPECT_NE(json.find("\"patient_zero\": \"" + truth.infected.front().host.text()),
            std::string::npos);
  EXPECT_NE(json.find("\"by\": \"" + truth.scenario.attacker.text()), std::string::npos);
}

}  // namespace
}  // namespace cordon::traffic
