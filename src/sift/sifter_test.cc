#include "sift/sifter.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"

namespace cordon::sift {
namespace {

std::string noise(std::size_t size, Random& random) {
  std::string bytes(size, 0);
  for (char& byte : bytes) byte = static_cast<char>(random.next());
  return bytes;
}

net::Address host(std::uint32_t number) { return net::Address::v4(0x0a000000 + number); }

// Flows as a table would show them, on two samplers.
class Network {
 public:
  Network() : one_(5), other_(5), samplers_{&one_, &other_} {}

  void send(std::uint32_t from, std::uint32_t to, const std::string& bytes, std::size_t segment) {
    event::Flow flow;
    flow.id = mix(++flows_);
    flow.protocol = net::Protocol::tcp;
    flow.client = {host(from), 40000};
    flow.server = {host(to), 80};
    Sampler& sampler = *samplers_[flow.id % 2];
    for (std::size_t at = 0; at < bytes.size(); at += segment) {
      ++frame_;
      const event::Moment moment{time_from_ns(static_cast<std::int64_t>(frame_) * 1000), frame_};
      sampler.see(event::StreamChunk{flow, event::Side::client, moment, at,
                                     head(tail(bytes_of(bytes), at), segment)});
    }
  }
  void take() { sifter_.take(samplers_); }
  Sifter& sifter() { return sifter_; }

 private:
  Sampler one_, other_;
  std::vector<Sampler*> samplers_;
  Sifter sifter_;
  std::uint64_t flows_ = 0, frame_ = 0;
};

// An outbreak of three in a hundred other flows; `take_often`: after each flow.
Sifted outbreak(std::size_t invariant, std::size_t segment, bool take_often) {
  Network network;
  Random random(invariant + segment);
  const std::string content = noise(invariant, random);
  const auto worm = [&](std::uint32_t from, std::uint32_t to) {
    network.send(from, to, noise(100, random) + content + noise(60, random), segment);
    if (take_often) network.take();
  };
  const auto others = [&] {
    for (int i = 0; i < 30; ++i)
      network.send(static_cast<std::uint32_t>(100 + random.below(50)),
                   static_cast<std::uint32_t>(random.below(10)),
                   "GET / HTTP/1.1\r\nUser-Agent: the browser that everybody has\r\n\r\n", segment);
  };
  others();
  worm(200, 1);
  others();
  worm(1, 2);
  others();
  worm(1, 3);
  worm(2, 4);
  network.take();
  return network.sifter().finish();
}

TEST(Sampler, AFlowTellsNoContentTwiceHoweverItIsCut) {
  Random random(3);
  for (const std::size_t segment : {20, 40, 100, 536}) {
    Sampler sampler(5);
    event::Flow flow;
    flow.protocol = net::Protocol::tcp;
    const std::string bytes = noise(4000, random);
    for (std::size_t at = 0; at < bytes.size(); at += segment)
      sampler.see(event::StreamChunk{
          flow, event::Side::client, {}, at, head(tail(bytes_of(bytes), at), segment)});
    auto contents = sampler.contents();
    std::sort(contents.begin(), contents.end());
    EXPECT_EQ(std::adjacent_find(contents.begin(), contents.end()), contents.end()) << segment;
  }
}

TEST(Sifter, FindsAWormOfTheLeastLengthHoweverItIsCut) {
  for (const std::size_t segment : {1460u, 100u, 17u, 3u}) {
    const Sifted sifted = outbreak(surely_seen(Grain::fine) + 5, segment, false);
    // Where it is cut into crumbs, what lies on its edges may be a matter of its own.
    const auto whole = std::find_if(sifted.suspicions.begin(), sifted.suspicions.end(),
                                    [](const auto& s) { return s.deliveries.size() == 4; });
    ASSERT_NE(whole, sifted.suspicions.end()) << segment;
    const Suspicion& suspicion = *whole;
    EXPECT_EQ(suspicion.deliveries[0].from, host(200));
    EXPECT_EQ(suspicion.deliveries[0].to, host(1));
    ASSERT_EQ(suspicion.samples.size(), 4u);
    EXPECT_EQ(suspicion.samples[0].bytes.size(), 100 + surely_seen(Grain::fine) + 5 + 60);
    EXPECT_FALSE(sifted.others.empty());
  }
}

TEST(Sifter, ItDoesNotMatterWhenItIsCalled) {
  const Sifted once = outbreak(200, 100, false), often = outbreak(200, 100, true);
  ASSERT_EQ(once.suspicions.size(), often.suspicions.size());
  for (std::size_t i = 0; i < once.suspicions.size(); ++i) {
    const auto &a = once.suspicions[i].deliveries, &b = often.suspicions[i].deliveries;
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t j = 0; j < a.size(); ++j) {
      EXPECT_EQ(a[j].from, b[j].from);
      EXPECT_EQ(a[j].first.frame, b[j].first.frame);
    }
  }
}

TEST(Sifter, AHoleEndsContent) {
  constexpr std::size_t kHalf = kWindow - 1;  // too short by itself
  Sampler sampler(5);
  event::Flow flow;
  Random random(3);
  const std::string content = noise(2 * kHalf, random);
  sampler.see(
      event::StreamChunk{flow, event::Side::client, {}, 0, bytes_of(content.substr(0, kHalf))});
  sampler.see(event::StreamGap{flow, event::Side::client, {}, kHalf, 100});
  sampler.see(event::StreamChunk{
      flow, event::Side::client, {}, kHalf + 100, bytes_of(content.substr(kHalf))});
  EXPECT_TRUE(sampler.passages().empty());
}

TEST(Sifter, LooksAtTheHeadOfAStreamAlone) {
  Sampler sampler(5);
  event::Flow flow;
  Random random(3);
  for (std::uint64_t at = 0; at < 100'000; at += 1000)
    sampler.see(
        event::StreamChunk{flow, event::Side::client, {}, at, bytes_of(noise(1000, random))});
  EXPECT_EQ(sampler.sifted_bytes(), kMostHead);
}

TEST(Sifter, WhatIsEncryptedHasNoContent) {
  Sampler sampler(5);
  event::Flow flow;
  flow.app = event::App::tls;
  Random random(3);
  sampler.see(event::StreamChunk{flow, event::Side::client, {}, 0, bytes_of(noise(1000, random))});
  EXPECT_TRUE(sampler.passages().empty());
}

}  // namespace
}  // namespace cordon::sift
