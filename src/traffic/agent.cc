#include "traffic/agent.h"

#include <algorithm>

#include "traffic/strangers.h"
#include "traffic/visitors.h"

namespace cordon::traffic {

Agents::Agents(const Scenario& scenario, const Options& options, Wire& wire) {
  if (options.sessions_per_minute > 0)
    agents_.push_back(std::make_unique<Visitors>(scenario, options, wire));
  for (std::size_t i = 0; i < scenario.crawlers.size(); ++i)
    agents_.push_back(std::make_unique<Crawler>(scenario, options, wire, i));
  for (const bool fast : {false, true})
    for (const net::Address& scanner : fast ? scenario.fast_scanners : scenario.slow_scanners)
      agents_.push_back(std::make_unique<Scanner>(scenario, options, wire, scanner, fast));
  if (options.fast_scanner_of_ours)
    agents_.push_back(
        std::make_unique<Scanner>(scenario, options, wire, scenario.fast_scanner, true));
}

Time Agents::next() const {
  Time first = Time::max();
  for (const auto& agent : agents_) first = std::min(first, agent->next());
  return first;
}

void Agents::run_until(Time now) {
  while (!agents_.empty()) {
    const auto first =
        std::min_element(agents_.begin(), agents_.end(),
                         [](const auto& a, const auto& b) { return a->next() < b->next(); });
    if ((*first)->next() > now) return;
    (*first)->act();
  }
}

}  // namespace cordon::traffic
