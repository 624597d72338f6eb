// The fleet: which hosts are ours.
//
// Given as networks, or guessed from what was seen: hosts that answered, and private addresses that
// share a network with one that did. The guess is stated in the report. Immutable once made.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "evidence/contact.h"
#include "evidence/finding.h"

namespace cordon::fleet {

class Fleet {
 public:
  /// Networks as CIDR or single addresses. Fails, naming the one that is no network.
  static Result<Fleet> of_networks(const std::vector<std::string>& networks);
  /// A file with a network a line; '#' starts a comment.
  static Result<Fleet> read(const std::string& path);
  /// Hosts that answered somebody whom they had not attacked before. Neighbours (the same /24 or
  /// /64) of these, and of hosts that were attacked, count as ours where their addresses are
  /// private.
  static Fleet guess(const std::vector<evidence::Contact>& contacts,
                     const std::vector<evidence::Finding>& findings);

  bool contains(const net::Address& host) const;
  bool guessed() const { return guessed_; }
  const std::string& how() const { return how_; }

 private:
  bool guessed_ = false;
  std::string how_;
  std::vector<net::Prefix> networks_;
  std::set<net::Address> hosts_;          // of a guess
  std::set<net::Prefix> neighbourhoods_;  // of a guess: private addresses in these
};

}  // namespace cordon::fleet
