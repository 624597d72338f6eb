#include "traffic/unknown.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "traffic/frames_for_test.h"

namespace cordon::traffic {
namespace {

UnknownOptions small(std::uint64_t seed) {
  UnknownOptions options;
  options.fleet.servers = 30;
  options.fleet.network = *net::Prefix::parse("10.20.0.0/24");
  options.probes_per_second = 5;
  options.background_per_minute = 120;
  options.seed = seed;
  return options;
}

struct Played {
  UnknownTruth truth;
  Frames frames;
  std::vector<WormFlow> flows;
};

Played run(const UnknownOptions& options) {
  Played run;
  auto truth = simulate_unknown(options, run.frames,
                                [&](const WormFlow& flow) { run.flows.push_back(flow); }, {});
  EXPECT_TRUE(truth) << truth.error().message();
  run.truth = std::move(*truth);
  return run;
}

// Each direction of each connection put together, by addresses and ports.
std::map<std::vector<std::uint8_t>, std::vector<std::uint8_t>> streams_of(const Frames& frames) {
  std::map<std::vector<std::uint8_t>, std::vector<std::uint8_t>> streams;
  std::map<std::vector<std::uint8_t>, std::uint32_t> next;
  for (const auto& frame : frames.all) {
    if (frame[23] != 6) continue;
    const Bytes tcp = tail(frame, 34);
    const auto key = copy_of(Bytes(frame).subspan(26, 12));
    const std::uint32_t sequence = load_be32(tcp.data() + 4);
    if ((tcp[13] & 2) != 0) {
      next[key] = sequence + 1;
      streams[key].clear();
      continue;
    }
    const Bytes said = tail(tcp, 20);
    if (said.empty() || sequence != next[key]) continue;
    streams[key].insert(streams[key].end(), said.begin(), said.end());
    next[key] += static_cast<std::uint32_t>(said.size());
  }
  return streams;
}

std::vector<std::uint8_t> key_of(const WormFlow& flow) {
  std::vector<std::uint8_t> key = copy_of(flow.from.address.bytes());
  for (const std::uint8_t byte : flow.to.address.bytes()) key.push_back(byte);
  for (const std::uint16_t port : {flow.from.port, flow.to.port}) {
    key.push_back(static_cast<std::uint8_t>(port >> 8));
    key.push_back(static_cast<std::uint8_t>(port));
  }
  return key;
}

// All pieces, one behind the other.
bool holds(const std::vector<std::uint8_t>& bytes,
           const std::vector<std::vector<std::uint8_t>>& pieces) {
  auto at = bytes.begin();
  for (const auto& piece : pieces) {
    at = std::search(at, bytes.end(), piece.begin(), piece.end());
    if (at == bytes.end()) return false;
    at += static_cast<std::ptrdiff_t>(piece.size());
  }
  return true;
}

TEST(UnknownWorm, EveryDeliveryHoldsTheInvariantAndLittleElseInCommon) {
  UnknownOptions options = small(1);
  options.worm = {60, 3, 900, 6};
  const Played one = run(options);
  EXPECT_EQ(one.truth.ended, "all");
  EXPECT_EQ(one.truth.worm_flows, one.flows.size());
  EXPECT_EQ(one.truth.invariant.size(), 3u);
  const auto streams = streams_of(one.frames);
  std::set<std::vector<std::uint8_t>> copies;
  for (const WormFlow& flow : one.flows) {
    const auto stream = streams.find(key_of(flow));
    ASSERT_NE(stream, streams.end());
    EXPECT_EQ(stream->second.size(), 900u);
    EXPECT_TRUE(holds(stream->second, one.truth.invariant));
    EXPECT_TRUE(copies.insert(stream->second).second);
  }
  // And no other flow holds any of it.
  std::size_t others = 0;
  for (const auto& [key, stream] : streams) others += holds(stream, one.truth.invariant);
  EXPECT_EQ(others, one.flows.size());
}

TEST(UnknownWorm, WhoIsInfectedWasReachedByOneThatWas) {
  for (const Targeting targeting :
       {Targeting::random, Targeting::local, Targeting::sequential, Targeting::hitlist}) {
    UnknownOptions options = small(2);
    options.targeting = targeting;
    const Played one = run(options);
    EXPECT_EQ(one.truth.infected.size(), 15u) << name_of(targeting);
    std::map<net::Address, Time> since;
    for (const TrueInfection& infection : one.truth.infected) {
      const bool outside = infection.by == one.truth.fleet.attacker;
      EXPECT_TRUE(outside || (since.contains(infection.by) && since[infection.by] < infection.at));
      EXPECT_TRUE(one.truth.fleet.find(infection.host)->vulnerable);
      since[infection.host] = infection.onset;
      const auto delivered =
          std::find_if(one.flows.begin(), one.flows.end(), [&](const WormFlow& flow) {
            return flow.arrived == infection.at && flow.from.address == infection.by &&
                   flow.to.address == infection.host;
          });
      EXPECT_NE(delivered, one.flows.end());
    }
  }
}

TEST(UnknownWorm, OfAHitListMeetsServersOnly) {
  UnknownOptions options = small(3);
  options.targeting = Targeting::hitlist;
  const Played one = run(options);
  for (const WormFlow& flow : one.flows) EXPECT_TRUE(one.truth.fleet.find(flow.to.address)->serves);
  // But for probes of oneself, and what had not arrived at the end.
  EXPECT_LE(one.truth.probes - one.truth.worm_flows, 5u);
}

TEST(UnknownWorm, ThatEndsEarlierIsTheBeginningOfOneThatEndsLater) {
  for (const char* service : {"tcp/8080", "udp/1434"}) {
    UnknownOptions options = small(4);
    options.service = *Service::parse(service);
    const Played whole = run(options);
    options.until_infected = 3;
    const Played early = run(options);
    EXPECT_EQ(early.truth.ended, "infected");
    ASSERT_EQ(early.truth.infected.size(), 3u);
    EXPECT_EQ(early.truth.infected[2].at, whole.truth.infected[2].at);
    EXPECT_EQ(early.truth.end, whole.truth.infected[3].at - 1ns);
    ASSERT_LT(early.frames.all.size(), whole.frames.all.size());
    EXPECT_TRUE(
        std::equal(early.frames.all.begin(), early.frames.all.end(), whole.frames.all.begin()));
    EXPECT_GT(whole.frames.times[early.frames.all.size()], early.truth.end);
  }
}

TEST(UnknownWorm, FramesAreValidWhateverItIs) {
  for (const char* service : {"tcp/80", "tcp/4455", "udp/1434"}) {
    UnknownOptions options = small(5);
    options.service = *Service::parse(service);
    options.body_bytes = 5000;
    const Played one = run(options);
    std::map<int, int> protocols;
    for (const auto& frame : one.frames.all) {
      ++protocols[frame[23]];
      if (frame[23] != 1) {
        expect_right_checksums(frame);
        continue;
      }
      const Bytes icmp = tail(frame, 34);  // and what it quotes was sent by whom it is told to
      EXPECT_EQ(whole_sum(icmp, 0), 0xffff);
      EXPECT_EQ(net::Address::from_v4(icmp.data() + 8 + 12), to_of(frame));
    }
    EXPECT_GT(protocols[1], 0);
    EXPECT_EQ(one.truth.frames, one.frames.all.size());
  }
}

TEST(UnknownWorm, IsTheSameForTheSameSeedAndDrawnAnewForAnother) {
  const Played a = run(small(6)), b = run(small(6)), c = run(small(7));
  EXPECT_EQ(a.frames.all, b.frames.all);
  EXPECT_EQ(json_of(a.truth), json_of(b.truth));
  EXPECT_NE(a.truth.invariant, c.truth.invariant);
}

TEST(UnknownWorm, StopsAtTheMostFrames) {
  UnknownOptions options = small(8);
  options.most_frames = 2000;
  const Played one = run(options);
  EXPECT_EQ(one.truth.ended, "frames");
  EXPECT_LT(one.frames.all.size(), 2200u);
}

TEST(UnknownWorm, ThatMakesNoSenseIsRefused) {
  Frames frames;
  const auto refused = [&](auto change) {
    UnknownOptions options = small(1);
    change(options);
    return !simulate_unknown(options, frames, {}, {}).has_value();
  };
  EXPECT_TRUE(refused([](auto& o) { o.fleet.servers = 300; }));  // more than the network holds
  EXPECT_TRUE(refused([](auto& o) { o.fleet.vulnerable_share = 0.95; }));
  EXPECT_TRUE(refused([](auto& o) { o.fleet.network = net::Prefix(); }));
  EXPECT_TRUE(refused([](auto& o) { o.worm.bytes = 210; }));
  EXPECT_TRUE(refused([](auto& o) { o.worm.pieces = 0; }));
  EXPECT_TRUE(refused([](auto& o) { o.probes_per_second = 0; }));
  EXPECT_TRUE(refused([](auto& o) { o.service = *Service::parse("udp/53"), o.worm.segments = 2; }));
  for (const char* text : {"", "tcp", "tcp/", "tcp/0", "tcp/70000", "icmp/8", "tcp/80x"})
    EXPECT_FALSE(Service::parse(text)) << text;
  EXPECT_FALSE(parse_targeting("psychic"));
  EXPECT_TRUE(frames.all.empty());
}

}  // namespace
}  // namespace cordon::traffic
