// A forecast for people and for programs: what the counts say of growth, R, and what is to come;
// and what they do not say.
#pragma once

#include <optional>
#include <string>

#include "epidemic/early_warning.h"
#include "epidemic/forecast.h"
#include "epidemic/reproduction.h"
#include "plot/terminal.h"

namespace cordon::report {

struct Prognosis {
  std::string title;    // "Code Red II in this account", "counts.csv"
  std::string vantage;  // "everything", "a darknet of 16,777,216 addresses"
  epidemic::Counts counts;
  epidemic::Growth growth;
  bool rate_is_known = false;  // what one host probes: else the growth's is none
  std::optional<epidemic::Forecast> forecast;
  std::string no_forecast_because;
  std::optional<epidemic::Reproduction> reproduction;
  std::string no_reproduction_because;
  std::optional<epidemic::Warning> warning;
};

std::string text_of(const Prognosis& prognosis, const plot::Terminal& terminal, bool colour);
std::string json_of(const Prognosis& prognosis);

}  // namespace cordon::report
