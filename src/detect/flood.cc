#include "detect/flood.h"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "detect/flood_load.h"
#include "detect/not_our_flood.h"

namespace cordon::detect {
namespace {

using evidence::Contact;
using evidence::Finding;
using evidence::Flood;
using evidence::FloodKind;
using evidence::Kind;

// Since when each host acts infected, and by which strains.
struct Conduct {
  Time since = Time::max();
  std::set<std::string> strains;
};
using Conducts = absl::flat_hash_map<net::Address, Conduct>;

Conducts conducts_of(const std::vector<Finding>& findings) {
  Conducts conducts;
  for (const Finding& f : findings) {
    if (f.strain.empty() || f.kind == Kind::backdoor_asked || f.kind == Kind::flooded) continue;
    Conduct& conduct = conducts[f.actor];
    conduct.since = std::min(conduct.since, f.time);
    conduct.strains.insert(f.strain);
  }
  return conducts;
}

// What a host puts upon its targets of one kind, all together.
struct Custom {
  double rates = 0;
  std::size_t targets = 0;
};

class Search {
 public:
  Search(const std::vector<Contact>& contacts, const std::vector<Finding>& findings,
         const IsOurs& is_ours, const net::ByHost<FloodOptions>& options)
      : is_ours_(is_ours),
        options_(options),
        loads_(loads_of(contacts)),
        conducts_(conducts_of(findings)) {
    began_ = contacts.empty() ? Time{} : contacts.front().first;
    for (const Load& load : loads_) {
      Custom& custom = customs_[{load.client, load.kind}];
      custom.rates += load.rate();
      ++custom.targets;
    }
  }

  std::vector<Flood> floods() const {
    using Place = std::tuple<net::Address, FloodKind, std::uint16_t>;
    std::map<Place, std::vector<const Load*>> places;
    for (const Load& load : loads_)
      if (may_be_part(load)) places[{load.server, load.kind, load.port}].push_back(&load);
    std::vector<Flood> found;
    for (auto& [place, loads] : places) {
      std::stable_sort(loads.begin(), loads.end(),
                       [](const Load* a, const Load* b) { return a->begin < b->begin; });
      for (auto first = loads.begin(); first != loads.end();) {
        auto next = first + 1;
        while (next != loads.end() &&
               (*next)->begin - (*(next - 1))->begin <= options_.all().begin_together)
          ++next;
        if (static_cast<std::size_t>(next - first) >= options_.all().least_flooders)
          found.push_back(flood_of({first, next}));
        first = next;
      }
    }
    return found;
  }

 private:
  // Upon its other targets, on average.
  double norm(const Load& load) const {
    const Custom& custom = customs_.at({load.client, load.kind});
    if (custom.targets < 2) return 0;
    return (custom.rates - load.rate()) / static_cast<double>(custom.targets - 1);
  }

  bool acts_infected(const Load& load) const {
    const auto conduct = conducts_.find(load.client);
    return conduct != conducts_.end() && conduct->second.since <= load.begin;
  }

  bool may_be_part(const Load& load) const {
    if (load.server.is_multicast() || load.server.is_broadcast() || load.server == load.client)
      return false;
    const FloodOptions& o = options_.of(load.client);
    const bool requests = load.kind == FloodKind::http;
    if (!o.enabled || load.rate() < (requests ? o.least_request_rate : o.least_rate)) return false;
    if (load.packets < o.least_packets) return false;
    if (!requests && load.one_sided < kLeastOneSided * load.packets) return false;
    if (load.rate() < o.far_above * norm(load) || !is_ours_(load.client)) return false;
    return acts_infected(load) || (!requests && load.begin - began_ >= o.quiet_before);
  }

  Flood flood_of(const std::vector<const Load*>& loads) const {
    Flood flood;
    const Load& first = *loads.front();
    flood.kind = first.kind;
    flood.target = first.server;
    flood.port = first.port;
    flood.protocol = first.protocol;
    flood.from = first.begin;
    flood.host_count = loads.size();
    double packets = 0, flows = 0;
    for (const Load* load : loads) {
      flood.to = std::max(flood.to, load->end);
      packets += load->packets;
      flows += load->flows;
      if (flood.hosts.size() < kMostFloodHosts)
        flood.hosts.push_back({load->client, load->begin, load->frame,
                               load->packets / std::max(1.0, seconds(load->end - load->begin)),
                               norm(*load)});
    }
    const double lasted = std::max(1.0, seconds(flood.to - flood.from));
    flood.packets_per_second = packets / lasted;
    flood.flows_per_second = flows / lasted;
    flood.strain = strain_of(loads);
    std::sort(flood.hosts.begin(), flood.hosts.end(),
              [](const auto& a, const auto& b) { return a.address < b.address; });
    return flood;
  }

  // By which at least half of the hosts act infected: the one of most.
  std::string strain_of(const std::vector<const Load*>& loads) const {
    std::map<std::string, std::size_t> hosts;
    for (const Load* load : loads)
      if (acts_infected(*load))
        for (const std::string& strain : conducts_.at(load->client).strains) ++hosts[strain];
    std::string strain;
    std::size_t most = 0;
    for (const auto& [name, count] : hosts)
      if (count > most && count * 2 >= loads.size()) {
        strain = name;
        most = count;
      }
    return strain;
  }

  static constexpr double kLeastOneSided = 0.7;  // of its packets

  const IsOurs& is_ours_;
  const net::ByHost<FloodOptions>& options_;
  Time began_{};
  std::vector<Load> loads_;
  Conducts conducts_;
  absl::flat_hash_map<std::pair<net::Address, FloodKind>, Custom> customs_;
};

}  // namespace

std::vector<Flood> floods(const std::vector<Contact>& contacts,
                          const std::vector<Finding>& findings, const IsOurs& is_ours,
                          const net::ByHost<FloodOptions>& options) {
  std::vector<Flood> found = Search(contacts, findings, is_ours, options).floods();
  if (options.all().enabled)
    for (auto&& more :
         {upon_us(contacts, is_ours, options.all()), backscatter(contacts, options.all())})
      found.insert(found.end(), more.begin(), more.end());
  std::stable_sort(found.begin(), found.end(), [](const Flood& a, const Flood& b) {
    return std::tie(a.from, a.target, a.port) < std::tie(b.from, b.target, b.port);
  });
  return found;
}

std::vector<Finding> flooded(const std::vector<Flood>& floods) {
  std::vector<Finding> findings;
  for (const Flood& flood : floods) {
    if (flood.role != evidence::FloodRole::ours) continue;
    for (const Flood::Host& host : flood.hosts) {
      Finding f;
      f.kind = Kind::flooded;
      f.time = host.begin;
      f.frame = host.frame;
      f.actor = host.address;
      f.target = flood.target;
      f.port = flood.port;
      f.protocol = flood.protocol;
      f.strain = flood.strain;
      f.why = fmt::format(
          "floods {} with {} others: {:.0f} packets a second ({}), {:.2g} to others",
          flood.target.text(), flood.host_count - 1, host.rate, name_of(flood.kind), host.norm);
      f.origins = {evidence::Origin::of_frame(host.frame)};
      findings.push_back(std::move(f));
    }
  }
  return findings;
}

}  // namespace cordon::detect
