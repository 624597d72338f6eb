#include "traffic/clean.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "traffic/frames_for_test.h"

namespace cordon::traffic {
namespace {

CleanOptions small(std::vector<std::string> parts) {
  CleanOptions options;
  options.hours = 1;
  options.servers = 12;
  options.hosts = 24;
  options.scale = 0.5;
  options.short_flows = 500;
  options.seed = 3;
  options.parts = std::move(parts);
  return options;
}

struct Played {
  CleanTruth truth;
  Frames frames;
};

Played run(const CleanOptions& options) {
  Played played;
  auto truth = simulate_clean(options, played.frames, {});
  EXPECT_TRUE(truth) << truth.error().message();
  played.truth = std::move(*truth);
  return played;
}

bool is_tcp(Bytes frame) { return frame[23] == 6; }
std::uint8_t flags_of(Bytes frame) { return frame[47]; }
std::uint16_t to_port_of(Bytes frame) { return load_be16(frame.data() + 36); }
Bytes said_in(Bytes frame) { return tail(frame, is_tcp(frame) ? 54 : 42); }

// What a receiver puts together has no holes.
void expect_no_holes(const Frames& frames) {
  std::map<std::vector<std::uint8_t>, std::uint32_t> next;
  for (const auto& frame : frames.all) {
    if (!is_tcp(frame)) continue;
    const auto key = copy_of(Bytes(frame).subspan(26, 12));
    const std::uint32_t sequence = load_be32(frame.data() + 38);
    const auto size = static_cast<std::uint32_t>(said_in(frame).size());
    if ((flags_of(frame) & 2) != 0) {
      next[key] = sequence + 1;
    } else if (size > 0 || (flags_of(frame) & 1) != 0) {
      ASSERT_TRUE(next.contains(key));
      ASSERT_LE(static_cast<std::int32_t>(sequence - next[key]), 0);
      next[key] = std::max(next[key], sequence + size + (flags_of(frame) & 1));
    }
  }
}

TEST(CleanFleet, EachPartIsValidAndSaysWhoPlaysWhat) {
  for (const PartName& part : clean_parts()) {
    const Played one = run(small({std::string(part.name)}));
    EXPECT_GT(one.frames.all.size(), 100u) << part.name;
    EXPECT_EQ(one.truth.frames, one.frames.all.size());
    for (const auto& frame : one.frames.all) expect_right_checksums(frame);
    expect_no_holes(one.frames);
    EXPECT_EQ(one.truth.roles.empty(), part.name == "web" || part.name == "short") << part.name;
  }
}

// But for the number that IP gives each packet, and its checksum.
TEST(CleanFleet, APartIsTheSameWhicheverOthersAreThere) {
  const auto times_and_bytes = [](const Frames& frames) {
    std::multiset<std::pair<Time, std::vector<std::uint8_t>>> all;
    for (std::size_t i = 0; i < frames.all.size(); ++i) {
      auto frame = frames.all[i];
      frame[18] = frame[19] = frame[24] = frame[25] = 0;
      all.emplace(frames.times[i], std::move(frame));
    }
    return all;
  };
  const auto alone = times_and_bytes(run(small({"mail"})).frames);
  const auto both = times_and_bytes(run(small({"mail", "outage", "flash"})).frames);
  EXPECT_TRUE(std::includes(both.begin(), both.end(), alone.begin(), alone.end()));
}

TEST(CleanFleet, IsTheSameForTheSameSeed) {
  const Played a = run(small({})), b = run(small({}));
  EXPECT_EQ(a.frames.all, b.frames.all);
  EXPECT_EQ(json_of(a.truth), json_of(b.truth));
  EXPECT_FALSE(a.truth.conversations.contains("short"));  // only if asked for
}

TEST(FlashCrowd, IsThousandsOfVisitorsOfOnePage) {
  const Played one = run(small({"flash"}));
  std::set<net::Address> visitors;
  for (const auto& frame : one.frames.all)
    if (text_of(said_in(frame)).starts_with("GET /news/2001/07/the-page"))
      visitors.insert(from_of(frame));
  EXPECT_GT(visitors.size(), 2500u);
}

TEST(Peers, BeginAlikeAndFailAThirdOfTheTime) {
  CleanOptions options = small({"peers"});
  options.hours = 24;
  const Played one = run(options);
  std::set<std::vector<std::uint8_t>> begins;
  std::set<net::Address> called, callers;
  std::map<net::Address, int> asked, welcomed;
  const auto& ours = one.truth.roles.at("peers");
  for (const auto& frame : one.frames.all) {
    const Bytes said = said_in(frame);
    if (said.size() == 68) {
      begins.insert(copy_of(head(said, 48)));
      callers.insert(from_of(frame));
    }
    if (flags_of(frame) == 2 && ours.contains(from_of(frame))) ++asked[{}];
    if (flags_of(frame) == 18 && ours.contains(to_of(frame))) ++welcomed[{}];
  }
  EXPECT_EQ(begins.size(), 3u);  // one of each swarm
  EXPECT_GT(callers.size(), 20u);
  const double failed = 1 - static_cast<double>(welcomed[{}]) / asked[{}];
  EXPECT_GT(failed, 0.25);
  EXPECT_LT(failed, 0.6);  // what is not answered is asked twice
}

TEST(Updates, AreSentByThoseWhoReceivedThem) {
  const Played one = run(small({"updates"}));
  std::map<net::Address, Time> received;
  std::size_t passed_on = 0;
  for (std::size_t i = 0; i < one.frames.all.size(); ++i) {
    const Bytes frame = one.frames.all[i];
    if (said_in(frame).size() < 1000) continue;
    const net::Address from = from_of(frame);
    if (!one.truth.roles.at("update_servers").contains(from)) {
      ASSERT_TRUE(received.contains(from));
      EXPECT_LT(received[from], one.frames.times[i]);
      ++passed_on;
    }
    received.try_emplace(to_of(frame), one.frames.times[i]);
  }
  EXPECT_EQ(received.size(), 36u);  // all servers and workstations
  EXPECT_GT(passed_on, 100u);
}

TEST(Outage, FailsEveryClientAndIsOver) {
  const Played one = run(small({"outage"}));
  const Occasion& outage = one.truth.occasions.at(0);
  std::set<net::Address> failed;
  std::size_t before = 0, after = 0;
  for (std::size_t i = 0; i < one.frames.all.size(); ++i) {
    const Time at = one.frames.times[i];
    const std::uint8_t flags = flags_of(one.frames.all[i]);
    if (at >= outage.from + 1s && at < outage.to) {
      EXPECT_NE(flags, 18);
      if (flags == 2) failed.insert(from_of(one.frames.all[i]));
    } else if (flags == 18) {
      ++(at < outage.from ? before : after);
    }
  }
  EXPECT_GT(failed.size(), 45u);
  EXPECT_GT(before, 50u);
  EXPECT_GT(after, 50u);
}

TEST(Cluster, ANewNodeHearsBeforeItSpeaks) {
  const Played one = run(small({"cluster"}));
  const net::Address node = one.truth.fleet.new_node;
  std::set<net::Address> heard, told;
  for (const auto& frame : one.frames.all) {
    if (is_tcp(frame) || to_port_of(frame) != 7946) continue;
    if (to_of(frame) == node) heard.insert(from_of(frame));
    if (from_of(frame) != node) continue;
    EXPECT_FALSE(heard.empty());
    told.insert(to_of(frame));
  }
  EXPECT_GT(told.size(), 8u);
}

TEST(Mail, GoesFromRelayToRelayAndToAllMembersOfAList) {
  const Played one = run(small({"mail"}));
  std::map<net::Address, std::set<net::Address>> served;
  for (const auto& frame : one.frames.all)
    if (flags_of(frame) == 18) served[to_of(frame)].insert(from_of(frame));
  const CleanFleet& fleet = one.truth.fleet;
  EXPECT_TRUE(served[fleet.mail_exchanger].contains(fleet.mail_filter));
  EXPECT_TRUE(served[fleet.mail_filter].contains(fleet.mail_store));
  EXPECT_GT(served[fleet.list_server].size(), 90u);
}

TEST(Strangers, MeetMostlyNothing) {
  const Played one = run(small({"strangers"}));
  std::map<net::Address, std::set<std::pair<net::Address, std::uint16_t>>> probes;
  for (const auto& frame : one.frames.all)
    if (flags_of(frame) == 2) probes[from_of(frame)].emplace(to_of(frame), to_port_of(frame));
  for (const auto& [role, hosts] : one.truth.roles)
    for (const net::Address& host : hosts) {
      if (role == "scanners_slow") continue;  // once or twice in an hour
      EXPECT_GT(probes[host].size(), 60u) << role;
    }
}

TEST(ShortFlows, AreAsManyAsWereAskedFor) {
  for (const char* service : {"tcp/8080", "tcp/4455", "udp/1434"}) {
    CleanOptions options = small({"short"});
    options.service = *Service::parse(service);
    const Played one = run(options);
    EXPECT_NEAR(static_cast<double>(one.truth.conversations.at("short")), 500, 30);
    EXPECT_LT(one.frames.all.size(), 3001u);
  }
}

TEST(CleanFleet, ThatMakesNoSenseIsRefused) {
  Frames frames;
  const auto refused = [&](auto change) {
    CleanOptions options = small({});
    change(options);
    return !simulate_clean(options, frames, {}).has_value();
  };
  EXPECT_TRUE(refused([](auto& o) { o.parts = {"worms"}; }));
  EXPECT_TRUE(refused([](auto& o) { o.hours = 0; }));
  EXPECT_TRUE(refused([](auto& o) { o.servers = 1; }));
  EXPECT_TRUE(refused([](auto& o) { o.scale = -1; }));
  EXPECT_TRUE(refused([](auto& o) { o.vantage = *Vantage::parse("server:192.0.2.77"); }));
  EXPECT_TRUE(frames.all.empty());
}

}  // namespace
}  // namespace cordon::traffic
