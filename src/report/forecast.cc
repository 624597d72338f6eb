#include "report/forecast.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "plot/number_text.h"
#include "report/epidemic_pictures.h"
#include "report/page.h"

namespace cordon::report {
namespace {

using epidemic::Estimate;
using epidemic::Quantiles;
using Json = nlohmann::ordered_json;

using Say = std::string (*)(double);

std::string count_text(double value) { return plot::number_text(std::round(value)); }
std::string rate_text(double per_second) {
  return plot::number_text(per_second * 3600) + " an hour";
}
std::string past_text(double seconds) {
  return seconds < 0 ? plot::span_text(-seconds) + " ago" : plot::span_text(seconds);
}

// "38 min (50 %: 35 min to 41 min; 90 %: 31 min to 46 min)", or why not.
std::string estimate_text(const Estimate& estimate, Say say) {
  if (estimate.known) {
    const Quantiles& q = *estimate.known;
    return fmt::format("{}  (half sure: {} to {}; 90 %: {} to {})", say(q.q50), say(q.q25),
                       say(q.q75), say(q.q5), say(q.q95));
  }
  std::string text = "not known: " + estimate.unknown_because;
  if (estimate.at_least) text += fmt::format("; at least {}", say(*estimate.at_least));
  return text;
}

void put(Page& page, const std::string& name, const std::string& value) {
  page.paragraph(padded(name, 24) + value, 2, 24);
}

void put_growth(const Prognosis& p, Page& page) {
  put(page, "trend", std::string(epidemic::name_of(p.growth.trend)) + ": " + p.growth.why);
  if (p.growth.trend == epidemic::Trend::falling && p.growth.decline > 0)
    put(page, "halves in", plot::span_text(std::log(2.0) / p.growth.decline));
  if (p.growth.trend != epidemic::Trend::growing) return;
  put(page, "doubles in", estimate_text(p.growth.doubling, plot::span_text));
  put(page, "growth", estimate_text(p.growth.rate, rate_text));
  put(page, "infected by now", estimate_text(p.growth.infected, count_text));
  put(page, "can be infected", estimate_text(p.growth.vulnerable, count_text));
  const auto& half = p.growth.to_half.known;
  put(page, half && half->q50 < 0 ? "half of these were" : "half of these in",
      estimate_text(p.growth.to_half, past_text));
  if (p.rate_is_known && p.growth.scan_rate.known)
    put(page, "probes a second each", estimate_text(p.growth.scan_rate, plot::number_text));
}

void put_forecast(const Prognosis& p, Page& page) {
  if (!p.forecast) {
    if (!p.no_forecast_because.empty())
      page.paragraph("No forecast: " + p.no_forecast_because + ".", 2, 2);
    return;
  }
  page.blank();
  page.heading("  If all stays as it is");
  put(page, "infected in the end", estimate_text(p.forecast->final_size, count_text));
  const auto& half = p.forecast->time_to_half.known;
  if (!half || half->q50 > 0)
    put(page, "half of these in", estimate_text(p.forecast->time_to_half, past_text));
  if (p.forecast->dies_out > 0)
    put(page, "dies out", fmt::format("in {:.0f} % of futures", 100 * p.forecast->dies_out));
  if (!p.forecast->fan_ends_because.empty())
    page.paragraph("The fan ends early: " + p.forecast->fan_ends_because + ".", 2, 2);
}

void put_reproduction(const Prognosis& p, Page& page) {
  if (!p.reproduction) {
    if (!p.no_reproduction_because.empty()) {
      page.blank();
      page.paragraph("R over time: " + p.no_reproduction_because + ".", 2, 2);
    }
    return;
  }
  page.blank();
  page.heading("  R: how many hosts each infects");
  put(page, "generation time", plot::span_text(p.reproduction->generation.mean()) + " in the mean");
  if (p.reproduction->steps.empty()) return;
  const auto& last = p.reproduction->steps.back();
  put(page, "R at the end",
      fmt::format("{:.2f}  (90 %: {:.2f} to {:.2f}); above 1 with probability {:.2f}", last.r.q50,
                  last.r.q5, last.r.q95, last.above_one));
}

Json number(double value) {
  if (!std::isfinite(value)) return nullptr;
  return std::round(value * 1e9) / 1e9;
}
Json quantiles_json(const Quantiles& q) {
  return {{"q5", number(q.q5)},
          {"q25", number(q.q25)},
          {"q50", number(q.q50)},
          {"q75", number(q.q75)},
          {"q95", number(q.q95)}};
}
Json estimate_json(const Estimate& estimate) {
  if (estimate.known) return quantiles_json(*estimate.known);
  Json json{{"unknown_because", estimate.unknown_because}};
  if (estimate.at_least) json["at_least"] = number(*estimate.at_least);
  return json;
}

Json growth_json(const epidemic::Growth& growth, bool rate_is_known) {
  return {{"trend", epidemic::name_of(growth.trend)},
          {"why", growth.why},
          {"log_odds", number(growth.log_odds)},
          {"rate_per_second", estimate_json(growth.rate)},
          {"doubling_seconds", estimate_json(growth.doubling)},
          {"vulnerable", estimate_json(growth.vulnerable)},
          {"infected", estimate_json(growth.infected)},
          {"seconds_to_half", estimate_json(growth.to_half)},
          {"probes_per_second", rate_is_known ? estimate_json(growth.scan_rate) : Json(nullptr)}};
}

Json forecast_json(const epidemic::Forecast& forecast) {
  Json fan = Json::array();
  for (const epidemic::FanStep& step : forecast.fan)
    fan.push_back({{"at", rfc3339(step.at)}, {"infected", quantiles_json(step.infected)}});
  return {{"fan", fan},
          {"fan_ends_because", forecast.fan_ends_because},
          {"final_size", estimate_json(forecast.final_size)},
          {"seconds_to_half", estimate_json(forecast.time_to_half)},
          {"dies_out", number(forecast.dies_out)}};
}

Json reproduction_json(const epidemic::Reproduction& reproduction) {
  Json steps = Json::array();
  for (const auto& step : reproduction.steps)
    steps.push_back({{"from", rfc3339(step.from)},
                     {"until", rfc3339(step.until)},
                     {"infections", number(step.infections)},
                     {"r", quantiles_json(step.r)},
                     {"above_one", number(step.above_one)}});
  return {{"generation_seconds",
           {{"mean", number(reproduction.generation.mean())},
            {"shape", number(reproduction.generation.shape)},
            {"scale", number(reproduction.generation.scale)}}},
          {"steps", steps}};
}

}  // namespace

std::string text_of(const Prognosis& p, const plot::Terminal& terminal, bool colour) {
  Page page(colour);
  page.line(page.inked(Ink::bold, p.title));
  page.paragraph(fmt::format(
      "{} seen from {} to {}, by {}", plural(p.counts.total(), "host", "hosts"),
      rfc3339(p.counts.begin).substr(0, 19), rfc3339(p.counts.end()).substr(0, 19), p.vantage));
  page.blank();
  std::string text = page.text();
  text += plot::growth_text(picture_of(p.counts, p.forecast ? &*p.forecast : nullptr, "", ""),
                            terminal);
  Page below(colour);
  below.blank();
  put_growth(p, below);
  if (p.warning)
    put(below, "early warning",
        fmt::format("a trend, not a burst, since {}", rfc3339(p.warning->at).substr(0, 19)));
  put_forecast(p, below);
  put_reproduction(p, below);
  if (p.reproduction && p.reproduction->steps.size() > 1)
    return text + below.text() + plot::reproduction_text(picture_of(*p.reproduction, ""), terminal);
  return text + below.text();
}

std::string json_of(const Prognosis& p) {
  Json json{{"version", 1},
            {"title", p.title},
            {"vantage", p.vantage},
            {"begin", rfc3339(p.counts.begin)},
            {"end", rfc3339(p.counts.end())},
            {"seen", p.counts.total()},
            {"growth", growth_json(p.growth, p.rate_is_known)}};
  json["forecast"] =
      p.forecast ? forecast_json(*p.forecast) : Json{{"none_because", p.no_forecast_because}};
  json["reproduction"] = p.reproduction ? reproduction_json(*p.reproduction)
                                        : Json{{"none_because", p.no_reproduction_because}};
  json["early_warning"] = p.warning ? Json{{"at", rfc3339(p.warning->at)},
                                           {"growth_per_step", number(p.warning->growth)}}
                                    : Json(nullptr);
  return json.dump(1) + "\n";
}

}  // namespace cordon::report
