// Protocol graphs: who talks to whom on a service, minute by minute. A worm with a hit list makes
// no failures, but it joins hosts that have nothing to do with one another.
//
// For each service and window: the number of hosts, and the size of the largest connected
// component, of contacts that were answered. Either above mean + kSigmas standard deviations of
// earlier windows is an alarm; then clients of ours of at least kLeastDegree servers, whose removal
// breaks the largest component into at least kLeastPieces, are the suspects. Clients that had such
// a degree in an ordinary window (proxies, monitors) are usual: their edges join nothing and they
// are no suspects; so a flash crowd, which has no client of many servers, names nobody. Windows
// that alarm are not learned from, until kMostAlarms in a row have become the new normal. State:
// kTraining windows must have been seen of a service. One-way traffic: no answers, no graph.
// Bounds: kMostGraphs services, each kMostVertices hosts and kMostEdges edges a window and
// kMostUsual usual clients; 32 MiB at most; what does not fit is counted. Source: Collins, Reiter
// 2007 (the graph, k = 3.5 to 4 sigma); what a suspect is: ours. Threads: one.
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <map>
#include <vector>

#include "scan/opening.h"

namespace cordon::scan {

inline constexpr Duration kGraphWindow = 60s;
inline constexpr double kSigmas = 4;
inline constexpr int kTraining = 20, kMostAlarms = 30;
inline constexpr std::uint32_t kLeastDegree = 4, kLeastPieces = 4;
inline constexpr std::size_t kMostSuspectsTried = 16;
inline constexpr std::size_t kMostGraphs = 32, kMostVertices = 1 << 13, kMostEdges = 1 << 14;
inline constexpr std::size_t kMostUsual = 1 << 10;

/// A client whose removal breaks the graph of a window that alarmed.
struct GraphSuspect {
  net::Address host;
  net::Protocol protocol{};
  std::uint16_t port = 0;
  Mark first, last;           // its first contact of the window; where the window was closed
  std::uint32_t servers = 0;  // that it reached in the window
  std::uint32_t pieces = 0;   // into which its removal breaks its component
  std::uint32_t hosts = 0, largest = 0;  // of the graph
  double sigmas = 0;                     // of the size that alarmed the more
};

// Exponentially forgetting mean and variance.
class Usual {
 public:
  void learn(double value);
  /// By how many standard deviations a value is above the mean; a count varies at least as one of
  /// Poisson does.
  double sigmas(double value) const;
  int seen() const { return seen_; }

 private:
  double mean_ = 0, variance_ = 0;
  int seen_ = 0;
};

class ServiceGraph {
 public:
  /// False where there is no room.
  bool add(const Opening& opening);
  /// Ends a window, appends its suspects. `empty`: windows without any contact that followed.
  void close(const Mark& now, net::Protocol protocol, std::uint16_t port, std::int64_t empty,
             std::vector<GraphSuspect>& suspects);
  std::uint64_t alarms() const { return alarms_; }

 private:
  struct Vertex {
    net::Address host;
    std::uint32_t parent = 0, size = 1, servers = 0;
    bool ours = false;  // as a client
    Mark first;
  };
  std::uint32_t vertex(const net::Address& host, const Mark& here);
  std::uint32_t root(std::uint32_t of);
  std::uint32_t pieces_without(std::uint32_t vertex) const;
  std::vector<std::uint32_t> busiest() const;

  absl::flat_hash_map<net::Address, std::uint32_t> index_;
  absl::flat_hash_set<std::uint64_t> edge_set_;
  absl::flat_hash_set<net::Address> usual_;  // clients
  std::vector<Vertex> vertices_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> edges_;  // client, server
  std::uint32_t largest_ = 0;
  Usual hosts_norm_, largest_norm_;
  int alarms_in_a_row_ = 0;
  std::uint64_t alarms_ = 0;
};

class ProtocolGraphs {
 public:
  /// An opening that was answered, first or not, by time; a late one counts to the present window.
  void see(const Opening& opening);
  /// Suspects of the windows closed since the last call.
  std::vector<GraphSuspect> take() { return std::exchange(suspects_, {}); }
  bool has_suspects() const { return !suspects_.empty(); }
  /// Ends the present window, as at the end of the traffic.
  void close();

  std::uint64_t not_kept() const { return not_kept_; }
  std::uint64_t alarms() const;

 private:
  void close_all(std::int64_t until);

  std::map<std::pair<net::Protocol, std::uint16_t>, ServiceGraph> graphs_;
  std::vector<GraphSuspect> suspects_;
  std::int64_t window_ = INT64_MIN;
  Mark last_;
  std::uint64_t not_kept_ = 0;
};

}  // namespace cordon::scan
