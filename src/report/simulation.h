// A simulation for people and for programs: a page of text, JSON, and CSV of its curve.
#pragma once

#include <optional>
#include <string>

#include "epidemic/engine.h"
#include "epidemic/ensemble.h"
#include "epidemic/telescope.h"
#include "epidemic/threshold.h"
#include "plot/terminal.h"

namespace cordon::report {

/// What was run. Of an exact engine `ensemble`, of a deterministic one `trajectory`.
struct Simulation {
  std::string worm, where;  // "Code Red v2", "on the Internet"
  epidemic::Scenario scenario;
  epidemic::Engine engine = epidemic::Engine::exact;
  std::uint64_t runs = 1, seed = 1;
  std::optional<epidemic::Ensemble> ensemble;
  std::optional<epidemic::Trajectory> trajectory;
  std::optional<epidemic::Threshold> threshold;
};

std::string text_of(const Simulation& simulation, const plot::Terminal& terminal, bool colour);
std::string json_of(const Simulation& simulation);
/// The grid: time, ever, infectious ... of the median, or of the one run.
std::string csv_of(const Simulation& simulation);
/// What a darknet counts: a table that `cordon forecast --counts` reads.
std::string csv_of(const std::vector<epidemic::TelescopeBin>& bins, Time start);

}  // namespace cordon::report
