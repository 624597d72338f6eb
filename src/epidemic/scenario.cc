#include "epidemic/scenario.h"

#include <fmt/format.h>

namespace cordon::epidemic {
namespace {

bool is_share(double value) { return value >= 0 && value <= 1; }

Error wrong(const std::string& figure, const std::string& must) {
  return {"simulate", figure, must, "change it"};
}

std::optional<Error> fault_of_worm(const Worm& worm) {
  if (!(worm.mean_rate() > 0)) return wrong("probes_per_second", "must be above 0");
  double local = 0;
  for (const LocalShare& share : worm.local) {
    if (!is_share(share.share) || share.prefix_length < 1 || share.prefix_length > 32)
      return wrong("local preference", "must be a share, and a length of 1 to 32 bits");
    local += share.share;
  }
  if (local > 1.0001) return wrong("local preference", "shares sum to more than 1");
  for (const LinkClass& link : worm.links)
    if (!(link.share >= 0) || !(link.probes_per_second > 0))
      return wrong("links", "need a share and probes_per_second above 0");
  if (!is_share(worm.success)) return wrong("success", "must be a probability");
  if (!(worm.latency >= 0) || worm.latency == kNever) return wrong("latency", "must be 0 or more");
  if (!(worm.network_capacity > 0)) return wrong("network_capacity", "must be above 0");
  if (!(worm.rate_spread >= 0 && worm.rate_spread <= 4))
    return wrong("rate_spread", "must be 0 to 4");
  if (!(worm.slowdown >= 0)) return wrong("slowdown", "must be 0 or more");
  if (!is_share(worm.wrong_clock)) return wrong("wrong_clock", "must be a share");
  if (!(worm.address_changes_per_day >= 0))
    return wrong("address_changes_per_day", "must be 0 or more");
  return std::nullopt;
}

std::optional<Error> fault_of_hazard(const Hazard& hazard, const char* figure) {
  double last = 0;
  for (const HazardStep& step : hazard) {
    if (!(step.per_second >= 0) || !(step.begins >= last))
      return wrong(figure, "must be 0 or more a second, by time");
    last = step.begins;
  }
  return std::nullopt;
}

std::optional<Error> fault_of_measures(const Care& care, const Controls& controls) {
  if (auto fault = fault_of_hazard(care.patching, "patching")) return fault;
  if (auto fault = fault_of_hazard(care.cleansing, "cleansing")) return fault;
  if (!(care.patching_by_news >= 0)) return wrong("patching_by_news", "must be 0 or more");
  if (!is_share(care.cleansed_immune)) return wrong("cleansed_immune", "must be a share");
  for (const double share : {controls.content_deployment, controls.address_deployment,
                             controls.contact_limit_deployment, controls.patched_before})
    if (!is_share(share)) return wrong("deployment", "of a control must be a share, 0 to 1");
  for (const double time :
       {controls.content_filter_at, controls.address_filter_after, controls.address_filter_from,
        controls.contact_limit_at, controls.contact_limit, controls.probe_budget})
    if (!(time >= 0)) return wrong("a control's time or limit", "must be 0 or more");
  return std::nullopt;
}

}  // namespace

std::uint64_t Scenario::vulnerable() const {
  return network ? network->vulnerable() : population.vulnerable + population.also.size();
}

std::optional<Error> fault_of(const Scenario& scenario) {
  if (auto fault = fault_of_worm(scenario.worm)) return fault;
  if (auto fault = fault_of_measures(scenario.care, scenario.controls)) return fault;
  if (!(scenario.horizon > 0) || scenario.horizon > kLongestHorizon)
    return wrong("horizon", "must be above 0, and ten years at most");
  if (!(scenario.step > 0) || scenario.horizon / scenario.step > static_cast<double>(kMostSteps))
    return wrong("step",
                 fmt::format("must be above 0, and the horizon {} steps at most", kMostSteps));
  if (scenario.network) {
    if (scenario.network->vulnerable() == 0) return wrong("network", "has no vulnerable host");
    if (scenario.network->initial() == 0 && scenario.network->infected_outside <= 0)
      return wrong("network", "has no infected host, and none outside");
  } else if (scenario.initial < 1 || scenario.initial > scenario.population.vulnerable) {
    return wrong("initial", "must be 1 or more, and no more than are vulnerable");
  }
  return std::nullopt;
}

Result<Scenario> scenario_of(const strain::Strain& strain) {
  if (!strain.epidemic)
    return fail("simulate", strain.id, "its catalogue entry has no [epidemic] table",
                "give --vulnerable, or describe a network with --network");
  Scenario scenario;
  scenario.worm = worm_of(strain);
  scenario.population.vulnerable = strain.epidemic->vulnerable;
  scenario.population.layout = scenario.worm.local.empty() || scenario.worm.is_ordered()
                                   ? Layout::uniform
                                   : Layout::clustered;
  scenario.population.behind_translators = strain.epidemic->behind_translators;
  scenario.initial = strain.epidemic->initial;
  scenario.horizon = strain.epidemic->horizon;
  scenario.step = scenario.horizon / 1440;
  if (strain.epidemic->cleansed_per_day > 0)
    scenario.care.cleansing = {{0, strain.epidemic->cleansed_per_day / 86400}};
  return scenario;
}

Scenario scenario_of(const strain::Strain& strain, Network network) {
  Scenario scenario;
  scenario.worm = worm_of(strain);
  scenario.controls = network.controls;
  scenario.care = network.care;
  scenario.network = std::move(network);
  return scenario;
}

}  // namespace cordon::epidemic
