// Those who make ordinary traffic of their own accord, each with a clock and random numbers of its
// own: an outbreak stays as it is, whoever else is about. Threads: one.
#pragma once

#include <memory>
#include <vector>

#include "traffic/scenario.h"
#include "traffic/wire.h"

namespace cordon::traffic {

class Agent {
 public:
  virtual ~Agent() = default;
  /// When it acts next; Time::max() where never again.
  virtual Time next() const = 0;
  /// Acts, at next(): puts frames on the wire from then on.
  virtual void act() = 0;
};

/// Several agents; or all that the options of an outbreak ask for.
class Agents {
 public:
  Agents() = default;
  Agents(const Scenario& scenario, const Options& options, Wire& wire);
  void add(std::unique_ptr<Agent> agent) { agents_.push_back(std::move(agent)); }
  /// When the first of them acts; Time::max() where none does.
  Time next() const;
  /// Lets act, in order, whoever is to act before this time.
  void run_until(Time now);

 private:
  std::vector<std::unique_ptr<Agent>> agents_;
};

}  // namespace cordon::traffic
