// Sites with scanners, who must be named, and with everything that looks like one and is none.
#include "scan/scan_watch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/random.h"
#include "net/by_host_for_test.h"

namespace cordon::scan {
namespace {

const Time kStart = Time(std::chrono::seconds(1'500'000'000 / 600 * 600));
constexpr std::uint32_t kOurs = 0x0a010000;   // 10.1.0.0/16
constexpr std::uint32_t kWorld = 0xc6000000;  // 198.0.0.0/8

class Site : public testing::Test {
 protected:
  void open(std::uint32_t client, std::uint32_t server, std::uint16_t port, bool answered,
            Duration at) {
    Opening o;
    o.at = kStart + at;
    o.frame = ++frame_;
    o.client = net::Address::v4(client);
    o.server = net::Address::v4(server);
    o.port = port;
    o.protocol = net::Protocol::tcp;
    o.outcome = answered ? Outcome::established : Outcome::unanswered;
    o.ours = (client & 0xffff0000) == kOurs;
    openings_.push_back(o);
  }
  // An hour of 50 servers with clients, whose own contacts fail now and then.
  void ordinary(Duration length = 1h) {
    for (Duration at{}; at < length; at += 500ms) {
      const auto client = static_cast<std::uint32_t>(random_.below(2000));
      const auto server = static_cast<std::uint32_t>(random_.below(50));
      open(kWorld + client, kOurs + 1 + server, 80, true, at);
      if (random_.chance(0.2))
        open(kOurs + 1 + server, kWorld + 0x10000 + static_cast<std::uint32_t>(random_.below(3000)),
             443, random_.chance(0.8), at + 100ms);
    }
  }
  void run(Options options = {}) {
    std::stable_sort(openings_.begin(), openings_.end(),
                     [](const Opening& a, const Opening& b) { return a.at < b.at; });
    watch_ = std::make_unique<ScanWatch>(std::move(options));
    for (const Opening& o : openings_) watch_->see(o);
    watch_->finish();
  }
  const Verdict* verdict(std::uint32_t host, Method method) const {
    for (const Verdict& v : watch_->verdicts())
      if (v.host == net::Address::v4(host) && v.method == method) return &v;
    return nullptr;
  }
  std::string all() const {
    std::string text;
    for (const Verdict& v : watch_->verdicts())
      text += v.host.text() + " " + std::string(name_of(v.method)) + ": " + v.why + "\n";
    return text;
  }

  Random random_{1};
  std::vector<Opening> openings_;
  std::unique_ptr<ScanWatch> watch_;
  std::uint64_t frame_ = 0;
};

TEST_F(Site, AnOrdinaryDayNamesNobody) {
  ordinary(6h);
  run();
  EXPECT_EQ(all(), "");
  EXPECT_EQ(watch_->counters().openings, openings_.size());
}

TEST_F(Site, AScannerFromOutsideIsNamedByItsFourthFailure) {
  ordinary();
  for (std::uint32_t i = 0; i < 200; ++i)
    open(kWorld + 0xabcdef, kOurs + 0x100 + i, 445, false, 30min + i * 1s);
  run();
  const Verdict* v = verdict(kWorld + 0xabcdef, Method::threshold_walk);
  ASSERT_NE(v, nullptr);
  EXPECT_EQ(v->kind, Kind::horizontal);
  EXPECT_FALSE(v->ours);
  EXPECT_EQ(v->port, 445);
  EXPECT_EQ(v->onset.at, kStart + 30min);
  EXPECT_EQ(v->detected.at, kStart + 30min + 3s);
  EXPECT_EQ(v->contacts, 200u);  // counted on
  EXPECT_EQ(v->why, "opened port 445 of 4 hosts, 4 of which did not answer");
  EXPECT_EQ(watch_->verdicts().size(), 1u);
}

TEST_F(Site, AServerThatTurnsIsNamedInSpiteOfItsGoodPast) {
  ordinary();
  for (std::uint32_t i = 0; i < 100; ++i)
    open(kOurs + 7, kWorld + 0x200000 + i * 77, 80, i % 30 == 29, 40min + i * 2s);
  run();
  const Verdict* v = verdict(kOurs + 7, Method::reverse_walk);
  ASSERT_NE(v, nullptr) << all();
  EXPECT_TRUE(v->ours);
  EXPECT_EQ(v->onset.at, kStart + 40min);
  EXPECT_LE(v->detected.at, kStart + 40min + 20s);
  for (const Verdict& other : watch_->verdicts())
    EXPECT_EQ(other.host, net::Address::v4(kOurs + 7)) << all();
}

TEST_F(Site, AVerticalScanIsNamedAsOne) {
  ordinary();
  for (std::uint32_t i = 0; i < 500; ++i)
    open(kWorld + 0xabcdef, kOurs + 7, static_cast<std::uint16_t>(1 + i), i % 100 == 0,
         30min + i * 100ms);
  run();
  const Verdict* v = verdict(kWorld + 0xabcdef, Method::vertical);
  ASSERT_NE(v, nullptr) << all();
  EXPECT_EQ(v->kind, Kind::vertical);
  EXPECT_EQ(v->target, net::Address::v4(kOurs + 7));
  EXPECT_EQ(verdict(kWorld + 0xabcdef, Method::threshold_walk), nullptr);
}

TEST_F(Site, ASlowScanIsNamed) {
  ordinary(8h);
  // Four probes an hour, to dead and living ones, by one whose other contacts go well.
  for (std::uint32_t i = 0; i < 32; ++i)
    open(kOurs + 9, kWorld + 0x300000 + i, 22, i % 8 == 7, i * 15min);
  // Remote login tried on many hosts over hours, all of which answer.
  for (std::uint32_t i = 0; i < 12; ++i)
    open(kWorld + 0xaaaa, kOurs + 1 + i, 3389, true, i * 30min);
  run();
  const Verdict* ours = verdict(kOurs + 9, Method::slow);
  const Verdict* turned = verdict(kOurs + 9, Method::reverse_walk);
  EXPECT_TRUE(ours != nullptr || turned != nullptr) << all();
  const Verdict* login = verdict(kWorld + 0xaaaa, Method::slow);
  ASSERT_NE(login, nullptr) << all();
  EXPECT_EQ(login->kind, Kind::slow);
}

TEST_F(Site, AWormWhoseContactsAllSucceedIsFastOnTheServiceThatItServes) {
  ordinary();
  for (std::uint32_t i = 0; i < 49; ++i)
    open(kOurs + 1, kOurs + 2 + i, 80, true, 50min + i * 500ms);
  run();
  const Verdict* v = verdict(kOurs + 1, Method::rate);
  ASSERT_NE(v, nullptr) << all();
  EXPECT_FALSE(v->names_scanner());
  EXPECT_LE(v->contacts, 20u);
  for (const Verdict& other : watch_->verdicts()) EXPECT_FALSE(other.names_scanner());
}

TEST_F(Site, AnOutageOfPopularServersNamesNobody) {
  ordinary(3h);
  // Thirty servers of the world, known to all of ours, are down for half an hour; who has contacts
  // with them asks all of them.
  for (std::uint32_t s = 0; s < 30; ++s) {
    open(kOurs + 60, kWorld + 0x400000 + s, 443, true, s * 1s);
    for (std::uint32_t c = 0; c < 40; ++c)
      open(kOurs + 1 + c, kWorld + 0x400000 + s, 443, false, 2h + s * 10s + c * 1s);
  }
  // And one that we never saw alive, asked by many from outside, of whom each has another such.
  for (std::uint32_t c = 0; c < 500; ++c) open(kWorld + c, kOurs + 200, 8080, false, 1h + c * 1s);
  run();
  EXPECT_EQ(all(), "");
  EXPECT_GT(watch_->counters().excused[static_cast<int>(Excuse::was_alive)], 1000u);
  EXPECT_GT(watch_->counters().excused[static_cast<int>(Excuse::fails_for_all)], 400u);
}

TEST_F(Site, AFlashCrowdNamesNobody) {
  ordinary(2h);
  for (std::uint32_t c = 0; c < 20'000; ++c)  // half of whom are not served
    open(kWorld + 0x500000 + c, kOurs + 3, 80, random_.chance(0.5), 1h + c * 20ms);
  run();
  EXPECT_EQ(all(), "");
}

TEST_F(Site, AnAuthorisedScannerIsNotNamed) {
  ordinary();
  for (std::uint32_t i = 0; i < 3000; ++i)
    open(kOurs + 250, kOurs + i % 250, static_cast<std::uint16_t>(1 + i / 250), i % 50 == 0,
         10min + i * 300ms);
  Options options;
  options.may_scan = {*net::Prefix::parse("10.1.0.250")};
  run(options);
  EXPECT_EQ(all(), "");
  EXPECT_GT(watch_->counters().authorised, 0u);
  run();
  EXPECT_NE(all(), "");  // but for the list it would be
}

// Everything as usual for all, and for this network something else.
Options otherwise_for(const char* network, const std::function<void(Tuning&)>& change) {
  Options options;
  Tuning tuning;
  change(tuning);
  options.others = net::otherwise_for(*net::Prefix::parse(network), Tuning(), tuning);
  return options;
}

TEST_F(Site, ANetworkMayBeJudgedOtherwise) {
  ordinary();
  for (std::uint32_t i = 0; i < 60; ++i) {
    open(kOurs + 240, kWorld + 0x600000 + i * 13, 445, false, 20min + i * 1s);
    open(kOurs + 241, kWorld + 0x700000 + i * 13, 445, false, 20min + i * 1s);
  }
  run();
  const Verdict* usual = verdict(kOurs + 240, Method::reverse_walk);
  ASSERT_NE(usual, nullptr);
  const Time told = usual->detected.at;
  run(otherwise_for("10.1.0.240/32", [](Tuning& t) { t.turning_errors.alpha = 1e-12; }));
  const Verdict* later = verdict(kOurs + 240, Method::reverse_walk);
  ASSERT_NE(later, nullptr);
  EXPECT_GT(later->detected.at, told + 5s);
  ASSERT_NE(verdict(kOurs + 241, Method::reverse_walk), nullptr);
  run(otherwise_for("10.1.0.240/32", [](Tuning& t) { t.enabled = false; }));
  EXPECT_EQ(verdict(kOurs + 240, Method::reverse_walk), nullptr);
  EXPECT_NE(verdict(kOurs + 241, Method::reverse_walk), nullptr);
  EXPECT_EQ(watch_->counters().authorised, 0u);
  run(otherwise_for("10.1.0.240/32", [](Tuning& t) { t.authorised = true; }));
  EXPECT_EQ(verdict(kOurs + 240, Method::reverse_walk), nullptr);
  EXPECT_GT(watch_->counters().authorised, 0u);
}

TEST_F(Site, SourcesFromANetworkMayBeJudgedOtherwise) {
  ordinary();
  for (std::uint32_t i = 0; i < 30; ++i)
    open(kWorld + 0x999999, kOurs + 100 + i, 23, false, 20min + i * 1s);
  run();
  const Verdict* usual = verdict(kWorld + 0x999999, Method::threshold_walk);
  ASSERT_NE(usual, nullptr);
  const std::string network = net::Address::v4(kWorld + 0x999999).text();
  const auto told = usual->detected.at;
  run(otherwise_for(network.c_str(), [](Tuning& t) { t.remote.scanner_succeeds = 0.6; }));
  const Verdict* later = verdict(kWorld + 0x999999, Method::threshold_walk);
  ASSERT_NE(later, nullptr);
  EXPECT_GT(later->detected.at, told);
}

TEST_F(Site, ACrawlerWithFortyPercentDeadLinksIsNone) {
  ordinary(3h);
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    open(kOurs + 240, kWorld + 0x600000 + i * 13, i % 3 ? 443 : 80, random_.chance(0.6),
         10min + i * 400ms);
    // And one from outside, on ours.
    if (i < 50) open(kWorld + 0x999999, kOurs + 1 + i, 80, i % 5 >= 2, 20min + i * 1s);
  }
  run();
  EXPECT_EQ(all(), "");
}

TEST_F(Site, OneDirectionSilencesTheTestsOfFailures) {
  for (std::uint32_t i = 0; i < 3000; ++i) {
    open(kWorld + i % 500, kOurs + 1 + i % 50, 80, false, i * 1s);
    openings_.back().spoke_unanswered = true;
  }
  for (std::uint32_t i = 0; i < 50; ++i)
    open(kOurs + 7, kWorld + 0x200000 + i, 80, false, 2000s + i * 1s);
  run();
  EXPECT_TRUE(watch_->failures_mean_nothing());
  EXPECT_GT(watch_->counters().silent_one_way, 0u);
  EXPECT_EQ(all(), "");
}

TEST_F(Site, ALittleDisorderChangesNoName) {
  ordinary();
  for (std::uint32_t i = 0; i < 50; ++i)
    open(kWorld + 0xabcdef, kOurs + 0x100 + i, 445, false, 30min + i * 1s);
  for (std::uint32_t i = 0; i < 50; ++i)
    open(kOurs + 7, kWorld + 0x200000 + i, 80, false, 40min + i * 1s);
  run();
  std::map<std::string, int> ordered, shuffled;
  for (const Verdict& v : watch_->verdicts()) ++ordered[v.host.text()];
  for (std::size_t i = 0; i + 8 < openings_.size(); i += 8)
    for (std::size_t k = 0; k < 8; ++k)
      std::swap(openings_[i + k], openings_[i + k + random_.below(8 - k)]);
  ScanWatch watch;
  for (const Opening& o : openings_) watch.see(o);
  watch.finish();
  for (const Verdict& v : watch.verdicts()) ++shuffled[v.host.text()];
  EXPECT_EQ(ordered, shuffled);
  EXPECT_EQ(ordered.size(), 2u);
}

TEST_F(Site, SameSeedSameVerdicts) {
  ordinary();
  for (std::uint32_t i = 0; i < 50; ++i)
    open(kWorld + 0xabcdef, kOurs + 0x100 + i, 445, false, 30min + i * 1s);
  run();
  const std::string once = all();
  run();
  EXPECT_EQ(all(), once);
}

TEST_F(Site, NothingButScansIsBoundedAndCounted) {
  watch_ = std::make_unique<ScanWatch>();
  constexpr std::uint64_t kMany = 400'000;
  for (std::uint64_t i = 0; i < kMany; ++i) {
    open(static_cast<std::uint32_t>(random_.next()), static_cast<std::uint32_t>(random_.next()), 23,
         false, i * 100us);
    watch_->see(openings_.back());
    openings_.clear();
  }
  watch_->finish();
  const Counters c = watch_->counters();
  EXPECT_EQ(c.openings, kMany);
  EXPECT_EQ(watch_->verdicts().size(), 0u) << all();
  EXPECT_GE(c.sources_evicted, kMany - 2 * kMostSources);
}

}  // namespace
}  // namespace cordon::scan
