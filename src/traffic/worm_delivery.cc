#include "traffic/worm_delivery.h"

#include <fmt/format.h>

namespace cordon::traffic {
namespace {

constexpr double kPatient = 20;  // probes a second below which a worm's SYN is repeated

// Some patched servers tell that they did not understand, some reset.
bool resets(const net::Address& server) { return (mix(server.hash() + 1) & 1) != 0; }

// Where an infector hands out its body.
std::uint16_t body_port(const net::Address& infector) {
  return static_cast<std::uint16_t>(20'000 + infector.hash() % 20'000);
}

}  // namespace

Delivered WormDelivery::probe(Time now, const net::Address& from, const net::Address& to,
                              const SparseServer* server) {
  const net::Endpoint mine = ports_.next(from), there{to, options_.service.port};
  if (options_.service.udp) return by_datagram(now, mine, there, server);
  if (server == nullptr) return miss(now, mine, there), Delivered{};
  if (!server->serves) {
    wire_.knock(now, mine, there, Wire::Answer::refusal, random_);
    return {};
  }
  const Time begun = now;
  Connection connection = wire_.open(now, mine, there, random_);
  const Said copy{true, body_.copy(to, random_), 0.001 + random_.exponential(0.004)};
  wire_.say_cut(connection, now, copy, body_.cuts(random_));
  const Delivered delivered{true, {begun, now, mine, there}};
  if (!server->vulnerable) {
    if (resets(to)) return wire_.reset(connection, now, false), delivered;
    wire_.say(connection, now, refusal(options_.service));
    wire_.finish(connection, now, false);
    return delivered;
  }
  if (answers_) wire_.say(connection, now, visit(options_.service, to, random_)[1]);
  if (options_.body_bytes > 0) fetch(now + 50ms, to, from);
  now += 200ms;
  wire_.finish(connection, now, true);
  return delivered;
}

void WormDelivery::miss(Time now, const net::Endpoint& from, const net::Endpoint& to) {
  switch (fleet_.dark(to.address)) {
    case SparseFleet::Dark::router_tells:
      return wire_.unreachable_segment(now, from, to, fleet_.router, random_);
    case SparseFleet::Dark::reset:
      return wire_.knock(now, from, to, Wire::Answer::refusal, random_);
    case SparseFleet::Dark::silent: break;
  }
  if (options_.probes_per_second < kPatient) return wire_.knock_twice(now, from, to, random_);
  wire_.knock(now, from, to, Wire::Answer::none, random_);
}

Delivered WormDelivery::by_datagram(Time now, const net::Endpoint& from, const net::Endpoint& to,
                                    const SparseServer* server) {
  const std::vector<std::uint8_t> copy = body_.copy(to.address, random_);
  Delivered delivered{true, {now, now + 2ms, from, to}};
  if (server == nullptr) {
    if (fleet_.dark(to.address) == SparseFleet::Dark::router_tells)
      wire_.unreachable_datagram(now, from, to, copy, fleet_.router, Wire::Unreachable::host,
                                 random_);
    else
      wire_.datagram(now, from, to, copy);
  } else if (!server->serves) {
    wire_.unreachable_datagram(now, from, to, copy, to.address, Wire::Unreachable::port, random_);
  } else if (server->vulnerable) {
    std::vector<Said> said{{true, copy, 0}};
    if (answers_) said.push_back(visit(options_.service, to.address, random_)[1]);
    wire_.exchange(now, from, to, said, random_);
    if (options_.body_bytes > 0) fetch(now + 50ms, to.address, from.address);
  } else {
    std::vector<Said> said{{true, copy, 0}};
    if (!resets(to.address)) said.push_back(refusal(options_.service));
    wire_.exchange(now, from, to, said, random_);
  }
  return delivered;
}

// The victim asks its infector for the rest: random bytes, fresh each time.
void WormDelivery::fetch(Time now, const net::Address& victim, const net::Address& infector) {
  Connection connection =
      wire_.open(now, ports_.next(victim), {infector, body_port(infector)}, random_);
  const std::string asked = fmt::format("{:08x}\n", random_.next() >> 32);
  wire_.say(connection, now, {true, copy_of(bytes_of(asked)), 0.002});
  wire_.say(connection, now, {false, random_bytes(options_.body_bytes, random_), 0.002});
  wire_.finish(connection, now, false);
}

}  // namespace cordon::traffic
