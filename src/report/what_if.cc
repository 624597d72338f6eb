#include "report/what_if.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "plot/number_text.h"
#include "report/epidemic_pictures.h"
#include "report/page.h"

namespace cordon::report {
namespace {

using epidemic::Effect;
using epidemic::Spread;
using Json = nlohmann::ordered_json;

constexpr std::size_t kFewestColumns = 26, kMostColumns = 46, kMostPatchRows = 8;

std::string hosts_text(double value) { return plot::number_text(std::round(value)); }

// As wide as the longest measure needs.
std::size_t name_columns(const WhatIfPage& what_if) {
  std::size_t columns = kFewestColumns;
  for (const Effect& effect : what_if.result.effects)
    columns = std::max(columns, effect.measure.size());
  return std::min(columns, kMostColumns);
}

void put_effects(const WhatIfPage& what_if, Page& page) {
  const std::size_t columns = name_columns(what_if);
  page.line(page.inked(Ink::bold,
                       fmt::format("  {}{:>9}{:>19}{:>9}{:>6}", padded("what is done", columns),
                                   "infected", "90 % of runs", "saved", "held")));
  for (const Effect& effect : what_if.result.effects) {
    const Spread& infected = effect.infected;
    page.line(fmt::format(
        "  {}{:>9}{:>19}{:>9}{:>5.0f}%", padded(effect.measure, columns), hosts_text(infected.mean),
        hosts_text(infected.low) + " to " + hosts_text(infected.high),
        &effect == &what_if.result.effects.front() ? "" : hosts_text(effect.saved.mean),
        100 * effect.contained));
  }
  page.paragraph(
      fmt::format("infected: the mean of {} runs, of {} vulnerable hosts, after {}; held: runs in "
                  "which at most 1 % fell",
                  what_if.runs, grouped(static_cast<std::uint64_t>(what_if.result.vulnerable)),
                  plot::span_text(what_if.scenario.horizon)),
      2, 2);
}

void put_enough(const WhatIfPage& what_if, Page& page) {
  const epidemic::Threshold& threshold = what_if.threshold;
  page.blank();
  page.heading("  What would be enough");
  if (threshold.per_probe <= 0) {
    page.paragraph("Nobody reaches anybody else: nothing needs to be done.", 2, 2);
    return;
  }
  page.paragraph(
      fmt::format(
          "R stays below 1 where each infected host is silent within {} of its first probe, "
          "or contacts no more than {} new addresses.",
          plot::span_text(threshold.reaction_time),
          grouped(static_cast<std::uint64_t>(threshold.probe_budget))),
      2, 2);
}

void put_patches(const WhatIfPage& what_if, Page& page) {
  if (what_if.patches.empty() || what_if.threshold.per_probe <= 0) return;
  page.blank();
  page.heading("  Where a patch buys most");
  std::size_t rows = 0;
  for (const epidemic::PatchWorth& worth : what_if.patches) {
    if (worth.vulnerable == 0 || ++rows > kMostPatchRows) continue;
    page.line(fmt::format(
        "  {}{:>6.2f} % slower with each host, of {}",
        padded(what_if.scenario.network->segments[worth.segment].name, name_columns(what_if)),
        100 * worth.per_host, plural(worth.vulnerable, "vulnerable one", "vulnerable ones")));
  }
}

Json spread_json(const Spread& spread) {
  return {{"mean", spread.mean}, {"q5", spread.low}, {"q50", spread.median}, {"q95", spread.high}};
}

Json finite(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

}  // namespace

std::string text_of(const WhatIfPage& what_if, const plot::Terminal& terminal, bool colour) {
  Page page(colour);
  page.line(page.inked(Ink::bold, what_if.worm) + " " + what_if.where);
  page.blank();
  put_effects(what_if, page);
  put_enough(what_if, page);
  put_patches(what_if, page);
  page.blank();
  return page.text() + plot::comparison_text(picture_of(what_if.result, ""), terminal);
}

std::string json_of(const WhatIfPage& what_if) {
  Json effects = Json::array();
  for (const Effect& effect : what_if.result.effects)
    effects.push_back({{"measure", effect.measure},
                       {"infected", spread_json(effect.infected)},
                       {"saved", spread_json(effect.saved)},
                       {"contained", effect.contained},
                       {"curve",
                        {{"seconds", what_if.result.step},
                         {"q5", effect.low},
                         {"q50", effect.median},
                         {"q95", effect.high}}}});
  Json patches = Json::array();
  for (const epidemic::PatchWorth& worth : what_if.patches)
    patches.push_back({{"segment", what_if.scenario.network->segments[worth.segment].name},
                       {"vulnerable", worth.vulnerable},
                       {"slower_per_host", worth.per_host}});
  Json json{{"version", 1},
            {"worm", what_if.worm},
            {"where", what_if.where},
            {"runs", what_if.runs},
            {"seed", what_if.seed},
            {"horizon", what_if.scenario.horizon},
            {"vulnerable", what_if.result.vulnerable},
            {"reaction_time", finite(what_if.threshold.reaction_time)},
            {"probe_budget", finite(what_if.threshold.probe_budget)},
            {"effects", effects},
            {"patches", patches}};
  return json.dump(1) + "\n";
}

}  // namespace cordon::report
