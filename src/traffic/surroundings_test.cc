// What is about an outbreak: ordinary traffic that can be asked for, and where it is seen from.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "strain/catalogue.h"
#include "traffic/frames_for_test.h"
#include "traffic/outbreak.h"

namespace cordon::traffic {
namespace {

Truth run(const Options& options, Frames& frames) {
  static const auto catalogue = strain::Catalogue::built_in();
  auto truth = simulate(*catalogue->find("codered.v2"), options, frames, {});
  EXPECT_TRUE(truth) << truth.error().message();
  return *truth;
}

Options small() {
  Options options;
  options.servers = 20;
  options.seed = 4;
  return options;
}

Options busy() {
  Options options = small();
  options.sessions_per_minute = 120;
  options.fault_share = 0.2;
  options.crawlers = 2;
  options.slow_scanners = 2;
  options.fast_scanners = 1;
  options.fast_scanner_of_ours = true;
  return options;
}

std::string text_in(Bytes frame) { return std::string(text_of(tail(frame, 54))); }

TEST(Surroundings, LeaveTheOutbreakAsItIs) {
  Frames quiet, loud;
  const Truth a = run(small(), quiet), b = run(busy(), loud);
  ASSERT_EQ(a.infected.size(), b.infected.size());
  for (std::size_t i = 0; i < a.infected.size(); ++i) {
    EXPECT_EQ(a.infected[i].host, b.infected[i].host);
    EXPECT_EQ(a.infected[i].by, b.infected[i].by);
    EXPECT_EQ(a.infected[i].at, b.infected[i].at);
  }
  EXPECT_GT(loud.all.size(), quiet.all.size() + 1000);
}

TEST(Surroundings, AreValidAndTheSameForTheSameSeed) {
  Frames a, b;
  run(busy(), a);
  run(busy(), b);
  EXPECT_EQ(a.all, b.all);
  for (const auto& frame : a.all) expect_right_checksums(frame);
}

// What a receiver puts together has no holes, however a connection ends.
TEST(Surroundings, StreamsHaveNoHoles) {
  Frames frames;
  run(busy(), frames);
  std::map<std::vector<std::uint8_t>, std::uint32_t> next;
  for (const auto& frame : frames.all) {
    if (frame[23] != 6) continue;
    const Bytes tcp = tail(frame, 34);
    const auto key = copy_of(Bytes(frame).subspan(26, 12));
    const std::uint32_t sequence = load_be32(tcp.data() + 4);
    const auto size = static_cast<std::uint32_t>(tcp.size() - 20);
    if ((tcp[13] & 2) != 0) {
      next[key] = sequence + 1;
    } else if (size > 0 || (tcp[13] & 1) != 0) {
      ASSERT_TRUE(next.contains(key));
      ASSERT_LE(static_cast<std::int32_t>(sequence - next[key]), 0);
      next[key] = std::max(next[key], sequence + size + (tcp[13] & 1));
    }
  }
}

TEST(Sessions, AskSeveralTimesOverAWhileAndSometimesFail) {
  Options options = busy();
  options.none_vulnerable = true;
  options.longest = 120;
  Frames frames;
  run(options, frames);
  std::map<std::vector<std::uint8_t>, std::pair<int, Time>> asked;  // by connection
  std::map<std::string, int> answers;
  Duration longest{};
  for (std::size_t i = 0; i < frames.all.size(); ++i) {
    const std::string text = text_in(frames.all[i]);
    if (text.find("Cookie: session=") != std::string::npos) {
      auto& [count, since] = asked[copy_of(Bytes(frames.all[i]).subspan(26, 12))];
      if (count++ == 0) since = frames.times[i];
      longest = std::max(longest, frames.times[i] - since);
    }
    if (text.starts_with("HTTP/1.1 ")) ++answers[text.substr(9, 3)];
  }
  const auto several = std::count_if(asked.begin(), asked.end(),
                                     [](const auto& one) { return one.second.first > 3; });
  EXPECT_GT(several, 20);
  EXPECT_GT(longest, 10s);
  for (const char* status : {"200", "404", "500", "503"}) EXPECT_GT(answers[status], 0) << status;
}

TEST(Scanners, SweepEveryAddressOrKnockNowAndThen) {
  Options options = busy();
  options.none_vulnerable = true;
  options.sessions_per_minute = 0;
  options.longest = 200;
  options.servers = 200;  // so that it takes as long
  Frames frames;
  const Truth truth = run(options, frames);
  std::map<net::Address, std::set<net::Address>> targets;
  std::map<net::Address, int> probes;
  for (const auto& frame : frames.all) {
    if (frame[23] != 6 || frame[47] != 2) continue;
    targets[from_of(frame)].insert(to_of(frame));
    ++probes[from_of(frame)];
  }
  const Scenario& scenario = truth.scenario;
  EXPECT_EQ(targets[scenario.fast_scanners[0]].size(), 400u);
  EXPECT_EQ(targets[scenario.fast_scanner].size(), 400u);
  for (const net::Address& slow : scenario.slow_scanners) {
    EXPECT_GT(probes[slow], 0);
    EXPECT_LT(probes[slow], 25);
  }
  const std::string json = json_of(truth);
  EXPECT_NE(json.find("\"foreign_scanners\": ["), std::string::npos);
  EXPECT_NE(json.find(scenario.fast_scanner.text()), std::string::npos);
}

TEST(Vantage, ShowsWhatPassesByAndNothingElse) {
  Frames all;
  const Truth whole = run(busy(), all);
  for (const std::string& text :
       {std::string("border"), "server:" + whole.infected.front().host.text()}) {
    Options options = busy();
    options.vantage = *Vantage::parse(text);
    Frames seen;
    const Truth truth = run(options, seen);
    std::vector<std::vector<std::uint8_t>> wanted;
    for (const auto& frame : all.all) {
      const bool from = truth.scenario.is_ours(from_of(frame));
      const bool to = truth.scenario.is_ours(to_of(frame));
      const net::Address& server = options.vantage.server;
      if (text == "border" ? from != to : from_of(frame) == server || to_of(frame) == server)
        wanted.push_back(frame);
    }
    EXPECT_EQ(seen.all, wanted);
    EXPECT_EQ(truth.frames, wanted.size());
    EXPECT_LT(wanted.size(), all.all.size());
    const std::string json = json_of(truth);
    EXPECT_NE(json.find("\"vantage\": \"" + text + "\""), std::string::npos);
    EXPECT_NE(json.find("\"seen\": true"), std::string::npos);
    EXPECT_NE(json.find("\"seen\": false"), std::string::npos);
  }
}

TEST(Vantage, ThatIsNoneIsRefused) {
  for (const char* text : {"", "edge", "server:", "server:10.20.0"})
    EXPECT_FALSE(Vantage::parse(text)) << text;
  static const auto catalogue = strain::Catalogue::built_in();
  Options options = small();
  options.vantage = *Vantage::parse("server:192.0.2.1");
  Frames frames;
  EXPECT_FALSE(simulate(*catalogue->find("codered.v2"), options, frames, {}));
}

TEST(DayCurve, HasAMeanOfOneAndNamesWhatItIsNot) {
  for (const char* text :
       {"flat", "office", "web", "1,2,3,4,5,6,7,8,9,10,11,12,1,2,3,4,5,6,7,8,9,1,1,1"}) {
    const auto curve = DayCurve::parse(text);
    ASSERT_TRUE(curve) << text;
    double sum = 0;
    for (int minute = 0; minute < 1440; ++minute) sum += curve->at(Time(minute * 60s));
    EXPECT_NEAR(sum / 1440, 1, 1e-9);
  }
  for (const char* text : {"", "night", "1,2,3", "0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0",
                           "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,nan",
                           "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,-1"})
    EXPECT_FALSE(DayCurve::parse(text)) << text;
}

TEST(DayCurve, GivesEachHourItsShare) {
  const auto curve = DayCurve::parse("office");
  Random random(8);
  std::vector<int> counts(24);
  const Time start{}, end = start + 24h * 30;
  for (Time now = curve->after(start, 10, random); now < end; now = curve->after(now, 10, random))
    ++counts[static_cast<std::size_t>(
        std::chrono::floor<std::chrono::hours>(now.time_since_epoch()).count() % 24)];
  for (std::size_t hour = 0; hour < 24; ++hour) {
    double rate = 0;
    for (int minute = 0; minute < 60; ++minute)
      rate += curve->at(start + std::chrono::hours(hour) + minute * 1min + 30s) / 60;
    const double expected = rate * 360 * 30;
    EXPECT_NEAR(counts[hour], expected, 4.5 * std::sqrt(expected)) << hour;
  }
}

TEST(DayCurve, ThatIsFlatIsAPlainPoissonProcess) {
  Random a(1), b(1);
  EXPECT_EQ(DayCurve().after(Time(5s), 3, a), Time(5s) + duration_from_seconds(b.exponential(3)));
}

}  // namespace
}  // namespace cordon::traffic
