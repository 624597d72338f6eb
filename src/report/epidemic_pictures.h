// Simulations, forecasts and what-ifs as pictures: what the plots need of each. Pure.
#pragma once

#include "epidemic/ensemble.h"
#include "epidemic/forecast.h"
#include "epidemic/reproduction.h"
#include "epidemic/what_if.h"
#include "plot/address_map.h"
#include "plot/comparison.h"
#include "plot/growth.h"
#include "plot/reproduction.h"
#include "plot/tree.h"
#include "trace/account.h"

namespace cordon::report {

/// Hosts ever infected over many runs. The ensemble must have the levels 5, 25, 50, 75 and 95 %.
plot::Growth picture_of(const epidemic::Ensemble& ensemble, std::string title,
                        std::string subtitle);
/// A single run, or a deterministic engine's.
plot::Growth picture_of(const epidemic::Trajectory& trajectory, std::string title,
                        std::string subtitle);
/// Counts so far, and the fan onwards. With everything seen the dots are the outbreak itself.
plot::Growth picture_of(const epidemic::Counts& counts, const epidemic::Forecast* forecast,
                        std::string title, std::string subtitle);
plot::Reproduction picture_of(const epidemic::Reproduction& reproduction, std::string title);
/// Medians of each measure; only as many as a picture holds.
plot::Comparison picture_of(const epidemic::WhatIf& what_if, std::string title);
/// Who infected whom.
plot::Tree tree_of(const trace::Outbreak& outbreak);
/// Where the infected hosts of a recorded run are.
plot::AddressMap map_of(const epidemic::World& world, const epidemic::Trajectory& run,
                        std::string title);
/// Where the senders of an outbreak are.
plot::AddressMap map_of(const trace::Outbreak& outbreak);

}  // namespace cordon::report
