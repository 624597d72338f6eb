#include "traffic/darknet.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "strain/catalogue.h"
#include "traffic/arrivals.h"
#include "traffic/frames_for_test.h"
#include "traffic/probe_frame.h"

namespace cordon::traffic {
namespace {

const strain::Strain& strain_of(const std::string& id) {
  static const auto catalogue = strain::Catalogue::built_in();
  return *catalogue->find(id);
}

DarknetOptions options(const char* prefix, double longest, std::uint64_t seed = 1) {
  DarknetOptions o;
  o.prefix = *net::Prefix::parse(prefix);
  o.longest = longest;
  o.seed = seed;
  return o;
}

net::Address host(std::uint32_t i) { return net::Address::v4(0x01000000 + i); }

DarknetTruth see(const std::string& id, const std::vector<Source>& sources, const DarknetOptions& o,
                 Frames& frames) {
  auto truth = see_from_darknet(strain_of(id), sources, o, frames);
  EXPECT_TRUE(truth) << truth.error().message();
  return *truth;
}

TEST(Darknet, FramesAreFirstPacketsIntoThePrefixAndValid) {
  for (const char* id : {"codered.v2", "slammer", "mirai"}) {
    Frames frames;
    const DarknetOptions o = options("44.0.0.0/8", 100);
    const std::vector<Source> sources{{host(1), 0, 100, 200}, {host(2), 10, 20, 900}};
    const DarknetTruth truth = see(id, sources, o, frames);
    ASSERT_EQ(frames.all.size(), truth.packets);
    EXPECT_GT(truth.packets, 50u);
    const strain::Dialogue& first = strain_of(id).simulation->vulnerable.front();
    for (const auto& frame : frames.all) {
      expect_right_checksums(frame);
      EXPECT_TRUE(o.prefix.contains(to_of(frame)));
      EXPECT_EQ(load_be16(frame.data() + 36), first.port);
      EXPECT_TRUE(first.transport != net::Protocol::tcp || frame[47] == 0x02);  // SYN alone
    }
  }
}

TEST(Darknet, TruthIsWhatTheFramesSay) {
  Frames frames;
  std::vector<Source> sources;
  for (std::uint32_t i = 0; i < 300; ++i)
    sources.push_back({host(i), 0.1 * i, 60 + 0.1 * i, i % 7 == 0 ? 0.0 : 0.5 * i});
  const DarknetTruth truth = see("codered.v2", sources, options("44.0.0.0/8", 80), frames);
  std::map<net::Address, Seen> seen;
  for (std::size_t i = 0; i < frames.all.size(); ++i) {
    Seen& one = seen[from_of(frames.all[i])];
    if (one.packets++ == 0) one.first = frames.times[i];
  }
  EXPECT_EQ(truth.sources_seen, seen.size());
  for (std::size_t i = 0; i < sources.size(); ++i) {
    EXPECT_EQ(truth.seen[i].packets, seen[sources[i].address].packets);
    if (truth.seen[i].packets == 0) continue;
    EXPECT_EQ(truth.seen[i].first, seen[sources[i].address].first);
    EXPECT_GE(truth.seen[i].first, truth.options.start + duration_from_seconds(sources[i].from));
    EXPECT_LE(truth.seen[i].first, truth.options.start + duration_from_seconds(sources[i].until));
  }
  const std::string json = json_of(truth);
  EXPECT_NE(json.find("\"sources\": 300"), std::string::npos);
  EXPECT_NE(json.find("\"prefix\": \"44.0.0.0/8\""), std::string::npos);
}

TEST(Darknet, TheSameSeedGivesTheSameBytes) {
  const std::vector<Source> sources{{host(1), 0, 50, 300}, {host(2), 3, 40, 20}};
  Frames a, b, c;
  see("slammer", sources, options("44.0.0.0/8", 60, 7), a);
  see("slammer", sources, options("44.0.0.0/8", 60, 7), b);
  see("slammer", sources, options("44.0.0.0/8", 60, 8), c);
  EXPECT_EQ(a.all, b.all);
  EXPECT_NE(a.all, c.all);
}

TEST(Darknet, OfAnySize) {
  const std::vector<Source> sources{{host(1), 0, 1000, 1e6}};
  Frames all, one;
  EXPECT_GT(see("codered.v2", {{host(1), 0, 1, 2000}}, options("128.0.0.0/1", 1), all).packets,
            800u);
  const DarknetTruth truth = see("codered.v2", sources, options("44.1.2.3/32", 1000), one);
  EXPECT_LT(truth.packets, 5u);  // 0.23 are expected
}

// The slow twin draws each source's own process, with every probe of it, and sorts.
std::vector<double> slow_twin(const std::vector<Source>& sources, double share, Random& random) {
  std::vector<double> times;
  for (const Source& source : sources) {
    double now = source.from;
    while ((now += random.exponential(1 / source.probes_per_second)) < source.until)
      if (random.chance(share)) times.push_back(now);
  }
  std::sort(times.begin(), times.end());
  return times;
}

TEST(Darknet, AgreesWithATwinThatDrawsEveryProbe) {
  std::vector<Source> sources;
  for (std::uint32_t i = 0; i < 200; ++i)
    sources.push_back({host(i), 1.0 * (i % 50), 100.0 - i % 30, 1.0 + i * i % 97});
  std::vector<double> fast, slow;
  Random random(3);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Frames frames;
    const DarknetOptions o = options("44.0.0.0/7", 100, seed);
    see("codered.v2", sources, o, frames);
    for (const Time time : frames.times) fast.push_back(seconds(time - o.start));
    for (const double time : slow_twin(sources, 1 / 128.0, random)) slow.push_back(time);
  }
  std::sort(fast.begin(), fast.end());
  std::sort(slow.begin(), slow.end());
  const auto n = static_cast<double>(fast.size()), m = static_cast<double>(slow.size());
  EXPECT_NEAR(n, m, 4 * std::sqrt(n + m));
  double distance = 0;  // Kolmogorov and Smirnov's
  for (std::size_t i = 0, j = 0; i < fast.size() && j < slow.size();) {
    fast[i] <= slow[j] ? ++i : ++j;
    distance =
        std::max(distance, std::fabs(static_cast<double>(i) / n - static_cast<double>(j) / m));
  }
  EXPECT_LT(distance, 1.95 * std::sqrt((n + m) / (n * m)));  // p = 0.001
}

TEST(Arrivals, ComeAtTheirRates) {
  Arrivals arrivals(4);
  const double rates[] = {0.3, 1.0, 5.0, 4.0};
  for (std::uint32_t i = 0; i < 4; ++i) arrivals.add(i, rates[i]);
  arrivals.remove(3, rates[3]);
  Random random(9);
  std::map<std::uint32_t, int> counts;
  double now = 0;
  while ((now += arrivals.wait(random)) < 20000)
    if (const auto* who = arrivals.draw(random); random.unit() < static_cast<double>(who->share))
      ++counts[who->source];
  for (std::uint32_t i = 0; i < 3; ++i)
    EXPECT_NEAR(counts[i], 20000 * rates[i], 4 * std::sqrt(20000 * rates[i]));
  EXPECT_EQ(counts.count(3), 0u);
  for (std::uint32_t i = 0; i < 3; ++i) arrivals.remove(i, rates[i]);
  EXPECT_EQ(arrivals.wait(random), HUGE_VAL);
}

TEST(ProbeFrame, IsRightForAnyAddressAndAnyLength) {
  Random random(2);
  for (int i = 0; i < 3000; ++i) {
    std::vector<std::uint8_t> payload(random.below(60));
    for (auto& byte : payload) byte = static_cast<std::uint8_t>(random.next());
    ProbeFrame frame = i % 2 == 0
                           ? ProbeFrame::syn(80)
                           : ProbeFrame::datagram(static_cast<std::uint16_t>(i % 3), 1434, payload);
    for (int n = 0; n < 3; ++n)
      expect_right_checksums(frame.make(static_cast<std::uint32_t>(random.next()),
                                        static_cast<std::uint32_t>(random.next()), random.next()));
  }
}

TEST(Darknet, RefusesWhatMakesNoSense) {
  Frames frames;
  const auto refused = [&](const std::vector<Source>& sources, const DarknetOptions& o) {
    return !see_from_darknet(strain_of("codered.v2"), sources, o, frames);
  };
  EXPECT_TRUE(refused({{*net::Address::parse("44.1.1.1"), 0, 1, 1}}, options("44.0.0.0/8", 10)));
  EXPECT_TRUE(refused({{host(1), 5, 1, 1}}, options("44.0.0.0/8", 10)));
  EXPECT_TRUE(refused({{host(1), 0, 1, std::nan("")}}, options("44.0.0.0/8", 10)));
  EXPECT_TRUE(refused({{host(1), 0, HUGE_VAL, 1}}, options("44.0.0.0/8", 10)));
  EXPECT_TRUE(refused({}, options("2001:db8::/32", 10)));
  EXPECT_TRUE(refused({}, options("44.0.0.0/8", 0)));
  EXPECT_FALSE(refused({}, options("44.0.0.0/8", 10)));
  EXPECT_FALSE(see_from_darknet(strain_of("witty"), {}, options("44.0.0.0/8", 10), frames));
}

}  // namespace
}  // namespace cordon::traffic
