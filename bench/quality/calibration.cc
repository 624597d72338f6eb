// Do the intervals cover as often as they say? Outbreaks simulated event by event, each looked at
// when 5, 10 and 20 % of its final size are infected, fully seen and through a darknet; the
// intervals of the final size and of the time to half against the truth.
//
//   calibration [--check] [OUTBREAKS [SEED [DARKNET ADDRESSES [LOG DEVIATION OF THE SCAN RATE]]]]
//
// Vulnerable hosts are log-uniform from 500 to 500,000; a host's probes per second are drawn from
// the prior that the estimate is told, 6 times e^(0.25 z); steps are 0.1 to 0.5 doubling times,
// their phase random. --check exits 1 where 50 % intervals hold less than 45 or more than 55 % of
// the truths, or 90 % intervals less than 86 or more than 94 %.
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "epidemic/forecast.h"
#include "epidemic/growth_for_test.h"
#include "epidemic/special_functions.h"

namespace {

using namespace cordon;
using namespace cordon::epidemic;

constexpr double kLooks[] = {0.05, 0.1, 0.2};

struct Setting {
  int outbreaks = 500;
  std::uint64_t seed = 1;
  double darknet = 65536;
  LogNormal scan_rate{6, 0.25};
};

// How often intervals held the truth.
struct Score {
  int said = 0, in50 = 0, in90 = 0, below = 0, above = 0;

  void add(const Estimate& estimate, double truth) {
    if (!estimate.known) return;
    const Quantiles& q = *estimate.known;
    ++said;
    in50 += q.q25 <= truth && truth <= q.q75;
    in90 += q.q5 <= truth && truth <= q.q95;
    below += truth < q.q5;
    above += truth > q.q95;
  }
  double share(int count) const { return 100.0 * count / std::max(said, 1); }
  bool holds() const {
    return share(in50) >= 45 && share(in50) <= 55 && share(in90) >= 86 && share(in90) <= 94;
  }
  std::string text() const {
    return fmt::format("{:5}  {:6.1f} %  {:6.1f} %  {:5.1f} / {:.1f}", said, share(in50),
                       share(in90), share(below), share(above));
  }
};

struct Scores {
  Score size[2][3], half[2][3];  // by view (all, darknet), look
};

struct Case {
  TrueOutbreak outbreak;
  std::size_t half = 0;
  double step = 0, begin = 0;
};

Case draw_case(const Setting& setting, Random& random) {
  Case c;
  const double vulnerable = std::round(500 * std::pow(1000, random.unit()));
  const double rate =
      setting.scan_rate.median * std::exp(setting.scan_rate.log_deviation * draw_normal(random));
  c.half = static_cast<std::size_t>(std::ceil(vulnerable / 2));
  c.outbreak = true_outbreak(vulnerable, rate, c.half, random);
  c.step = std::log(2) / c.outbreak.rate() * (0.1 + 0.4 * random.unit());
  c.begin = -c.step * random.unit();
  return c;
}

void look(const Setting& setting, const Case& c, int when, bool darknet, Random& random,
          Scores& scores) {
  const double vulnerable = c.outbreak.vulnerable;
  const auto infected = static_cast<std::size_t>(std::ceil(vulnerable * kLooks[when]));
  const double end = c.outbreak.infected[infected - 1];
  const Counts counts =
      counted(darknet ? noticed(c.outbreak, setting.darknet, end, random) : c.outbreak.infected,
              c.begin, end, c.step);
  GrowthPrior prior;
  prior.scan_rate = setting.scan_rate;
  const auto growth = fit_growth(
      counts, darknet ? Vantage::darknet(setting.darknet) : Vantage::everything(), prior);
  if (!growth || growth->trend != Trend::growing) return;
  ForecastOptions options;
  options.steps = 12;
  const auto fan = forecast(*growth, counts.end(), options);
  if (!fan) return;
  scores.size[darknet][when].add(fan->final_size, vulnerable);
  scores.half[darknet][when].add(fan->time_to_half, c.outbreak.infected[c.half - 1] - end);
}

bool print(const Scores& scores) {
  bool holds = true;
  fmt::print("{:8} {:>8}  {:<12} {:>5}  {:>8}  {:>8}  {}\n", "seen by", "infected", "of", "said",
             "50 %", "90 %", "truth below / above the 90 %");
  for (int view = 0; view < 2; ++view)
    for (int when = 0; when < 3; ++when)
      for (const bool size : {true, false}) {
        const Score& score = size ? scores.size[view][when] : scores.half[view][when];
        fmt::print("{:8} {:6.0f} %  {:<12} {}{}\n", view ? "darknet" : "all", 100 * kLooks[when],
                   size ? "final size" : "time to half", score.text(),
                   score.holds() ? "" : "  out of bounds");
        holds = holds && score.holds();
      }
  return holds;
}

}  // namespace

int main(int count, char** arguments) {
  const bool check = count > 1 && std::strcmp(arguments[1], "--check") == 0;
  const auto number = [&](int i, double otherwise) {
    return count > i + check ? std::atof(arguments[i + check]) : otherwise;
  };
  Setting setting;
  setting.outbreaks = static_cast<int>(number(1, setting.outbreaks));
  setting.seed = static_cast<std::uint64_t>(number(2, 1));
  setting.darknet = number(3, setting.darknet);
  setting.scan_rate.log_deviation = number(4, setting.scan_rate.log_deviation);
  Scores scores;
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < setting.outbreaks; ++i) {
    Random random(setting.seed * 1'000'003 + static_cast<std::uint64_t>(i));
    const Case c = draw_case(setting, random);
    for (int when = 0; when < 3; ++when)
      for (const bool darknet : {false, true}) look(setting, c, when, darknet, random, scores);
  }
  const bool holds = print(scores);
  fmt::print("{} outbreaks, seed {}: {:.0f} s\n", setting.outbreaks, setting.seed,
             seconds(std::chrono::steady_clock::now() - began));
  return check && !holds ? 1 : 0;
}
