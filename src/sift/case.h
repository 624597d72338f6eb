// A case: content that is suspected of spreading by itself, with all its deliveries from then on
// and those that were known before. Contents that travel together are one case. Plain values.
// Bounds: kMostCases; kMostCaseDeliveries over all of them (counted in `not_kept` beyond).
#pragma once

#include <absl/container/flat_hash_map.h>

#include <vector>

#include "sift/delivery.h"

namespace cordon::sift {

inline constexpr std::size_t kMostCases = 1024;
inline constexpr std::size_t kMostCaseDeliveries = 1 << 18;

class Case {
 public:
  explicit Case(Service service, std::uint64_t number = 0) : service_(service), number_(number) {}

  const Service& service() const { return service_; }
  std::uint64_t number() const { return number_; }  // in the order in which cases were opened
  const std::vector<Delivery>& deliveries() const { return deliveries_; }  // a pair once
  std::size_t contents() const { return contents_; }
  Time last() const { return last_; }
  std::uint64_t not_kept() const { return not_kept_; }

  /// Takes in a content with what is known of its deliveries.
  void join(const std::vector<Delivery>& known);
  /// Whether these deliveries, earliest first, are much the same as this case's: of the larger set
  /// most are in both, and both began between the same two hosts. A worm's headers began elsewhere,
  /// for everybody says them.
  bool is_like(const std::vector<Delivery>& known) const;
  /// Adds one more delivery; where there is no `room`, only to a pair that is kept.
  /// Returns whether a new pair was kept.
  bool add(const Delivery& delivery, bool room);

 private:
  static std::uint64_t pair_of(const Delivery& d) { return std::uint64_t{d.from} << 32 | d.to; }
  Service service_;
  std::uint64_t number_;
  std::size_t contents_ = 0;
  std::vector<Delivery> deliveries_;
  absl::flat_hash_map<std::uint64_t, std::size_t> pairs_;
  std::uint64_t first_frame_ = ~std::uint64_t{0}, first_pair_ = 0, latest_frame_ = 0;
  Time last_ = kNoTime;
  std::uint64_t not_kept_ = 0;
};

}  // namespace cordon::sift
