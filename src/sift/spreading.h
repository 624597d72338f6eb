// How one content spreads: who received it, and who sent on what it had received.
//
// A worm's content is sent on by hosts that received it, to more hosts than it came from; what is
// merely popular is not: pages and updates have few senders, headers have senders who never
// received them. This third test is ours, beside EarlyBird's prevalence and dispersion: it needs
// no threshold on numbers, so it speaks from the first victims on. A relay sends each copy on once,
// and is not suspicious.
// Bounds: kMostPairs pairs are kept one by one; of a crowd the first receipt of kMostReceivers and
// kMostPassedOn deliveries of those who had received. Threads: one owner.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <memory>
#include <vector>

#include "sift/delivery.h"

namespace cordon::sift {

inline constexpr std::size_t kMostPairs = 48;
inline constexpr std::size_t kMostReceivers = 4096;
inline constexpr std::size_t kMostPassedOn = 192;

class Spreading {
 public:
  /// Adds a delivery, in the order of frames. Returns whether it makes the content suspicious: its
  /// sender had received it and has now sent it to more hosts than times it came; or its sender got
  /// it from one who had received it as well.
  bool add(const Delivery& delivery);

  bool is_crowd() const { return crowd_ != nullptr; }
  /// All that are kept, by frame.
  std::vector<Delivery> deliveries() const;
  std::size_t size() const { return few_.size() + (crowd_ ? crowd_->received.size() : 0); }

 private:
  struct Crowd {
    absl::flat_hash_map<HostId, Delivery> received;  // the first of each receiver; counts all
    std::vector<Delivery> passed_on;                 // by those who had received
  };
  bool add_to_few(const Delivery& delivery);
  bool add_to_crowd(const Delivery& delivery);
  void become_crowd();

  std::vector<Delivery> few_;
  std::unique_ptr<Crowd> crowd_;
};

}  // namespace cordon::sift
