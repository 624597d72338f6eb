#include "epidemic/timetable.h"

#include <algorithm>

namespace cordon::epidemic {
namespace {

double hazard_at(const Hazard& hazard, double time) {
  double now = 0;
  for (const HazardStep& step : hazard)
    if (step.begins <= time) now = step.per_second;
  return now;
}

// Whether the worm spreads on the day of the month of that moment (UTC). A day of which the
// calendar says nothing is one of rest.
bool spreads(const Scenario& scenario, double time) {
  const auto& phases = scenario.worm.calendar;
  if (phases.empty()) return true;
  const auto day = std::chrono::floor<std::chrono::days>(
      scenario.start + std::chrono::seconds(static_cast<std::int64_t>(time)));
  const int number =
      static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day(day).day()));
  for (const auto& phase : phases)
    if (phase.first_day <= number && number <= phase.last_day) return phase.name == "spread";
  return false;
}

void add_midnights(const Scenario& scenario, std::vector<double>& times) {
  if (scenario.worm.calendar.empty()) return;
  const auto first = std::chrono::ceil<std::chrono::days>(scenario.start);
  for (double at = seconds(first - scenario.start); at < scenario.horizon; at += 86400)
    times.push_back(at);
}

bool same_conditions(const Stretch& a, const Stretch& b) {
  return a.spreading == b.spreading && a.patching == b.patching && a.cleansing == b.cleansing &&
         a.delivered == b.delivered && a.contact_limit == b.contact_limit && a.blocks == b.blocks;
}

Stretch stretch_at(const Scenario& scenario, double time) {
  const Controls& controls = scenario.controls;
  Stretch stretch;
  stretch.begins = time;
  stretch.spreading = spreads(scenario, time);
  stretch.patching = hazard_at(scenario.care.patching, time);
  stretch.cleansing = hazard_at(scenario.care.cleansing, time);
  if (controls.content_filter_at <= time) stretch.delivered = 1 - controls.content_deployment;
  if (controls.contact_limit_at <= time) stretch.contact_limit = controls.contact_limit;
  if (scenario.network)
    for (const Block& block : scenario.network->blocks)
      if (block.at <= time) ++stretch.blocks;
  return stretch;
}

}  // namespace

std::vector<Stretch> timetable_of(const Scenario& scenario) {
  std::vector<double> times = {0, scenario.controls.content_filter_at,
                               scenario.controls.contact_limit_at};
  for (const Hazard* hazard : {&scenario.care.patching, &scenario.care.cleansing})
    for (const HazardStep& step : *hazard) times.push_back(step.begins);
  if (scenario.network)
    for (const Block& block : scenario.network->blocks) times.push_back(block.at);
  add_midnights(scenario, times);
  std::sort(times.begin(), times.end());
  std::vector<Stretch> stretches;
  for (const double time : times) {
    if (time < 0 || time > scenario.horizon) continue;
    const Stretch stretch = stretch_at(scenario, time);
    if (stretches.empty() || !same_conditions(stretch, stretches.back()))
      stretches.push_back(stretch);
  }
  return stretches;
}

}  // namespace cordon::epidemic
