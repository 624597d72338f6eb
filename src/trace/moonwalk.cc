#include "trace/moonwalk.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "base/random.h"

namespace cordon::trace {
namespace {

using Edge = ContactGraph::Edge;

constexpr std::size_t kPilots = 10;  // a window is tried with one walk in so many
// That who was reached before it scanned was yet infected by a way that the input does not show.
constexpr double kUnseenWay = 0.05;
// That of those whom somebody else infected, the earliest that was seen was the first.
constexpr double kFirstSeenIsFirst = 0.8;
constexpr double kNegligible = 0.005;

// How often walks came to each edge from a later one: where they begin says nothing.
struct Visits {
  std::vector<std::uint32_t> of_edge;
  std::uint64_t steps = 0;
};

std::size_t draw(std::size_t choices, double first, Random& random) {
  if (first <= 0) return random.below(choices);
  std::size_t drawn = 0;
  while (drawn + 1 < choices && !random.chance(first)) ++drawn;
  return drawn;
}

Visits walk(const ContactGraph& graph, Duration window, std::size_t walks,
            const MoonwalkOptions& options) {
  Visits visits;
  visits.of_edge.resize(graph.edges().size());
  Random random(options.seed);
  for (std::size_t i = 0; i < walks; ++i) {
    auto edge = static_cast<std::uint32_t>(random.below(graph.edges().size()));
    for (std::size_t step = 0; step < options.longest; ++step) {
      const auto before = graph.before(edge, window);
      if (before.empty()) break;
      edge = before[draw(before.size(), options.first_infects, random)];
      ++visits.of_edge[edge];
      ++visits.steps;
    }
  }
  return visits;
}

Duration best_window(const ContactGraph& graph, const MoonwalkOptions& options) {
  Duration best = 1s;
  std::uint64_t most = 0;
  const std::size_t pilots = std::max<std::size_t>(1, options.walks / kPilots);
  for (Duration window = 1s;; window *= 2) {
    const std::uint64_t steps = walk(graph, window, pilots, options).steps;
    if (steps > most) {
      most = steps;
      best = window;
    }
    if (window >= graph.span()) return best;
  }
}

// The most visited, the earlier of two alike.
std::vector<std::uint32_t> top_edges(const Visits& visits, std::size_t most) {
  std::vector<std::uint32_t> order(visits.of_edge.size());
  std::iota(order.begin(), order.end(), 0);
  std::erase_if(order, [&](std::uint32_t e) { return visits.of_edge[e] == 0; });
  const std::size_t kept = std::min(most, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                    [&](std::uint32_t a, std::uint32_t b) {
                      return std::pair(visits.of_edge[b], a) < std::pair(visits.of_edge[a], b);
                    });
  order.resize(kept);
  return order;
}

// Where edges lead back to over earlier ones, each as likely as it was visited. Edges are added by
// time.
class Roots {
 public:
  Roots(const ContactGraph& graph, const fleet::Fleet* fleet) : graph_(graph), fleet_(fleet) {}

  /// `probability` that the edge infected whom it leads to.
  void add(const Edge& edge, double visits, double probability) {
    first_met_.emplace(edge.from, first_met_.size());
    first_met_.emplace(edge.to, first_met_.size());
    if (!ours(edge.from)) victims_[edge.from].emplace_back(edge.to, probability);
    const Shares back = roots_of(edge.from);
    Way& way = into_[edge.to];
    way.visits += visits;
    all_.visits += visits;
    for (const auto& [host, share] : back) {
      way.roots[host] += share * visits;
      all_.roots[host] += share * visits;
    }
  }

  /// The likeliest first, of two alike the one that was met first.
  std::vector<Origin> origins() const {
    std::vector<std::tuple<double, std::size_t, std::uint32_t>> order;
    for (const auto& [host, share] : told()) order.emplace_back(-share, first_met_.at(host), host);
    std::sort(order.begin(), order.end());
    std::vector<Origin> origins;
    for (const auto& [share, met, host] : order)
      if (-share > kNegligible) origins.push_back({false, graph_.hosts()[host], -share});
    return origins;
  }

 private:
  using Shares = std::map<std::uint32_t, double>;  // by host
  struct Way {
    Shares roots;
    double visits = 0;
  };

  bool ours(std::uint32_t host) const {
    return fleet_ == nullptr || fleet_->contains(graph_.hosts()[host]);
  }

  Shares roots_of(std::uint32_t host) const {
    const auto into = into_.find(host);
    if (into == into_.end()) return {{host, 1.0}};
    Shares roots = into->second.roots;
    for (auto& [root, share] : roots) share *= (1 - kUnseenWay) / into->second.visits;
    roots[host] += kUnseenWay;
    return roots;
  }

  // What began with somebody else's began, of ours, with the first whom he infected.
  Shares told() const {
    Shares shares;
    for (const auto& [host, visits] : all_.roots) {
      double share = visits / all_.visits;
      if (ours(host)) {
        shares[host] += share;
        continue;
      }
      for (const auto& [victim, probability] : victims_.at(host)) {
        const double taken = share * probability * kFirstSeenIsFirst;
        if (ours(victim)) shares[victim] += taken;
        share -= taken;
      }
    }
    return shares;
  }

  const ContactGraph& graph_;
  const fleet::Fleet* fleet_;
  std::map<std::uint32_t, Way> into_;  // by host
  std::map<std::uint32_t, std::vector<std::pair<std::uint32_t, double>>> victims_;
  std::map<std::uint32_t, std::size_t> first_met_;
  Way all_;
};

std::vector<Origin> origins_of(std::vector<std::uint32_t> top, const ContactGraph& graph,
                               const Visits& visits, const std::vector<double>& into,
                               const fleet::Fleet* fleet) {
  std::sort(top.begin(), top.end());
  Roots roots(graph, fleet);
  for (const std::uint32_t e : top) {
    const Edge& edge = graph.edges()[e];
    roots.add(edge, visits.of_edge[e], visits.of_edge[e] / into[edge.to]);
  }
  return roots.origins();
}

}  // namespace

Moonwalks moonwalk(const ContactGraph& graph, const MoonwalkOptions& options) {
  Moonwalks told;
  if (graph.edges().empty() || options.walks == 0) return told;
  told.window = options.window > Duration{} ? options.window : best_window(graph, options);
  const Visits visits = walk(graph, told.window, options.walks, options);
  const auto walks = static_cast<double>(options.walks);
  told.mean_length = static_cast<double>(visits.steps) / walks;
  std::vector<double> into(graph.hosts().size());
  for (std::size_t e = 0; e < visits.of_edge.size(); ++e)
    into[graph.edges()[e].to] += visits.of_edge[e];
  const auto top = top_edges(visits, options.edges);
  for (const std::uint32_t e : top) {
    const Edge& edge = graph.edges()[e];
    const double visited = visits.of_edge[e];
    told.edges.push_back({graph.hosts()[edge.from], graph.hosts()[edge.to], edge.at,
                          visited / walks, visited / into[edge.to]});
  }
  told.origins = origins_of(top, graph, visits, into, options.fleet);
  return told;
}

}  // namespace cordon::trace
