#include "traffic/service_traffic.h"

#include <algorithm>

#include "traffic/names.h"

namespace cordon::traffic {
namespace {

constexpr double kVisits = 0.5, kByProxy = 0.15, kCalls = 0.2, kNames = 0.1;  // the rest fails

}  // namespace

void converse(Wire& wire, Time now, const Service& service, const net::Endpoint& client,
              const net::Address& server, const std::vector<Said>& said, Random& random) {
  const net::Endpoint there{server, service.port};
  if (service.udp) return wire.exchange(now, client, there, said, random);
  Connection connection = wire.open(now, client, there, random);
  for (const Said& one : said) wire.say(connection, now, one);
  wire.finish(connection, now, true);
}

void relay(Wire& wire, Time now, const Service& service, const Relay& relay,
           const std::vector<Said>& said, Random& random) {
  const net::Endpoint proxy{relay.proxy.address, service.port}, behind{relay.behind, service.port};
  if (service.udp) {
    for (std::size_t i = 0; i + 1 < said.size(); i += 2) {
      wire.exchange(now, relay.visitor, proxy, {said[i]}, random);
      wire.exchange(now, relay.proxy, behind,
                    {passed_on(service, said[i], relay.visitor.address), said[i + 1]}, random);
      wire.exchange(now, relay.visitor, proxy, {said[i + 1]}, random);
    }
    return;
  }
  Connection outer = wire.open(now, relay.visitor, proxy, random);
  std::optional<Connection> inner;
  for (std::size_t i = 0; i + 1 < said.size(); i += 2) {
    wire.say(outer, now, said[i]);
    if (!inner) inner = wire.open(now, relay.proxy, behind, random);
    wire.say(*inner, now, passed_on(service, said[i], relay.visitor.address));
    wire.say(*inner, now, said[i + 1]);
    wire.say(outer, now, {false, said[i + 1].bytes, 0.0005});
  }
  wire.finish(outer, now, true);
  if (inner) wire.finish(*inner, now, true);
}

ServiceTalk::ServiceTalk(const SparseFleet& fleet, const Service& service,
                         const ServiceTrafficOptions& options, Wire& wire, Ports& ports)
    : fleet_(fleet),
      service_(service),
      options_(options),
      wire_(wire),
      ports_(ports),
      random_(combine(options.seed, hash_of(bytes_of("service talk")))) {
  for (const SparseServer& server : fleet.servers)
    if (server.serves) serving_.push_back(server.address);
  next_ = options.day.after(options.start, 60 / options.per_minute, random_);
}

void ServiceTalk::act() {
  const Time now = next_;
  next_ = options_.day.after(now, 60 / options_.per_minute, random_);
  double kind = random_.unit();
  if ((kind -= kVisits) < 0) return visit(now);
  if ((kind -= kByProxy) < 0) return visit_by_proxy(now);
  if ((kind -= kCalls) < 0) return call(now);
  if ((kind -= kNames) < 0) return look_up(now);
  failure(now);
}

void ServiceTalk::visit(Time now) {
  const net::Address& to = server();
  const std::vector<Said> said = traffic::visit(service_, to, random_);
  converse(wire_, now, service_, ports_.next(client()), to, said, random_);
}

// Each question is passed on to a server behind the proxy, and its answer comes back unchanged.
void ServiceTalk::visit_by_proxy(Time now) {
  if (!fleet_.proxy) return visit(now);
  const net::Address& proxy = fleet_.servers[*fleet_.proxy].address;
  const net::Address& behind = server();
  if (behind == proxy) return;
  const net::Address& visitor = client();
  relay(wire_, now, service_, {ports_.next(visitor), ports_.next(proxy), behind},
        traffic::visit(service_, proxy, random_), random_);
}

void ServiceTalk::call(Time now) {
  const net::Address &from = server(), &to = server();
  if (from == to) return;
  converse(wire_, now, service_, ports_.next(from), to, traffic::call(service_, to, random_),
           random_);
}

void ServiceTalk::look_up(Time now) {
  wire_.exchange(now, ports_.next(server()), {fleet_.resolver, 53}, name_look_up(random_), random_);
}

// A server that has no such service, or an address where nobody is any more.
void ServiceTalk::failure(Time now) {
  const net::Endpoint from = ports_.next(random_.chance(0.5) ? client() : server());
  const SparseServer& to = fleet_.servers[random_.below(fleet_.servers.size())];
  if (!to.serves && !service_.udp)
    return wire_.knock(now, from, {to.address, service_.port}, Wire::Answer::refusal, random_);
  if (random_.chance(0.5))
    return wire_.knock(now, from, {to.address, static_cast<std::uint16_t>(service_.port + 1)},
                       Wire::Answer::refusal, random_);
  const net::Address gone = net::Address::v4(to.address.v4_number() + 1);
  if (fleet_.find(gone) == nullptr && fleet_.network.contains(gone))
    wire_.knock_twice(now, from, {gone, service_.port}, random_);
}

HealthChecks::HealthChecks(const SparseFleet& fleet, const Service& service,
                           const ServiceTrafficOptions& options, Wire& wire, Ports& ports)
    : service_(service),
      wire_(wire),
      ports_(ports),
      random_(combine(options.seed, hash_of(bytes_of("health checks")))) {
  std::vector<net::Address> serving;
  for (const SparseServer& server : fleet.servers)
    if (server.serves) serving.push_back(server.address);
  for (std::size_t i = 0; i < serving.size(); ++i) {
    checks_.emplace_back(fleet.balancer, serving[i]);
    for (std::size_t k = 1; k <= options.neighbours && k < serving.size(); ++k)
      checks_.emplace_back(serving[(i + k) % serving.size()], serving[i]);
  }
  for (std::size_t i = checks_.size(); i > 1; --i)
    std::swap(checks_[i - 1], checks_[random_.below(i)]);
  pause_ = duration_from_seconds(options.check_seconds / static_cast<double>(checks_.size()));
  next_ = options.start + duration_from_seconds(random_.unit() * seconds(pause_));
}

void HealthChecks::act() {
  const auto& [by, of] = checks_[at_];
  converse(wire_, next_, service_, ports_.next(by), of, health_check(service_), random_);
  at_ = (at_ + 1) % checks_.size();
  next_ += pause_;
}

}  // namespace cordon::traffic
