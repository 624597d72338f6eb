#include "contact_outbreak.h"

#include <map>
#include <queue>

#include "base/random.h"

namespace cordon::bench {
namespace {

using evidence::Contact;
using net::Address;

constexpr std::uint16_t kOtherPort = 443;
constexpr double kQuietBefore = 600;  // seconds of ordinary contacts before the outbreak
constexpr double kPauseOfHost = 90;   // between a host's ordinary contacts

Address address_of(std::size_t number) {
  return Address::v4(0x0a000000 + static_cast<std::uint32_t>(number));
}

Time at(double second) { return Time(duration_from_seconds(second)); }

class Site {
 public:
  explicit Site(const OutbreakSetting& setting) : setting_(setting), random_(setting.seed) {
    space_ = static_cast<std::size_t>(static_cast<double>(setting.hosts) / setting.dense);
    runs_.resize(space_);
    open_.resize(space_);
    std::vector<std::size_t> free(space_);
    for (std::size_t i = 0; i < space_; ++i) free[i] = i;
    for (std::size_t i = 0; i < setting.hosts; ++i) {
      std::swap(free[i], free[i + random_.below(space_ - i)]);
      const std::size_t host = free[i];
      hosts_.push_back(host);
      if (!random_.chance(0.4)) continue;
      runs_[host] = true;
      servers_.push_back(host);
      open_[host] = random_.chance(setting.vulnerable);
      vulnerable_ += open_[host];
    }
    for (const std::size_t host : hosts_)
      for (int i = 0; i < 5; ++i)
        friends_[host].push_back(servers_[random_.below(servers_.size())]);
  }

  ContactOutbreak run() {
    for (const std::size_t host : hosts_) plan(kPauseOfHost, host, false);
    if (setting_.scanner > 0) scanner_ = hosts_[random_.below(hosts_.size())];
    if (setting_.scanner > 0) events_.push({60, scanner_, true});
    std::size_t first = 0;
    do first = servers_[random_.below(servers_.size())];
    while (!open_[first] || first == scanner_);
    outbreak_.origin = address_of(first);
    const auto enough =
        static_cast<std::size_t>(std::max(2.0, setting_.until * static_cast<double>(vulnerable_)));
    bool begun = false;
    while (infected_.size() < enough && outbreak_.flows.size() < 400'000) {
      const Event event = events_.top();
      events_.pop();
      now_ = event.at;
      if (!begun && now_ > kQuietBefore) {
        begun = true;
        infect(first);
      }
      event.probe ? probe(event.host) : visit(event.host);
    }
    return std::move(outbreak_);
  }

 private:
  struct Event {
    double at;
    std::size_t host;
    bool probe;
    bool operator<(const Event& other) const {
      return std::tie(other.at, other.host) < std::tie(at, host);
    }
  };

  void plan(double mean, std::size_t host, bool probe) {
    events_.push({now_ + random_.exponential(mean), host, probe});
  }

  void infect(std::size_t host) {
    infected_.insert(host);
    events_.push({now_ + 0.5 + random_.exponential(2), host, true});
  }

  void flow(std::size_t from, std::size_t to, std::uint16_t port, bool answered) {
    if (random_.chance(setting_.lost)) return;
    Contact c;
    c.client = address_of(from);
    c.server = address_of(to);
    c.port = port;
    c.protocol = net::Protocol::tcp;
    c.first = c.last = at(now_);
    c.first_frame = outbreak_.flows.size() + 1;
    c.flows = 1;
    (answered ? c.established : c.unanswered) = 1;
    outbreak_.flows.push_back(c);
  }

  void probe(std::size_t host) {
    const bool infects = host != scanner_;
    plan(1 / (infects ? setting_.rate : setting_.scanner), host, true);
    const std::size_t target = random_.below(space_);
    if (target == host) return;
    flow(host, target, kPort, runs_[target]);
    if (!infects || !open_[target] || infected_.contains(target) || target == scanner_) return;
    outbreak_.causal.emplace(address_of(host), address_of(target));
    infect(target);
  }

  void visit(std::size_t host) {
    plan(kPauseOfHost, host, false);
    if (random_.chance(0.5)) return flow(host, hosts_[random_.below(30)], kOtherPort, true);
    const double kind = random_.unit();
    std::size_t server = servers_[random_.below(servers_.size())];  // anybody
    if (kind < 0.6) {
      server = servers_[random_.below(1 + random_.below(12))];  // popular, the first most
    } else if (kind < 0.85) {
      server = friends_[host][random_.below(5)];
    } else if (kind < 0.88) {
      server = random_.below(space_);  // moved away, or mistyped
    }
    if (server != host) flow(host, server, kPort, runs_[server]);
  }

  OutbreakSetting setting_;
  Random random_;
  std::size_t space_ = 0, vulnerable_ = 0, scanner_ = SIZE_MAX;
  double now_ = 0;
  std::vector<bool> runs_, open_;
  std::vector<std::size_t> hosts_, servers_;
  std::map<std::size_t, std::vector<std::size_t>> friends_;
  std::set<std::size_t> infected_;
  std::priority_queue<Event> events_;
  ContactOutbreak outbreak_;
};

}  // namespace

ContactOutbreak simulated(const OutbreakSetting& setting) { return Site(setting).run(); }

}  // namespace cordon::bench
