#include "fleet/fleet.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "base/text.h"

namespace cordon::fleet {
namespace {

net::Prefix neighbourhood(const net::Address& host) {
  return net::Prefix(host, host.is_v4() ? 24 : 64);
}

bool is_one_host(const net::Address& host) {
  return !host.is_multicast() && !host.is_broadcast() && !host.is_unspecified();
}

// When each host first attacked each other one.
using Attacks = std::map<std::pair<net::Address, net::Address>, Time>;

Attacks attacks(const std::vector<evidence::Finding>& findings) {
  Attacks first;
  for (const auto& finding : findings)
    if (finding.kind == evidence::Kind::attempt)
      first.emplace(std::pair(finding.actor, finding.target), finding.time);
  return first;
}

}  // namespace

Result<Fleet> Fleet::of_networks(const std::vector<std::string>& networks) {
  Fleet fleet;
  for (const std::string& text : networks) {
    const auto prefix = net::Prefix::parse(text);
    if (!prefix)
      return fail("use as fleet", text, "it is no network",
                  "give an address or CIDR such as 10.0.0.0/8 or 2001:db8::/32");
    fleet.networks_.push_back(*prefix);
    fleet.how_ += (fleet.how_.empty() ? "given: " : ", ") + prefix->text();
  }
  return fleet;
}

Result<Fleet> Fleet::read(const std::string& path) {
  std::ifstream file(path);
  if (!file) return fail("read fleet", path, "it cannot be opened", "check the path");
  std::vector<std::string> networks;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    const std::string_view text = trimmed(std::string_view(line).substr(0, line.find('#')));
    if (text.empty()) continue;
    if (!net::Prefix::parse(text))
      return fail("read fleet", fmt::format("{}:{}", path, number),
                  fmt::format("'{}' is no network", printable(bytes_of(text), 40)),
                  "write an address or CIDR a line, such as 10.0.0.0/8");
    networks.emplace_back(text);
  }
  if (networks.empty())
    return fail("read fleet", path, "it names no network", "write an address or CIDR a line");
  auto fleet = of_networks(networks);
  if (fleet) fleet->how_ = "given in " + path;
  return fleet;
}

Fleet Fleet::guess(const std::vector<evidence::Contact>& contacts,
                   const std::vector<evidence::Finding>& findings) {
  Fleet fleet;
  fleet.guessed_ = true;
  const Attacks attacked = attacks(findings);
  for (const evidence::Contact& contact : contacts) {
    if (contact.established == 0 || !is_one_host(contact.server)) continue;
    const auto attack = attacked.find({contact.server, contact.client});
    const bool answers_its_victim = attack != attacked.end() && attack->second <= contact.first;
    if (!answers_its_victim) fleet.hosts_.insert(contact.server);
  }
  // Somebody outside whom our hosts use (a web site, a resolver) answers too: where private
  // addresses answer, the public ones are taken for strangers.
  const bool private_answers = std::any_of(fleet.hosts_.begin(), fleet.hosts_.end(),
                                           [](const auto& host) { return host.is_private(); });
  if (private_answers)
    std::erase_if(fleet.hosts_, [](const auto& host) { return !host.is_private(); });
  for (const net::Address& host : fleet.hosts_) fleet.neighbourhoods_.insert(neighbourhood(host));
  for (const evidence::Finding& finding : findings) {
    if (finding.kind != evidence::Kind::attempt) continue;
    if (finding.target.is_private()) fleet.neighbourhoods_.insert(neighbourhood(finding.target));
    if (!private_answers && is_one_host(finding.target)) fleet.hosts_.insert(finding.target);
  }
  fleet.how_ = "guessed: hosts that answer, were attacked, or are their private neighbours";
  return fleet;
}

bool Fleet::contains(const net::Address& host) const {
  if (hosts_.contains(host)) return true;
  if (host.is_private() && neighbourhoods_.contains(neighbourhood(host))) return true;
  return std::any_of(networks_.begin(), networks_.end(),
                     [&](const net::Prefix& network) { return network.contains(host); });
}

}  // namespace cordon::fleet
