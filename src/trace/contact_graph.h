// The host contact graph: hosts, and contacts among them as edges in time, for walks backward.
//
// With what scans known, only contacts of hosts that scan are edges, from when they scan; and only
// those that may have infected are walked over. Holds numbers of the contacts it was made of, which
// must outlive it. Memory: 20 bytes a contact, kMostEdges of them: the earliest are kept, because
// the origin is among them. Cost: O(n log n) to make, O(log n) a question. Pure.
// Source: Xie, Sekar, Maltz, Reiter, Zhang, "Worm Origin Identification Using Random Moonwalks",
// IEEE S&P 2005; the restrictions are ours (docs/tracing.md).
#pragma once

#include <absl/container/flat_hash_map.h>

#include <span>
#include <vector>

#include "evidence/contact.h"

namespace cordon::trace {

inline constexpr std::size_t kMostEdges = 1 << 20;

/// Since when a host scans: it turned between these two.
struct ScanSpan {
  Time earliest{}, latest{};
};
using Scanning = absl::flat_hash_map<net::Address, ScanSpan>;

/// What may be an edge, and what may be walked over.
struct GraphRules {
  bool failed_may_infect = false;  // also contacts that were refused or, of TCP, unanswered
  bool from_onset = true;          // where known, who scans was infected before it scanned
  std::size_t most = kMostEdges;
};

class ContactGraph {
 public:
  struct Edge {
    std::uint32_t from = 0, to = 0;  // numbers of hosts
    std::uint32_t contact = 0;       // which of the contacts it was made of
    Time at{};
  };

  /// `contacts` in any order. `scanning` empty: it is not known who scans, and everybody may.
  ContactGraph(const std::vector<const evidence::Contact*>& contacts, const Scanning& scanning,
               const GraphRules& rules);

  const std::vector<Edge>& edges() const { return edges_; }          // by time
  const std::vector<net::Address>& hosts() const { return hosts_; }  // by number
  std::size_t not_kept() const { return not_kept_; }
  Duration span() const;
  /// The edges by which the source of this one may have been infected, at most `window` before it
  /// could infect: all of lower number.
  std::span<const std::uint32_t> before(std::uint32_t edge, Duration window) const;

 private:
  void add_edges(const std::vector<const evidence::Contact*>& contacts, const Scanning& scanning,
                 std::size_t most);
  void group(const std::vector<const evidence::Contact*>& contacts, const GraphRules& rules);
  std::uint32_t number_of(const net::Address& host, const Scanning& scanning);

  std::vector<Edge> edges_;
  std::vector<net::Address> hosts_;
  absl::flat_hash_map<net::Address, std::uint32_t> numbers_;
  std::vector<Time> infected_by_;          // of a host: when it was infected at the latest
  std::vector<std::uint32_t> into_;        // edges that may have infected, by host, then time
  std::vector<std::uint32_t> first_into_;  // where a host's begin; one more at the end
  std::size_t not_kept_ = 0;
};

/// Whether the contact may have carried a worm: it was answered, or is of a protocol that needs no
/// answer and was not refused.
bool may_infect(const evidence::Contact& contact);

/// The contacts of one service.
std::vector<const evidence::Contact*> contacts_of(const std::vector<evidence::Contact>& contacts,
                                                  net::Protocol protocol, std::uint16_t port);

}  // namespace cordon::trace
