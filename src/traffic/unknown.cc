#include "traffic/unknown.h"

#include <fmt/format.h>

#include <map>
#include <queue>

#include "traffic/agent.h"
#include "traffic/worm_delivery.h"

namespace cordon::traffic {
namespace {

constexpr double kAttackerRate = 10;  // at most: so that it infects one, and not half the fleet
constexpr int kReachedEach = 4;       // servers that each infected one reaches before the end
constexpr Duration kTail = 5s;        // of ordinary traffic behind it

struct Event {
  enum class Deed : std::uint8_t { probe, arrive };
  Time at;
  std::uint64_t order;
  Deed deed;
  net::Address who;  // probes, or is infected if it is vulnerable
  WormFlow flow{};   // that arrived
  bool infects = false;
  friend bool operator>(const Event& a, const Event& b) {
    return std::pair(a.at, a.order) > std::pair(b.at, b.order);
  }
};

class UnknownOutbreak {
 public:
  UnknownOutbreak(UnknownTruth& truth, const WormBody& body, VantageSink& sink,
                  const std::function<void(const WormFlow&)>& told)
      : options_(truth.options),
        truth_(truth),
        told_(told),
        sink_(sink),
        random_(combine(truth.options.seed, hash_of(bytes_of("unknown worm")))),
        wire_(sink, random_),
        targets_(options_.targeting, truth.fleet, options_.fleet_share),
        delivery_(options_, truth.fleet, body, wire_, ports_, random_),
        talk_{options_.background_per_minute,
              options_.check_seconds,
              2,
              {},
              options_.seed,
              options_.start} {
    for (const SparseServer& server : truth.fleet.servers) open_ += server.vulnerable;
    if (talk_.per_minute > 0)
      agents_.add(std::make_unique<ServiceTalk>(truth.fleet, options_.service, talk_, wire_,
                                                ordinary_ports_));
    if (talk_.check_seconds > 0)
      agents_.add(std::make_unique<HealthChecks>(truth.fleet, options_.service, talk_, wire_,
                                                 ordinary_ports_));
  }

  void run(const std::function<void(std::size_t, std::size_t)>& progress) {
    const Time end = options_.start + duration_from_seconds(options_.longest);
    infected_[truth_.fleet.attacker].course = targets_.course_of(truth_.fleet.attacker, random_);
    push({options_.start + duration_from_seconds(options_.before), 0, Event::Deed::probe,
          truth_.fleet.attacker});
    truth_.end = end;
    truth_.ended = "duration";
    Time all_since = Time::max();
    while (!events_.empty()) {
      const Event event = events_.top();
      const Time limit = std::min(end, all_since == Time::max() ? end : all_since + kTail);
      if (event.at > limit) {
        truth_.end = limit;
        if (limit != end) truth_.ended = "all";
        break;
      }
      if (event.deed == Event::Deed::arrive && ends_before(event)) {
        truth_.end = event.at - 1ns;
        truth_.ended = "infected";
        break;
      }
      if (sink_.frames() >= options_.most_frames) {
        truth_.end = event.at - 1ns;
        truth_.ended = "frames";
        break;
      }
      events_.pop();
      run_until(event.at);
      event.deed == Event::Deed::probe ? probe(event) : arrive(event);
      if (all_since == Time::max() && done()) all_since = event.at;
      if (progress) progress(truth_.infected.size(), open_);
    }
    run_until(truth_.end);
  }

 private:
  struct Infected {
    Targets::Course course;
    int reached = 0;  // servers
  };

  void push(Event event) {
    event.order = order_++;
    events_.push(std::move(event));
  }
  Time after(Time at, double mean) { return at + duration_from_seconds(random_.exponential(mean)); }

  // Ordinary traffic comes as far as this, little by little, so that few frames wait.
  void run_until(Time now) {
    for (Time next = agents_.next(); next <= now; next = agents_.next()) {
      agents_.run_until(next);
      wire_.flush(next);
    }
    wire_.flush(now);
  }

  bool is_new(const Event& event) const {
    return event.infects && !infected_.contains(event.flow.to.address);
  }
  bool ends_before(const Event& event) const {
    return options_.until_infected && is_new(event) &&
           truth_.infected.size() == *options_.until_infected;
  }
  bool done() const {
    return open_ > 0 ? truth_.infected.size() == open_ && shown_ == open_ : false;
  }

  void arrive(const Event& event) {
    ++truth_.worm_flows;
    if (told_) told_(event.flow);
    if (!is_new(event)) return;
    const net::Address& host = event.flow.to.address;
    infected_[host].course = targets_.course_of(host, random_);
    const Time onset = after(event.at, options_.onset);
    truth_.infected.push_back({host, event.flow.from.address, event.at, onset});
    push({onset, 0, Event::Deed::probe, host});
  }

  void probe(const Event& event) {
    const net::Address& who = event.who;
    const bool outside = who == truth_.fleet.attacker;
    if (outside && !truth_.infected.empty()) return;
    const double rate =
        outside ? std::min(kAttackerRate, options_.probes_per_second) : options_.probes_per_second;
    push({after(event.at, 1 / rate), 0, Event::Deed::probe, who});
    Infected& self = infected_[who];
    const net::Address target = targets_.next(who, self.course, random_);
    if (target == who) return;
    ++truth_.probes;
    const SparseServer* server = truth_.fleet.find(target);
    const Delivered delivered = delivery_.probe(event.at, who, target, server);
    if (!outside && server != nullptr && ++self.reached == kReachedEach) ++shown_;
    if (!delivered.whole) return;
    if (server != nullptr && server->serves) truth_.attacked.insert(target);
    push({delivered.flow.arrived,
          0,
          Event::Deed::arrive,
          {},
          delivered.flow,
          server != nullptr && server->vulnerable});
  }

  const UnknownOptions& options_;
  UnknownTruth& truth_;
  const std::function<void(const WormFlow&)>& told_;
  VantageSink& sink_;
  Random random_;
  Wire wire_;
  Ports ports_, ordinary_ports_;
  Targets targets_;
  WormDelivery delivery_;
  ServiceTrafficOptions talk_;
  Agents agents_;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  std::uint64_t order_ = 0;
  std::map<net::Address, Infected> infected_;  // and the attacker
  std::size_t open_ = 0, shown_ = 0;
};

Result<void> check(const UnknownOptions& o) {
  if (!(o.probes_per_second > 0 && o.probes_per_second <= 1000))
    return fail("simulate", "--probe-rate", "it must be above 0 and at most 1000 a second",
                "1 is the default");
  if (!(o.fleet_share > 0 && o.fleet_share <= 1))
    return fail("simulate", "--fleet-share", "it must be a share above 0",
                "0.5 is half of the probes");
  if (!(o.onset >= 0) || !(o.before >= 0) || !(o.longest > 0) || !(o.background_per_minute >= 0) ||
      !(o.check_seconds >= 0))
    return fail("simulate", "--onset, --before, --duration, --background or --checks",
                "none of them is below 0");
  if (o.body_bytes > 10'000'000)
    return fail("simulate", "--pull", "a body has at most ten million bytes");
  return {};
}

}  // namespace

Result<UnknownTruth> simulate_unknown(
    const UnknownOptions& options, FrameSink& sink,
    const std::function<void(const WormFlow&)>& told,
    const std::function<void(std::size_t, std::size_t)>& progress) {
  if (auto good = check(options); !good) return tl::unexpected(good.error());
  const auto body = WormBody::draw(options.worm, options.service, options.seed);
  if (!body) return tl::unexpected(body.error());
  auto fleet = plan_sparse(options.fleet, options.seed);
  if (!fleet) return tl::unexpected(fleet.error());
  if (options.vantage.kind == Vantage::Kind::server &&
      fleet->find(options.vantage.server) == nullptr)
    return fail("simulate", "--vantage " + options.vantage.text(),
                "no server of the simulated fleet has this address",
                "the fleet of this seed begins with " + fleet->servers.front().address.text());
  UnknownTruth truth;
  truth.options = options;
  truth.fleet = std::move(*fleet);
  truth.invariant = body->invariant();
  VantageSink seen(options.vantage, truth.fleet.network, sink);
  UnknownOutbreak(truth, *body, seen, told).run(progress);
  truth.frames = seen.frames();
  return truth;
}

}  // namespace cordon::traffic
