// Do the intervals cover as often as they say? Simulated outbreaks, each looked at when a share of
// its final size is infected, fully seen and by a darknet; intervals of the final size and of the
// time to half against the truth.
//
//   calibration [OUTBREAKS] [SEED] [DARKNET ADDRESSES] [LOG DEVIATION OF THE SCAN RATE]
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdlib>

#include "epidemic/forecast.h"
#include "epidemic/growth_for_test.h"
#include "epidemic/special_functions.h"

int main(int count, char** arguments) {
  using namespace cordon;
  using namespace cordon::epidemic;
  const auto number = [&](int i, double otherwise) {
    return count > i ? std::atof(arguments[i]) : otherwise;
  };
  const auto outbreaks = static_cast<int>(number(1, 500));
  const auto seed = static_cast<std::uint64_t>(number(2, 1));
  const double darknet = number(3, 65536);
  const LogNormal scan_rate{6, number(4, 0.25)};
  const auto began = std::chrono::steady_clock::now();
  constexpr double kLooks[] = {0.05, 0.1, 0.2};
  struct Score {
    int said = 0, in50 = 0, in90 = 0, below = 0, above = 0;
    void add(const Estimate& e, double truth) {
      if (!e.known) return;
      ++said;
      in50 += truth >= e.known->q25 && truth <= e.known->q75;
      in90 += truth >= e.known->q5 && truth <= e.known->q95;
      below += truth < e.known->q5;
      above += truth > e.known->q95;
    }
  } size[2][3], half[2][3];
  double fit_time = 0, fc_time = 0;
  for (int i = 0; i < outbreaks; ++i) {
    Random random(seed * 1'000'003 + static_cast<std::uint64_t>(i));
    const double vulnerable = std::round(500 * std::pow(1000, random.unit()));
    const double eta = scan_rate.median * std::exp(scan_rate.log_deviation * draw_normal(random));
    const auto half_size = static_cast<std::size_t>(std::ceil(vulnerable / 2));
    const TrueOutbreak outbreak = true_outbreak(vulnerable, eta, half_size, random);
    const double step = std::log(2) / outbreak.rate() * (0.1 + 0.4 * random.unit());
    const double begin = -step * random.unit();
    for (int look = 0; look < 3; ++look) {
      const auto infected = static_cast<std::size_t>(std::ceil(vulnerable * kLooks[look]));
      const double end = outbreak.infected[infected - 1];
      for (int view = 0; view < 2; ++view) {
        const Counts counts =
            counted(view == 0 ? outbreak.infected : noticed(outbreak, darknet, end, random), begin,
                    end, step);
        GrowthPrior prior;
        prior.scan_rate = scan_rate;
        const auto t0 = std::chrono::steady_clock::now();
        const auto growth = fit_growth(
            counts, view == 0 ? Vantage::everything() : Vantage::darknet(darknet), prior);
        const auto t1 = std::chrono::steady_clock::now();
        fit_time += std::chrono::duration<double>(t1 - t0).count();
        if (!growth || growth->trend != Trend::growing) continue;
        ForecastOptions options;
        options.steps = 12;
        options.draws = 600;
        const auto fan = forecast(*growth, counts.end(), options);
        fc_time += std::chrono::duration<double>(std::chrono::steady_clock::now() - t1).count();
        if (!fan) {
          fmt::print("{}\n", fan.error().message());
          continue;
        }
        size[view][look].add(fan->final_size, vulnerable);
        half[view][look].add(fan->time_to_half, outbreak.infected[half_size - 1] - end);
      }
    }
  }
  fmt::print(
      "seen by     at    said   size 50 %  size 90 % (low,high)  half 50 %  half 90 % "
      "(low,high)\n");
  for (int view = 0; view < 2; ++view)
    for (int look = 0; look < 3; ++look) {
      const Score& s = size[view][look];
      const Score& h = half[view][look];
      fmt::print(
          "{:<10} {:4.0f} %  {:4}   {:8.1f}  {:8.1f} ({:.1f},{:.1f}) {:11.1f}  {:8.1f} "
          "({:.1f},{:.1f})\n",
          view ? "darknet" : "all", 100 * kLooks[look], s.said, 100.0 * s.in50 / s.said,
          100.0 * s.in90 / s.said, 100.0 * s.below / s.said, 100.0 * s.above / s.said,
          100.0 * h.in50 / h.said, 100.0 * h.in90 / h.said, 100.0 * h.below / h.said,
          100.0 * h.above / h.said);
    }
  fmt::print("fit {:.1f} s, forecast {:.1f} s, total {:.1f} s\n", fit_time, fc_time,
             std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
}
