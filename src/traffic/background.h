// Ordinary traffic of a fleet, among which an outbreak has to be found: people and a crawler on the
// web servers, servers that call each other, name look-ups, failures, a scanner of ours if asked
// for.
#pragma once

#include "traffic/scenario.h"
#include "traffic/wire.h"

namespace cordon::traffic {

class Background {
 public:
  Background(const Scenario& scenario, const Options& options, Wire& wire, Random& random)
      : scenario_(scenario), options_(options), wire_(wire), random_(random) {}

  /// One conversation, or failure, that begins now.
  void one(Time now);
  /// Mean seconds between them.
  double pause() const { return 60 / options_.background_per_minute; }

 private:
  void web_visit(Time now, const net::Address& client, bool crawler);
  void call(Time now);     // a server asks another one
  void look_up(Time now);  // a name
  void failure(Time now);
  void scan(Time now);
  net::Address server();
  std::uint16_t port() { return static_cast<std::uint16_t>(20000 + random_.below(40000)); }

  const Scenario& scenario_;
  const Options& options_;
  Wire& wire_;
  Random& random_;
  std::uint32_t scanned_ = 0;
};

}  // namespace cordon::traffic
