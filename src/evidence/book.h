// The book of findings: keeps what detectors conclude, within bounds.
//
// A worm sends the same exploit thousands of times. Of findings that are alike (kind, outcome,
// parties, port, strain) the first kMostAlike are kept whole and the rest only counted in the last
// of these; beyond kMostFindings in all, what is not kept is counted (stops: an attacker who fills
// memory with alerts). Owns its findings. Threads: one book a shard; merge() joins them in order.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <cstddef>
#include <vector>

#include "evidence/finding.h"
#include "evidence/tally.h"

namespace cordon::evidence {

inline constexpr std::size_t kMostAlike = 4;
inline constexpr std::size_t kMostFindings = 1 << 16;

class Book {
 public:
  explicit Book(std::size_t most = kMostFindings) : most_(most) {}

  void add(Finding finding);
  /// Whether one like it would only be counted: then its texts need not be written.
  bool only_counts(const Finding& finding) const;
  std::uint64_t not_kept() const { return not_kept_; }
  const std::vector<Finding>& findings() const { return findings_; }
  const Tally& tally() const { return tally_; }  // of all, kept or not

  /// All findings of all books, in the order of `earlier`. Empties the books.
  static std::vector<Finding> merge(std::vector<Book>& books);

 private:
  struct Alike {
    std::size_t count = 0;
    std::size_t last = 0;  // index of the last that was kept
  };
  std::size_t most_;
  std::vector<Finding> findings_;
  absl::flat_hash_map<std::uint64_t, Alike> alike_;  // by a hash of what makes findings alike
  std::uint64_t not_kept_ = 0;
  Tally tally_;
};

}  // namespace cordon::evidence
