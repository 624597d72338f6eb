// What goes on between visitors and servers, and among servers, on the service by which an unknown
// worm comes: some of it is what a worm could be taken for. Health checks are the same bytes from
// everyone to everyone; a reverse proxy passes on what it was sent; servers are clients of others.
// Besides, names are looked up, and some contacts fail. Threads: one.
#pragma once

#include <memory>
#include <vector>

#include "traffic/agent.h"
#include "traffic/day_curve.h"
#include "traffic/ports.h"
#include "traffic/service.h"
#include "traffic/sparse_fleet.h"

namespace cordon::traffic {

struct ServiceTrafficOptions {
  double per_minute = 240;     // conversations that are no checks
  double check_seconds = 60;   // between two checks of the same server by the same host; 0: none
  std::size_t neighbours = 2;  // whom each server checks, besides the balancer
  DayCurve day;
  std::uint64_t seed = 1;
  Time start{};
};

/// Conversations at random: visits, some by way of the proxy, calls, names, failures.
class ServiceTalk final : public Agent {
 public:
  ServiceTalk(const SparseFleet& fleet, const Service& service,
              const ServiceTrafficOptions& options, Wire& wire, Ports& ports);
  Time next() const override { return next_; }
  void act() override;

 private:
  void visit(Time now);
  void visit_by_proxy(Time now);
  void call(Time now);
  void look_up(Time now);
  void failure(Time now);
  const net::Address& server() { return serving_[random_.below(serving_.size())]; }
  const net::Address& client() { return fleet_.clients[random_.below(fleet_.clients.size())]; }

  const SparseFleet& fleet_;
  Service service_;
  const ServiceTrafficOptions& options_;
  Wire& wire_;
  Ports& ports_;
  Random random_;
  std::vector<net::Address> serving_;  // all that run the service
  Time next_;
};

/// The balancer and some neighbours check each server, again and again.
class HealthChecks final : public Agent {
 public:
  HealthChecks(const SparseFleet& fleet, const Service& service,
               const ServiceTrafficOptions& options, Wire& wire, Ports& ports);
  Time next() const override { return next_; }
  void act() override;

 private:
  Service service_;
  Wire& wire_;
  Ports& ports_;
  Random random_;
  std::vector<std::pair<net::Address, net::Address>> checks_;  // by whom, of whom: one by one
  std::size_t at_ = 0;
  Duration pause_{};
  Time next_;
};

/// One conversation, over TCP or UDP.
void converse(Wire& wire, Time now, const Service& service, const net::Endpoint& client,
              const net::Address& server, const std::vector<Said>& said, Random& random);
/// Questions and answers in turns, each passed on by a proxy to a server behind it.
struct Relay {
  net::Endpoint visitor, proxy;  // from where each opens its connection
  net::Address behind;
};
void relay(Wire& wire, Time now, const Service& service, const Relay& relay,
           const std::vector<Said>& said, Random& random);

}  // namespace cordon::traffic
