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
  /// To how many hosts it was sent by one that had received it, but for who gave it.
  std::size_t sent_on(const net::Address& host) const;
  /// To how many hosts more than it had come from. Where a worm is everywhere its hosts get it over
  /// and over, as a relay does; but at first they sent it to several within moments: by then.
  std::size_t sent_to_more(const net::Address& host) const;
  /// Who first sent it, and who sent it to more.
  const absl::flat_hash_set<net::Address>& fans_out() const { return fans_out_; }

 private:
  std::size_t sent_in_burst(const net::Address& host) const;

  std::vector<net::Address> senders_;
  absl::flat_hash_map<net::Address, Receipts> receipts_;
  absl::flat_hash_map<net::Address, Deliveries> sent_, received_;
  absl::flat_hash_set<net::Address> fans_out_;
};

}  // namespace cordon::detect
