#include "scan/protocol_graph.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cordon::scan {
namespace {

constexpr double kForget = 1.0 / 60;  // an hour of windows

}  // namespace

void Usual::learn(double value) {
  ++seen_;
  const double share = std::max(kForget, 1.0 / seen_);
  const double off = value - mean_;
  mean_ += share * off;
  variance_ = (1 - share) * (variance_ + share * off * off);
}

double Usual::sigmas(double value) const {
  return (value - mean_) / std::sqrt(std::max({variance_, mean_, 1.0}));
}

std::uint32_t ServiceGraph::vertex(const net::Address& host, const Mark& here) {
  const auto [at, is_new] = index_.try_emplace(host, static_cast<std::uint32_t>(vertices_.size()));
  if (is_new) vertices_.push_back({host, at->second, 1, 0, false, here});
  return at->second;
}

std::uint32_t ServiceGraph::root(std::uint32_t of) {
  while (vertices_[of].parent != of)
    of = vertices_[of].parent = vertices_[vertices_[of].parent].parent;
  return of;
}

bool ServiceGraph::add(const Opening& o) {
  if (vertices_.size() + 2 > kMostVertices || edges_.size() >= kMostEdges) return false;
  const Mark here{o.at, o.frame};
  const std::uint32_t client = vertex(o.client, here), server = vertex(o.server, here);
  if (!edge_set_.insert(std::uint64_t{client} << 32 | server).second) return true;
  edges_.emplace_back(client, server);
  ++vertices_[client].servers;
  vertices_[client].ours |= o.ours;
  if (usual_.contains(o.client)) return true;
  std::uint32_t a = root(client), b = root(server);
  if (a != b) {
    if (vertices_[a].size < vertices_[b].size) std::swap(a, b);
    vertices_[b].parent = a;
    vertices_[a].size += vertices_[b].size;
  }
  largest_ = std::max(largest_, vertices_[a].size);
  return true;
}

std::vector<std::uint32_t> ServiceGraph::busiest() const {
  std::vector<std::uint32_t> found;
  for (std::uint32_t v = 0; v < vertices_.size(); ++v)
    if (vertices_[v].servers >= kLeastDegree && !usual_.contains(vertices_[v].host))
      found.push_back(v);
  std::sort(found.begin(), found.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(vertices_[b].servers, vertices_[a].host) <
           std::pair(vertices_[a].servers, vertices_[b].host);
  });
  if (found.size() > kMostSuspectsTried) found.resize(kMostSuspectsTried);
  return found;
}

// Components in which the vertex's neighbours are, once it is gone.
std::uint32_t ServiceGraph::pieces_without(std::uint32_t gone) const {
  std::vector<std::uint32_t> parent(vertices_.size());
  std::iota(parent.begin(), parent.end(), 0);
  const auto find = [&](std::uint32_t of) {
    while (parent[of] != of) of = parent[of] = parent[parent[of]];
    return of;
  };
  std::vector<std::uint32_t> neighbours;
  for (const auto& [client, server] : edges_) {
    if (client == gone || server == gone) {
      neighbours.push_back(client == gone ? server : client);
    } else if (!usual_.contains(vertices_[client].host)) {
      parent[find(client)] = find(server);
    }
  }
  for (std::uint32_t& n : neighbours) n = find(n);
  std::sort(neighbours.begin(), neighbours.end());
  return static_cast<std::uint32_t>(std::unique(neighbours.begin(), neighbours.end()) -
                                    neighbours.begin());
}

void ServiceGraph::close(const Mark& now, net::Protocol protocol, std::uint16_t port,
                         std::int64_t empty, std::vector<GraphSuspect>& suspects) {
  const auto hosts = static_cast<std::uint32_t>(vertices_.size());
  const double sigmas = std::max(hosts_norm_.sigmas(hosts), largest_norm_.sigmas(largest_));
  const bool alarm =
      hosts_norm_.seen() >= kTraining && sigmas > kSigmas && alarms_in_a_row_ < kMostAlarms;
  const std::vector<std::uint32_t> busy = busiest();
  if (alarm) {
    ++alarms_;
    ++alarms_in_a_row_;
    for (const std::uint32_t v : busy) {
      const std::uint32_t pieces = pieces_without(v);
      if (pieces < kLeastPieces || !vertices_[v].ours) continue;
      suspects.push_back({vertices_[v].host, protocol, port, vertices_[v].first, now,
                          vertices_[v].servers, pieces, hosts, largest_, sigmas});
    }
  } else {
    alarms_in_a_row_ = 0;
    hosts_norm_.learn(hosts);
    largest_norm_.learn(largest_);
    for (const std::uint32_t v : busy)
      if (usual_.size() < kMostUsual) usual_.insert(vertices_[v].host);
  }
  for (std::int64_t i = 0; i < std::min<std::int64_t>(empty, 240); ++i) {
    hosts_norm_.learn(0);
    largest_norm_.learn(0);
  }
  index_.clear();
  edge_set_.clear();
  vertices_.clear();
  edges_.clear();
  largest_ = 0;
}

void ProtocolGraphs::close_all(std::int64_t until) {
  for (auto& [service, graph] : graphs_)
    graph.close(last_, service.first, service.second, until - window_ - 1, suspects_);
}

void ProtocolGraphs::see(const Opening& opening) {
  const std::int64_t window = opening.at.time_since_epoch() / kGraphWindow;
  if (window > window_) {
    if (window_ != INT64_MIN) close_all(window);
    window_ = window;
  }
  last_ = {std::max(last_.at, opening.at), opening.frame};
  const std::pair service{opening.protocol, opening.port};
  auto graph = graphs_.find(service);
  if (graph == graphs_.end()) {
    if (graphs_.size() >= kMostGraphs) {
      ++not_kept_;
      return;
    }
    graph = graphs_.try_emplace(service).first;
  }
  not_kept_ += !graph->second.add(opening);
}

void ProtocolGraphs::close() {
  if (window_ != INT64_MIN) close_all(window_ + 1);
}

std::uint64_t ProtocolGraphs::alarms() const {
  std::uint64_t sum = 0;
  for (const auto& [service, graph] : graphs_) sum += graph.alarms();
  return sum;
}

}  // namespace cordon::scan
