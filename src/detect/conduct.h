// How a host behaved on one service before and after it received something: did it turn?
//
// Evidence is in log-likelihood ratios (natural): of having been infected by what it received,
// against doing what it always does. Each is bounded, so that no single oddity decides. Pure.
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <functional>
#include <span>
#include <vector>

#include "detect/service.h"
#include "evidence/contact.h"

namespace cordon::detect {

/// The first contacts that each client made on one service, by time.
class Conduct {
 public:
  using Ours = std::function<bool(const net::Address&)>;
  /// `contacts` by time, and must outlive it. `begun`: before it nothing is known. `ours`: whose
  /// contacts are seen, whomever they reach; empty: everybody's.
  Conduct(const std::vector<evidence::Contact>& contacts, Service service, Time begun, Time ended,
          const Ours& ours = {});

  /// It opened this service on others before (negative), or only after (positive).
  double novelty(const net::Address& host, Time received) const;
  /// Of whom it contacted after, how many never answered anybody.
  double failing(const net::Address& host, Time received) const;
  /// Hosts that it first contacted after a time, and that answered.
  std::size_t answered_after(const net::Address& host, Time time) const;
  /// First contacts after a time, with hosts that it had not contacted before.
  std::span<const evidence::Contact* const> contacts_after(const net::Address& host,
                                                           Time time) const;
  /// Whether it first contacted the server at that time or after.
  bool is_new(const net::Address& host, const net::Address& server, Time since) const;
  /// It sent something to several hosts that were new to it so soon after it received it, at
  /// `sends`, as our servers of this service but for `but` hardly ever reach as many: by how many
  /// stretches of time as short held as many of their new contacts. Never negative.
  double hurry(Time received, const std::vector<Time>& sends,
               const absl::flat_hash_set<net::Address>& but) const;
  /// Whether contacts with servers that ever answered had so many flows before a time; one that
  /// went on after it counts as one.
  bool had_flows(std::uint64_t many, Time before) const;

 private:
  using Contacts = std::vector<const evidence::Contact*>;  // of one client
  const Contacts& of(const net::Address& host) const;

  Time begun_, ended_;
  absl::flat_hash_map<net::Address, Contacts> by_client_;
  absl::flat_hash_set<net::Address> alive_;  // servers that answered somebody
  std::vector<net::Address> peers_;          // those of ours, ordered
};

/// When the last contact began; `begun` where there is none.
Time end_of(const std::vector<evidence::Contact>& contacts, Time begun);

}  // namespace cordon::detect
