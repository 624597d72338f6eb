#include "traffic/outbreak.h"

#include <algorithm>
#include <map>
#include <queue>

#include "strain/bytes_text.h"
#include "traffic/agent.h"
#include "traffic/background.h"

namespace cordon::traffic {
namespace {

constexpr double kAttackerLasts =
    30;  // seconds that the outside attacker goes on after its first success
constexpr int kReachedEach = 4;  // servers that each infected one must have reached before the end
constexpr double kTail = 5;      // seconds of ordinary traffic behind the last probe

enum class Deed : std::uint8_t { probe, infect, background };

struct Event {
  Time at;
  std::uint64_t order;
  Deed deed;
  net::Address who, by;
  friend bool operator>(const Event& a, const Event& b) {
    return std::pair(a.at, a.order) > std::pair(b.at, b.order);
  }
};

class Outbreak {
 public:
  Outbreak(const strain::Strain& strain, Truth& truth, FrameSink& sink, Random& random)
      : simulation_(*strain.simulation),
        truth_(truth),
        scenario_(truth.scenario),
        options_(truth.options),
        random_(random),
        wire_(sink, random),
        background_(truth.scenario, truth.options, wire_, random),
        agents_(truth.scenario, truth.options, wire_) {
    for (const Server& server : scenario_.servers) {
      patched_[server.address] = server.patched;
      open_ += !server.patched;
    }
  }

  void run(const std::function<void(std::size_t, std::size_t)>& progress) {
    const Time end = options_.start + duration_from_seconds(options_.longest);
    push(options_.start, Deed::background, {}, {});
    push(options_.start + 5s, Deed::probe, scenario_.attacker, {});
    Time last = options_.start;
    while (!events_.empty()) {
      const Event event = events_.top();
      events_.pop();
      if (event.at > end || (done() && event.at > last + duration_from_seconds(kTail))) break;
      if (!done()) last = event.at;
      agents_.run_until(event.at);
      wire_.flush(event.at);
      act(event);
      if (progress) progress(infected_.size(), open_);
    }
    wire_.flush_all();
    truth_.end = last;
  }

 private:
  void push(Time at, Deed deed, const net::Address& who, const net::Address& by) {
    events_.push({at, order_++, deed, who, by});
  }
  Time after(Time at, double mean) { return at + duration_from_seconds(random_.exponential(mean)); }

  // Every open server has fallen and shown it; or, where none is open, all have been tried.
  bool done() const {
    if (open_ == 0) return truth_.attacked.size() == scenario_.servers.size();
    return infected_.size() == open_ && shown_ == open_;
  }

  void act(const Event& event) {
    switch (event.deed) {
      case Deed::background:
        background_.one(event.at);
        push(options_.day.after(event.at, background_.pause(), random_), Deed::background, {}, {});
        break;
      case Deed::infect: infect(event); break;
      case Deed::probe: probe(event); break;
    }
  }

  void infect(const Event& event) {
    if (infected_.contains(event.who)) return;  // somebody was faster
    if (infected_.empty()) attacker_until_ = event.at + duration_from_seconds(kAttackerLasts);
    infected_[event.who] = 0;
    const Time onset = after(event.at, simulation_.incubation);
    truth_.infected.push_back({event.who, event.by, event.at, onset});
    push(onset, Deed::probe, event.who, {});
  }

  void probe(const Event& event) {
    const bool outside = event.who == scenario_.attacker;
    if (outside && !infected_.empty() && event.at > attacker_until_) return;
    push(after(event.at, 1 / options_.probes_per_second), Deed::probe, event.who, {});
    const net::Address target = choose_target(outside);
    if (target == event.who) return;
    const auto server = patched_.find(target);
    if (server == patched_.end()) {
      miss(event.at, event.who, target);
      return;
    }
    truth_.attacked.insert(target);
    attack(event.at, event.who, target, server->second);
    const auto sender = infected_.find(event.who);
    if (sender != infected_.end() && ++sender->second == kReachedEach) ++shown_;
  }

  net::Address choose_target(bool outside) {
    if (!outside && !random_.chance(options_.fleet_share)) return stranger();
    const std::size_t all = scenario_.servers.size() + scenario_.unused.size();
    const std::size_t chosen = random_.below(all);
    return chosen < scenario_.servers.size() ? scenario_.servers[chosen].address
                                             : scenario_.unused[chosen - scenario_.servers.size()];
  }

  // An address of the world, of the class E that nobody has: nothing real is named.
  net::Address stranger() {
    return net::Address::v4(0xf0000000 + static_cast<std::uint32_t>(random_.below(0x0fffff00)));
  }

  void miss(Time at, const net::Address& from, const net::Address& to) {
    const strain::Dialogue& first = simulation_.vulnerable.front();
    const net::Endpoint client{from, port()}, server{to, first.port};
    if (first.transport == net::Protocol::udp) {
      const Conversation c = conversation(first, from, to);
      for (const Said& said : c.said)
        if (said.by_client) wire_.datagram(at, client, server, said.bytes);
    } else {
      wire_.unanswered(at, client, server);
    }
  }

  void attack(Time at, const net::Address& from, const net::Address& to, bool patched) {
    const auto& dialogues = patched ? simulation_.patched : simulation_.vulnerable;
    Time now = at;
    for (const strain::Dialogue& dialogue : dialogues)
      now = wire_.converse(now + 2ms, conversation(dialogue, from, to));
    if (!patched) push(now, Deed::infect, to, from);
  }

  Conversation conversation(const strain::Dialogue& dialogue, const net::Address& attacker,
                            const net::Address& victim) {
    Conversation c;
    c.udp = dialogue.transport == net::Protocol::udp;
    c.ending = dialogue.ending;
    c.client = {dialogue.victim_opens ? victim : attacker,
                dialogue.client_port != 0 ? dialogue.client_port : port()};
    c.server = {dialogue.victim_opens ? attacker : victim, dialogue.port};
    for (const strain::Turn& turn : dialogue.turns) {
      auto bytes = strain::expand(turn.bytes, {attacker.text(), victim.text()}, random_);
      c.said.push_back(
          {turn.from_client, bytes ? std::move(*bytes) : std::vector<std::uint8_t>{}, turn.delay});
    }
    return c;
  }

  std::uint16_t port() { return static_cast<std::uint16_t>(1025 + random_.below(18000)); }

  const strain::Simulation& simulation_;
  Truth& truth_;
  const Scenario& scenario_;
  const Options& options_;
  Random& random_;
  Wire wire_;
  Background background_;
  Agents agents_;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  std::uint64_t order_ = 0;
  std::map<net::Address, bool> patched_;
  std::map<net::Address, int> infected_;  // and how many servers each has reached
  std::size_t open_ = 0, shown_ = 0;
  Time attacker_until_{};
};

}  // namespace

Result<Truth> simulate(const strain::Strain& strain, const Options& options, FrameSink& sink,
                       const std::function<void(std::size_t, std::size_t)>& progress) {
  if (!strain.simulation)
    return fail("simulate", strain.id, "the catalogue has no dialogues of it",
                "cordon strains list; add [simulation] to its file");
  Random random(combine(options.seed, hash_of(bytes_of(strain.id))));
  auto scenario = plan(options, random);
  if (!scenario) return tl::unexpected(scenario.error());
  Truth truth;
  truth.strain = strain.id;
  truth.options = options;
  truth.scenario = std::move(*scenario);
  VantageSink seen(options.vantage, truth.scenario.network, sink);
  Outbreak(strain, truth, seen, random).run(progress);
  truth.frames = seen.frames();
  return truth;
}

}  // namespace cordon::traffic
