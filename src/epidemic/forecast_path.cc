#include "epidemic/forecast_path.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "epidemic/growth_births.h"
#include "epidemic/special_functions.h"

namespace cordon::epidemic {
namespace {

constexpr double kFew = 60;          // hosts: below, each event is drawn
constexpr double kLeap = 0.1;        // e-foldings
constexpr int kMostLeaps = 100'000;  // stops: an isolation rate of next to nothing
constexpr double kNever = std::numeric_limits<double>::infinity();

class Walk {
 public:
  Walk(const PathStart& start, Random& random) : start_(start), random_(random) {
    infected_ = std::min(std::round(start.infected), std::round(start.vulnerable));
    infectious_ = std::max(infected_ - start.isolated, 0.0);
    renew_noise();
  }

  double time() const { return time_; }
  double infected() const { return infected_; }
  bool over() const {
    return infectious_ < 0.5 || susceptible() < 0.5 ||
           (start_.infect_rate <= 0 && start_.isolation_rate <= 0);
  }

  void advance() {
    if (time_ >= renew_at_) renew_noise();
    if (infectious_ < kFew || susceptible() < kFew)
      event();
    else
      leap();
  }

 private:
  double susceptible() const { return std::round(start_.vulnerable) - infected_; }
  double infect_rate() const { return start_.infect_rate * factor_; }

  void renew_noise() {
    renew_at_ = start_.noise > 0 ? time_ + start_.noise_step : kNever;
    if (start_.noise <= 0) return;
    const double shape = 1 / (start_.noise * start_.noise);
    factor_ = draw_gamma(random_, shape) / shape;
  }

  void event() {
    const double births = infect_rate() * infectious_ * susceptible();
    const double isolations = start_.isolation_rate * infectious_;
    const double wait =
        births + isolations > 0 ? random_.exponential(1 / (births + isolations)) : kNever;
    if (time_ + wait > renew_at_) {  // without memory: draw again under the new factor
      time_ = renew_at_;
      return;
    }
    time_ += wait;
    const bool birth = random_.unit() * (births + isolations) < births;
    infected_ += birth;
    infectious_ += birth ? 1 : -1;
  }

  // Isolations for half of the step, births, isolations for the other half: that splits them to the
  // second order of the step.
  void leap() {
    double step =
        kLeap / std::max(infect_rate() * (infectious_ + susceptible()), start_.isolation_rate);
    step = std::min(step, std::max(renew_at_ - time_, step * 1e-3));
    isolate(step / 2);
    const double capacity = infectious_ + susceptible();
    const Births births = births_of(infectious_, capacity, infect_rate() * capacity * step);
    const double born = drawn(births.mean, births.variance, susceptible());
    infected_ += born;
    infectious_ += born;
    isolate(step / 2);
    time_ += step;
  }

  void isolate(double time) {
    if (start_.isolation_rate <= 0) return;
    const double leave = -std::expm1(-start_.isolation_rate * time);
    infectious_ -= drawn(infectious_ * leave, infectious_ * leave * (1 - leave), infectious_);
  }

  double drawn(double mean, double variance, double most) {
    return std::clamp(std::round(mean + std::sqrt(variance) * draw_normal(random_)), 0.0, most);
  }

  const PathStart& start_;
  Random& random_;
  double time_ = 0, infected_ = 0, infectious_ = 0, factor_ = 1, renew_at_ = kNever;
};

}  // namespace

std::vector<PathPoint> draw_path(const PathStart& start, double until, double enough,
                                 Random& random) {
  Walk walk(start, random);
  std::vector<PathPoint> path{{0, walk.infected()}};
  for (int leaps = 0; !walk.over() && leaps < kMostLeaps; ++leaps) {
    if (walk.time() > until && walk.infected() >= enough) break;
    walk.advance();
    path.push_back({walk.time(), walk.infected()});
  }
  return path;
}

double infected_at(const std::vector<PathPoint>& path, double time) {
  const auto after = std::upper_bound(path.begin(), path.end(), time,
                                      [](double t, const PathPoint& p) { return t < p.time; });
  if (after == path.begin()) return path.front().infected;
  if (after == path.end()) return path.back().infected;
  const auto before = after - 1;
  if (after->infected - before->infected <= 1) return before->infected;  // a single event
  return before->infected + (after->infected - before->infected) * (time - before->time) /
                                (after->time - before->time);
}

double time_of(const std::vector<PathPoint>& path, double infected) {
  const auto after = std::lower_bound(path.begin(), path.end(), infected,
                                      [](const PathPoint& p, double i) { return p.infected < i; });
  if (after == path.begin()) return 0;
  if (after == path.end()) return kNever;
  const auto before = after - 1;
  return before->time + (after->time - before->time) * (infected - before->infected) /
                            (after->infected - before->infected);
}

}  // namespace cordon::epidemic
