#include "trace/contact_graph.h"

#include <algorithm>

namespace cordon::trace {

using evidence::Contact;

bool may_infect(const Contact& contact) {
  if (contact.established > 0) return true;
  return contact.protocol != net::Protocol::tcp && contact.refused == 0;
}

std::vector<const Contact*> contacts_of(const std::vector<Contact>& contacts,
                                        net::Protocol protocol, std::uint16_t port) {
  std::vector<const Contact*> list;
  for (const Contact& c : contacts)
    if (c.protocol == protocol && c.port == port) list.push_back(&c);
  return list;
}

ContactGraph::ContactGraph(const std::vector<const Contact*>& contacts, const Scanning& scanning,
                           const GraphRules& rules) {
  add_edges(contacts, scanning, rules.most);
  if (!rules.from_onset) std::fill(infected_by_.begin(), infected_by_.end(), Time::max());
  group(contacts, rules);
}

std::uint32_t ContactGraph::number_of(const net::Address& host, const Scanning& scanning) {
  const auto [found, is_new] =
      numbers_.try_emplace(host, static_cast<std::uint32_t>(numbers_.size()));
  if (is_new) {
    hosts_.push_back(host);
    const auto scanner = scanning.find(host);
    infected_by_.push_back(scanner == scanning.end() ? Time::max() : scanner->second.latest);
  }
  return found->second;
}

void ContactGraph::add_edges(const std::vector<const Contact*>& contacts, const Scanning& scanning,
                             std::size_t most) {
  for (std::uint32_t i = 0; i < contacts.size(); ++i) {
    const Contact& c = *contacts[i];
    Edge edge{0, 0, i, c.first};
    if (!scanning.empty()) {
      // One contact stands for all flows of a pair: an old acquaintance may infect too.
      const auto scanner = scanning.find(c.client);
      if (scanner == scanning.end() || c.last < scanner->second.earliest) continue;
      edge.at = std::max(c.first, scanner->second.earliest);
    }
    edges_.push_back(edge);
  }
  std::stable_sort(edges_.begin(), edges_.end(), [&](const Edge& a, const Edge& b) {
    return std::pair(a.at, contacts[a.contact]->first_frame) <
           std::pair(b.at, contacts[b.contact]->first_frame);
  });
  if (edges_.size() > most) {
    not_kept_ = edges_.size() - most;
    edges_.resize(most);
  }
  for (Edge& edge : edges_) {
    edge.from = number_of(contacts[edge.contact]->client, scanning);
    edge.to = number_of(contacts[edge.contact]->server, scanning);
  }
}

// By counting, which keeps their order in time.
void ContactGraph::group(const std::vector<const Contact*>& contacts, const GraphRules& rules) {
  first_into_.assign(numbers_.size() + 1, 0);
  const auto walkable = [&](const Edge& edge) {
    return rules.failed_may_infect || may_infect(*contacts[edge.contact]);
  };
  for (const Edge& edge : edges_)
    if (walkable(edge)) ++first_into_[edge.to + 1];
  for (std::size_t i = 1; i < first_into_.size(); ++i) first_into_[i] += first_into_[i - 1];
  into_.resize(first_into_.back());
  std::vector<std::uint32_t> next(first_into_.begin(), first_into_.end() - 1);
  for (std::uint32_t i = 0; i < edges_.size(); ++i)
    if (walkable(edges_[i])) into_[next[edges_[i].to]++] = i;
}

Duration ContactGraph::span() const {
  return edges_.empty() ? Duration{} : edges_.back().at - edges_.front().at;
}

std::span<const std::uint32_t> ContactGraph::before(std::uint32_t edge, Duration window) const {
  const std::uint32_t host = edges_[edge].from;
  const Time latest = std::min(edges_[edge].at, infected_by_[host]);
  const auto begin = into_.begin() + first_into_[host];
  const auto end = into_.begin() + first_into_[host + 1];
  const auto from = std::partition_point(begin, end, [&](std::uint32_t other) {
    return other < edge && edges_[other].at < latest - window;
  });
  const auto to = std::partition_point(
      from, end, [&](std::uint32_t other) { return other < edge && edges_[other].at <= latest; });
  return {from, to};
}

}  // namespace cordon::trace
