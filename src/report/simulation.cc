#include "report/simulation.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "plot/number_text.h"
#include "report/epidemic_pictures.h"
#include "report/page.h"

namespace cordon::report {
namespace {

using epidemic::Trajectory;
using epidemic::TrajectoryPoint;
using epidemic::TrajectorySummary;
using Json = nlohmann::ordered_json;

struct Figure {
  const char* name;  // for people
  const char* key;   // for programs
  double TrajectorySummary::*of;
  bool is_time;
};

constexpr Figure kFigures[] = {
    {"hosts infected at the end", "final_size", &TrajectorySummary::final_size, false},
    {"10 % of the vulnerable after", "time_to_10_percent", &TrajectorySummary::time_to_10_percent,
     true},
    {"half after", "time_to_50_percent", &TrajectorySummary::time_to_50_percent, true},
    {"90 % after", "time_to_90_percent", &TrajectorySummary::time_to_90_percent, true},
    {"doubled at first in", "doubling_time", &TrajectorySummary::doubling_time, true},
    {"most new ones in a minute", "peak_new_per_minute", &TrajectorySummary::peak_new_per_minute,
     false},
    {"most probing at once", "peak_infectious", &TrajectorySummary::peak_infectious, false},
    {"probes a second, at most", "peak_probes_per_second",
     &TrajectorySummary::peak_probes_per_second, false},
};

constexpr double kLevels[] = {0.05, 0.5, 0.95};

std::vector<TrajectorySummary> summaries_of(const Simulation& simulation) {
  if (simulation.ensemble) return simulation.ensemble->summaries;
  return {simulation.trajectory->summary};
}

std::string value_text(double value, bool is_time) {
  if (std::isnan(value)) return "never";
  return is_time ? plot::span_text(value) : plot::number_text(std::round(value));
}

double quantile(const std::vector<TrajectorySummary>& summaries, const Figure& figure,
                double level) {
  std::vector<double> values;
  for (const TrajectorySummary& summary : summaries) values.push_back(summary.*figure.of);
  return epidemic::quantile_of(values, level);
}

void put_what_was_run(const Simulation& simulation, Page& page) {
  const epidemic::Scenario& scenario = simulation.scenario;
  page.line(page.inked(Ink::bold, simulation.worm) + " " + simulation.where);
  page.paragraph(fmt::format(
      "{} vulnerable hosts, {} probes a second each; {}{}; {} from {}, seed {}",
      grouped(scenario.vulnerable()), plot::number_text(scenario.worm.mean_rate()),
      epidemic::kEngineNames[static_cast<std::size_t>(simulation.engine)],
      simulation.ensemble ? fmt::format(", {}", plural(simulation.runs, "run", "runs")) : "",
      plot::span_text(scenario.horizon), rfc3339(scenario.start).substr(0, 16), simulation.seed));
  page.blank();
}

void put_figures(const Simulation& simulation, Page& page) {
  const auto summaries = summaries_of(simulation);
  const bool many = summaries.size() > 1;
  if (many) page.line(fmt::format("  {:30}{:>14}{:>14}{:>14}", "", "5 %", "median", "95 %"));
  for (const Figure& figure : kFigures) {
    std::string line = fmt::format("  {:30}", figure.name);
    if (many)
      for (const double level : kLevels)
        line +=
            fmt::format("{:>14}", value_text(quantile(summaries, figure, level), figure.is_time));
    else
      line += fmt::format("{:>14}", value_text(summaries[0].*figure.of, figure.is_time));
    page.line(line);
  }
}

void put_threshold(const Simulation& simulation, Page& page) {
  if (!simulation.threshold || simulation.threshold->per_probe <= 0) return;
  page.blank();
  page.paragraph(
      fmt::format(
          "At first each infected host infects another every {}, one in {} probes. To keep that "
          "below "
          "one, each must be silent within {} of its first probe, or send no more than {} probes.",
          plot::span_text(1 / simulation.threshold->per_second),
          plot::number_text(std::round(1 / simulation.threshold->per_probe)),
          plot::span_text(simulation.threshold->reaction_time),
          grouped(static_cast<std::uint64_t>(simulation.threshold->probe_budget))),
      2, 2);
}

Json number(double value) {
  if (!std::isfinite(value)) return nullptr;
  return std::round(value * 1e6) / 1e6;
}

Json point_json(const TrajectoryPoint& point) {
  return {{"seconds", number(point.time)},
          {"ever", number(point.ever)},
          {"infectious", number(point.infectious)},
          {"susceptible", number(point.susceptible)},
          {"removed", number(point.removed)},
          {"patched", number(point.patched)},
          {"probes_per_second", number(point.probes)},
          {"delivered", number(point.delivered)},
          {"addresses", number(point.addresses)}};
}

Json points_json(const std::vector<TrajectoryPoint>& points) {
  Json list = Json::array();
  for (const TrajectoryPoint& point : points) list.push_back(point_json(point));
  return list;
}

const std::vector<TrajectoryPoint>& middle_of(const Simulation& simulation) {
  if (!simulation.ensemble) return simulation.trajectory->points;
  return simulation.ensemble->bands[simulation.ensemble->bands.size() / 2];
}

}  // namespace

std::string text_of(const Simulation& simulation, const plot::Terminal& terminal, bool colour) {
  Page page(colour);
  put_what_was_run(simulation, page);
  const plot::Growth picture = simulation.ensemble ? picture_of(*simulation.ensemble, "", "")
                                                   : picture_of(*simulation.trajectory, "", "");
  std::string text = page.text() + plot::growth_text(picture, terminal);
  Page below(colour);
  below.blank();
  put_figures(simulation, below);
  put_threshold(simulation, below);
  return text + below.text();
}

std::string json_of(const Simulation& simulation) {
  const auto summaries = summaries_of(simulation);
  Json json{{"version", 1},
            {"worm", simulation.worm},
            {"where", simulation.where},
            {"engine", epidemic::kEngineNames[static_cast<std::size_t>(simulation.engine)]},
            {"runs", summaries.size()},
            {"seed", simulation.seed},
            {"start", rfc3339(simulation.scenario.start)},
            {"horizon", simulation.scenario.horizon},
            {"vulnerable", simulation.scenario.vulnerable()},
            {"probes_per_second", number(simulation.scenario.worm.mean_rate())}};
  for (const Figure& figure : kFigures) {
    Json levels;
    for (const double level : kLevels)
      levels[fmt::format("q{:.0f}", 100 * level)] = number(quantile(summaries, figure, level));
    json["summary"][figure.key] = levels;
  }
  if (simulation.threshold)
    json["threshold"] = {{"per_probe", simulation.threshold->per_probe},
                         {"reaction_time", number(simulation.threshold->reaction_time)},
                         {"probe_budget", number(simulation.threshold->probe_budget)}};
  if (simulation.ensemble) {
    for (std::size_t i = 0; i < simulation.ensemble->levels.size(); ++i)
      json["curves"][fmt::format("q{:.0f}", 100 * simulation.ensemble->levels[i])] =
          points_json(simulation.ensemble->bands[i]);
    json["curves"]["mean"] = points_json(simulation.ensemble->mean);
  } else {
    json["curves"]["run"] = points_json(simulation.trajectory->points);
  }
  return json.dump(1) + "\n";
}

std::string csv_of(const Simulation& simulation) {
  std::string csv =
      "seconds,ever,infectious,susceptible,removed,patched,probes_per_second,addresses\n";
  for (const TrajectoryPoint& p : middle_of(simulation))
    csv += fmt::format("{},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g},{:.6g}\n", p.time, p.ever,
                       p.infectious, p.susceptible, p.removed, p.patched, p.probes, p.addresses);
  return csv;
}

std::string csv_of(const std::vector<epidemic::TelescopeBin>& bins, Time start) {
  std::string csv = "time,new_sources,packets\n";
  for (const epidemic::TelescopeBin& bin : bins)
    csv += fmt::format("{},{},{}\n", rfc3339(start + duration_from_seconds(bin.begins)),
                       bin.new_sources, bin.packets);
  return csv;
}

}  // namespace cordon::report
