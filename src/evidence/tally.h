// The tally: how many attempts of a strain, by how many senders, over time.
//
// Findings that are alike are not all kept (book.h); these counts are of all of them. Time falls
// into bins, at first of a minute; where there are more senders in bins than `most`, the bins
// become hours, then days (stops: a year of a telescope filling memory), then senders are only
// counted. Threads: one a book; merge() joins them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "evidence/finding.h"

namespace cordon::evidence {

inline constexpr std::size_t kMostTallied = 1 << 18;

/// One strain's attempts in one stretch of time.
struct CurvePoint {
  Time at{};
  std::uint64_t attempts = 0;
  std::uint64_t senders = 0;      // distinct
  std::uint64_t new_senders = 0;  // that were in no earlier stretch
};
struct Curve {
  Duration width{};
  std::vector<CurvePoint> points;  // by time; stretches without attempts are left out
};

class Tally {
 public:
  explicit Tally(std::size_t most = kMostTallied) : most_(most) {}

  /// Counts attempts. Who asks for a back door need not send the strain that left it.
  void add(const Finding& finding);
  /// Moves all of it in time.
  void shift(Duration by);
  /// Another shard's share of the same input.
  void add(const Tally& more);
  /// What another sensor saw of the same traffic: the larger counts, the senders of both.
  void join(const Tally& other);
  /// Renames a sender or a strain.
  void rename(const net::Address& from, const net::Address& to);
  void rename(const net::Address& sender, const std::string& from, const std::string& to);

  /// In stretches of the least width of which there are at most `most_points`.
  Curve curve(const std::string& strain, std::size_t most_points = 400) const;
  std::uint64_t not_kept() const { return not_kept_; }

 private:
  struct Bin {
    std::map<net::Address, std::uint64_t> senders;  // and their attempts
  };
  using Bins = std::map<std::int64_t, Bin>;
  void widen(std::int64_t seconds);
  void put(const std::string& strain, std::int64_t bin, const net::Address& sender,
           std::uint64_t attempts);

  std::size_t most_;
  std::int64_t width_ = 60;  // seconds
  std::size_t kept_ = 0;     // senders in bins
  std::uint64_t not_kept_ = 0;
  std::map<std::string, Bins> strains_;
};

}  // namespace cordon::evidence
