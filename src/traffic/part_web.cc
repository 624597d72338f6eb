// Visitors of the web servers (visitors.h): several pages each, connections that are kept alive,
// cookies, now and then a failure.
#include "traffic/part.h"
#include "traffic/visitors.h"

namespace cordon::traffic {
namespace {

constexpr double kSessionsPerMinute = 1, kFaults = 0.03;
constexpr std::uint64_t kVisitors = 4000;

class Web final : public Agent {
 public:
  explicit Web(CleanWorld& world)
      : scenario_(scenario_of(world)),
        options_(options_of(world.options)),
        visitors_(scenario_, options_, world.wire) {}
  Time next() const override { return visitors_.next(); }
  void act() override { visitors_.act(); }

 private:
  static Scenario scenario_of(const CleanWorld& world) {
    Scenario scenario;
    scenario.network = world.fleet.network;
    for (const net::Address& server : world.fleet.servers)
      scenario.servers.push_back({server, true});
    for (std::uint64_t i = 0; i < kVisitors; ++i) scenario.clients.push_back(visitor(i));
    return scenario;
  }
  static Options options_of(const CleanOptions& clean) {
    Options options;
    options.sessions_per_minute = kSessionsPerMinute * clean.scale;
    options.fault_share = kFaults;
    options.day = clean.day;
    options.seed = clean.seed;
    options.start = clean.start;
    return options;
  }

  Scenario scenario_;
  Options options_;
  Visitors visitors_;
};

}  // namespace

std::unique_ptr<Agent> make_web(CleanWorld& world) { return std::make_unique<Web>(world); }

}  // namespace cordon::traffic
