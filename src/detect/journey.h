// The journey of a content: its deliveries, by who sent and who received it.
// It borrows the deliveries. Built once, then only read. Bounds: those of a case (sift/case.h).
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <vector>

#include "sift/suspicion.h"

namespace cordon::detect {

class Journey {
 public:
  struct Receipts {
    const sift::Carried* first = nullptr;
    std::uint64_t count = 0;
  };
  using Deliveries = std::vector<const sift::Carried*>;  // by time

  /// By time; they must outlive it.
  explicit Journey(const std::vector<sift::Carried>& deliveries);

  /// In the order in which they first sent it.
  const std::vector<net::Address>& senders() const { return senders_; }
  bool is_sender(const net::Address& host) const { return sent_.contains(host); }
  /// `first` is null where it never received it.
  Receipts receipts(const net::Address& host) const;
  const Deliveries& sent(const net::Address& host) const;
  /// Where a worm is everywhere its hosts get it over and over, as a relay does; but at first they
  /// sent it to several within moments: to how many hosts more than it had come from by then.
  std::size_t sent_in_burst(const net::Address& host) const;

 private:
  std::vector<net::Address> senders_;
  absl::flat_hash_map<net::Address, Receipts> receipts_;
  absl::flat_hash_map<net::Address, Deliveries> sent_, received_;
};

}  // namespace cordon::detect
