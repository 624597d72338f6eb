// The chatter of a cluster: its nodes gossip and check each other with the same bytes, all day. In
// the middle of the day a node joins: it hears the cluster first, and then says the same to all.
#include "traffic/part.h"

namespace cordon::traffic {
namespace {

constexpr std::size_t kNodes = 12;
constexpr double kGossipSeconds = 20, kCheckSeconds = 120;
constexpr std::uint16_t kGossipPort = 7946, kCheckPort = 8080;

class Cluster final : public Part {
 public:
  explicit Cluster(CleanWorld& world) : Part(world, "cluster") {
    for (std::size_t i = 0; i < std::min(kNodes, fleet_.servers.size()); ++i)
      nodes_.push_back(fleet_.servers[i]);
    joins_ = options_.at(0.5);
    occasion("node joins", joins_, joins_);
    nodes_.push_back(fleet_.new_node);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const bool is_new = i + 1 == nodes_.size();
      role(is_new ? "new_cluster_node" : "cluster_nodes", nodes_[i]);
      const Time from = is_new ? joins_ + 90s : options_.start;
      plan(uniform(from, from + 20s), kGossips, i);
      plan(uniform(from, from + 120s), kChecks, i, i + 1);
    }
    for (std::size_t i = 0; i + 1 < nodes_.size(); ++i)  // each greets it
      plan(joins_ + std::chrono::seconds(5 * i), kGreets, i);
  }

 private:
  enum : std::uint32_t { kGossips, kChecks, kGreets };

  std::size_t members(Time now) const { return nodes_.size() - (now < joins_ + 60s ? 1 : 0); }

  void happen(const Happening& h) override {
    const net::Address& node = nodes_[h.a];
    if (h.kind == kGreets) return gossip(h.at, node, fleet_.new_node);
    const double mean = h.kind == kGossips ? kGossipSeconds : kCheckSeconds;
    plan(h.at + duration_from_seconds(mean * (0.9 + 0.2 * random_.unit())), h.kind, h.a, h.b + 1);
    const std::size_t other =
        (h.kind == kGossips ? random_.below(members(h.at)) : h.b) % members(h.at);
    if (other == h.a) return;
    if (h.kind == kGossips) return gossip(h.at, node, nodes_[other]);
    talk(h.at, node, {nodes_[other], kCheckPort}, health_check({false, kCheckPort}));
  }

  void gossip(Time now, const net::Address& from, const net::Address& to) {
    exchange(now, from, {to, kGossipPort}, health_check({true, kGossipPort}));
  }

  std::vector<net::Address> nodes_;  // the last is the one that joins
  Time joins_;
};

}  // namespace

std::unique_ptr<Agent> make_cluster(CleanWorld& world) { return std::make_unique<Cluster>(world); }

}  // namespace cordon::traffic
