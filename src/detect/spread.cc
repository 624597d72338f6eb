#include "detect/spread.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace cordon::detect {
namespace {

using evidence::Contact;
using evidence::Finding;
using scan::ScanWalk;

constexpr double kTurnedInCompany = 4.5;  // log-odds: it turned, as others did
constexpr double kPassedItOn = 1.5;       // and whom it reached turned after it
constexpr double kChance = 0.3;           // that a scanner's contact was the infecting one
// ... where the server then connected to the scanner.
constexpr double kChanceCalledBack = 0.95;
// Who scans so has no habit that would explain it.
constexpr std::size_t kManyFailed = 20;
constexpr double kNearlyAll = 0.9;

using Hosts = absl::flat_hash_set<net::Address>;
using Contacts = std::vector<const Contact*>;  // by time

// Who sends a known strain to a service: its scanning is explained.
std::map<Service, Hosts> explained(const std::vector<Finding>& findings) {
  std::map<Service, Hosts> hosts;
  for (const Finding& f : findings)
    if (evidence::is_of_a_strain(f)) hosts[{f.protocol, f.port}].insert(f.actor);
  return hosts;
}

std::map<Service, Contacts> services(const std::vector<Contact>& contacts) {
  std::map<Service, Contacts> by_service;
  for (const Contact& c : contacts)
    if (c.protocol == net::Protocol::tcp || c.protocol == net::Protocol::udp)
      by_service[{c.protocol, c.port}].push_back(&c);
  return by_service;
}

// When a host first opened a service of another.
class CallBacks {
 public:
  explicit CallBacks(const std::vector<Contact>& contacts) {
    for (const Contact& c : contacts) first_[{c.client, c.server}].push_back(&c);
  }
  /// Whether `host` first contacted `other` on another service, in the time after `since`.
  bool within(const net::Address& host, const net::Address& other, Time since, Duration time,
              const Service& not_on) const {
    const auto found = first_.find({host, other});
    if (found == first_.end()) return false;
    return std::any_of(found->second.begin(), found->second.end(), [&](const Contact* c) {
      return c->first >= since && c->first <= since + time &&
             Service(c->protocol, c->port) != not_on;
    });
  }

 private:
  absl::flat_hash_map<std::pair<net::Address, net::Address>, Contacts> first_;
};

// One service's scanners and whom they turned.
class Search {
 public:
  Search(Service service, const Contacts& contacts, const Hosts& explained, const CallBacks& calls,
         const net::ByHost<SpreadOptions>& options)
      : service_(service), contacts_(contacts), calls_(calls), options_(options) {
    // Where nothing fails nobody scans: so it is in an access log.
    if (std::none_of(contacts.begin(), contacts.end(),
                     [](const Contact* c) { return c->established == 0; }))
      return;
    Hosts alive;
    for (const Contact* c : contacts)
      if (c->established > 0) alive.insert(c->server);
    for (const Contact* c : contacts) {
      const SpreadOptions& o = options.of(c->client);
      if (o.enabled && !explained.contains(c->client))
        walks_[c->client].step(*c, alive.contains(c->server), o.scan_threshold);
    }
    absl::erase_if(walks_, [](const auto& walk) { return !walk.second.scans(); });
    if (walks_.empty()) return;
    for (const Contact* c : contacts) {
      meet(*c);
      opened_.insert(c->client);
      if (c->established > 0 && !walks_.contains(c->client)) served_.insert(c->server);
    }
  }

  std::vector<Finding> findings() const {
    std::vector<Finding> found;
    if (!told()) return found;
    for (const Contact* c : reached_) {
      if (found.size() >= kMostSpread) break;
      found.push_back(attempt(*c));
    }
    for (const auto& [host, how] : turned_) found.push_back(turning(host));
    return found;
  }

  bool anybody_scans() const { return !walks_.empty(); }

  /// What it rests on.
  ServiceSpread numbers() const {
    ServiceSpread numbers{service_, 0, 0, {}, turned_.size(), told()};
    Hosts clients, servers;
    for (const Contact* c : contacts_) {
      clients.insert(c->client);
      servers.insert(c->server);
    }
    numbers.clients = clients.size();
    numbers.servers = servers.size();
    for (const auto& [host, walk] : walks_) {
      SpreadScanner scanner{host,
                            walk.onset().first,
                            walk.first_failure().first,
                            walk.contacts(),
                            walk.failed(),
                            walk.sum(),
                            false,
                            {},
                            {},
                            passed_on_.contains(host)};
      if (const auto how = turned_.find(host); how != turned_.end()) {
        scanner.turned = true;
        scanner.by = how->second.by;
        scanner.reached = how->second.at;
      }
      numbers.scanners.push_back(scanner);
    }
    std::sort(numbers.scanners.begin(), numbers.scanners.end(), [](const auto& a, const auto& b) {
      return std::tie(a.onset, a.host) < std::tie(b.onset, b.host);
    });
    return numbers;
  }

 private:
  // A contact of a scanner that was answered; if its server then scans too, it turned.
  void meet(const Contact& c) {
    const auto scanner = walks_.find(c.client);
    if (scanner == walks_.end() || c.established == 0) return;
    if (c.last < scanner->second.onset().first) return;
    reached_.push_back(&c);
    const auto server = walks_.find(c.server);
    if (server == walks_.end()) return;
    const Time onset = server->second.first_failure().first;
    const Time reached = reached_at(c, scanner->second);
    // Some clocks tell seconds.
    if (reached > onset || onset - reached > options_.of(c.server).turns_within) return;
    turned_.emplace(c.server, Reached{c.client, reached});
    passed_on_.insert(c.client);
    const SpreadOptions& o = options_.of(c.server);
    const bool hard = scans_hard(server->second);
    const Duration at_once =
        hard || served_.contains(c.server) ? o.server_turns_at_once : o.turns_at_once;
    if ((hard || !opened_.contains(c.server)) && onset - reached < at_once)
      at_once_.insert(c.server);
  }

  static bool scans_hard(const ScanWalk& walk) {
    return walk.failed() >= kManyFailed &&
           static_cast<double>(walk.failed()) >= kNearlyAll * static_cast<double>(walk.contacts());
  }

  // A contact is told as one, however often it was renewed; before its client scanned it was of
  // another kind.
  static Time reached_at(const Contact& c, const ScanWalk& scanner) {
    return std::max(c.first, scanner.onset().first);
  }

  bool told() const { return turned_.size() >= options_.all().least_turned || !at_once_.empty(); }

  std::string strain() const { return unknown_strain(service_); }

  Finding attempt(const Contact& c) const {
    Finding f;
    f.kind = evidence::Kind::attempt;
    f.time = reached_at(c, walks_.at(c.client));
    f.frame = c.first_frame;
    f.actor = c.client;
    f.target = c.server;
    f.port = c.port;
    f.protocol = c.protocol;
    f.strain = strain();
    const bool called_back =
        calls_.within(c.server, c.client, f.time, options_.all().calls_back_within, service_);
    f.chance = called_back ? kChanceCalledBack : kChance;
    f.why = called_back ? "reached by a host that scans this service, it called that host back"
                        : "reached by a host that scans this service; what was sent is not known";
    f.repeats = c.flows - 1;
    f.last = c.last;
    f.origins = {evidence::Origin::of_frame(c.first_frame)};
    return f;
  }

  Finding turning(const net::Address& host) const {
    const ScanWalk& walk = walks_.at(host);
    Finding f;
    f.kind = evidence::Kind::turned;
    f.time = walk.first_failure().first;
    f.frame = walk.first_failure().first_frame;
    f.actor = host;
    f.target = walk.first_failure().server;
    f.port = service_.second;
    f.protocol = service_.first;
    f.strain = strain();
    f.weight = kTurnedInCompany + (passed_on_.contains(host) ? kPassedItOn : 0);
    f.why = fmt::format(
        "reached on port {} by a scanner, it then opened that port on {} hosts, {} of which did "
        "not answer{}",
        service_.second, walk.contacts(), walk.failed(),
        passed_on_.contains(host) ? ", and some that it reached did the same" : "");
    f.origins = {evidence::Origin::of_frame(walk.first_failure().first_frame)};
    return f;
  }

  struct Reached {
    net::Address by;
    Time at{};
  };

  Service service_;
  const Contacts& contacts_;
  const CallBacks& calls_;
  const net::ByHost<SpreadOptions>& options_;
  absl::flat_hash_map<net::Address, ScanWalk> walks_;
  Contacts reached_;
  std::map<net::Address, Reached> turned_;
  std::set<net::Address> passed_on_, at_once_;
  Hosts served_, opened_;  // up to the contact that is met
};

}  // namespace

Spread look_for_spread(const std::vector<Finding>& findings, const std::vector<Contact>& contacts,
                       const net::ByHost<SpreadOptions>& options) {
  const auto known = explained(findings);
  const CallBacks calls(contacts);
  Spread spread;
  for (const auto& [service, of_service] : services(contacts)) {
    const auto hosts = known.find(service);
    const Search search(service, of_service, hosts != known.end() ? hosts->second : Hosts{}, calls,
                        options);
    if (!search.anybody_scans()) continue;
    auto more = search.findings();
    std::move(more.begin(), more.end(), std::back_inserter(spread.findings));
    spread.services.push_back(search.numbers());
  }
  return spread;
}

}  // namespace cordon::detect
