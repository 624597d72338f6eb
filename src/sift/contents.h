// The contents that are on the move, and which of them are suspected of spreading by themselves.
//
// Passages come in the order of frames. A content is remembered from its first sight; from its
// second it is watched (spreading.h); when it is suspicious it goes into a case with those that
// travel with it (case.h). Popular content is watched for less and less. Where there is no room for
// a further case or suspect, the case that has been still for longest is given up, and its contents
// with it: they are as if never seen twice.
// Bounds: kMostFirstSights, kMostWatched, kMostSuspects, and a case's; what gives way is counted.
// Threads: one owner. The same passages give the same cases.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <deque>
#include <memory>
#include <span>

#include "sift/case.h"
#include "sift/first_sights.h"
#include "sift/spreading.h"

namespace cordon::sift {

inline constexpr std::size_t kMostWatched = 1 << 17;
inline constexpr std::size_t kMostWatchedDeliveries = 1 << 20;
inline constexpr std::size_t kMostSuspects = 1 << 16;

class Contents {
 public:
  struct Counters {
    std::uint64_t passages = 0, contents = 0, crowds = 0, cases = 0;
    std::uint64_t first_sights_evicted = 0, watched_evicted = 0, cases_evicted = 0;
    std::uint64_t deliveries_not_kept = 0;
    std::uint64_t suspects_not_kept = 0;  // one passage held more than there may be
  };

  /// One passage and the keys of its contents (content_of).
  void add(const Delivery& passage, const Service& service, std::span<const std::uint64_t> keys);
  /// Some passages before: what add() will look for is on its way from memory.
  void prefetch(std::span<const std::uint64_t> keys) const;

  /// At most kMostCases, in no stated order; a place that was given up is taken by a later one.
  const std::vector<std::unique_ptr<Case>>& cases() const { return cases_; }
  Counters counters() const;

 private:
  using CaseId = std::uint32_t;  // a place among the cases
  struct Watched {
    Spreading spreading;
    std::optional<CaseId> suspect;
    std::uint64_t number = 0;  // of what was ever watched: the key may come again
  };
  struct Place {
    std::uint64_t key, number;
  };

  Watched* watch(std::uint64_t key, const Delivery& passage);
  bool has_room_for_suspect(const std::vector<CaseId>& here);
  void suspect(std::uint64_t key, Watched& content, const Service& service,
               std::vector<CaseId>& here);
  CaseId case_for(const std::vector<Delivery>& known, const Service& service,
                  const std::vector<CaseId>& here);
  void make_room();
  std::optional<CaseId> stillest_case_but(const std::vector<CaseId>& here) const;
  void give_up(CaseId id);

  FirstSights first_sights_;
  absl::flat_hash_map<std::uint64_t, std::unique_ptr<Watched>> watched_;
  std::deque<Place> order_;  // what is watched, oldest first; some was given up since
  std::size_t watched_deliveries_ = 0, suspects_ = 0;
  std::vector<std::unique_ptr<Case>> cases_;
  std::vector<std::vector<std::uint64_t>> keys_;  // of each case's contents
  std::uint64_t cases_opened_ = 0;
  std::size_t case_deliveries_ = 0;
  Counters counters_;
};

}  // namespace cordon::sift
