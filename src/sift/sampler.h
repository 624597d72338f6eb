// The sampler: streams and datagrams -> passages: which content went from whom to whom.
//
// Of what a TCP client sends the first kMostHead bytes are winnowed, in order, across segments; of
// datagrams as many a flow and direction. What servers send is left out: it is bulk, and who asked
// for it wanted it (bodies that a worm's victims fetch: detect/called_in.h). What is encrypted has
// no content to compare. State about a flow is in its slot. The bytes themselves stay readable for
// a while (recent_bytes.h).
// Bounds: kMostRecentBytes, and what passes between two takes. Threads: one a shard.
#pragma once

#include <absl/container/flat_hash_set.h>

#include <vector>

#include "event/observer.h"
#include "sift/fingerprint.h"
#include "sift/passage.h"
#include "sift/recent_bytes.h"

namespace cordon::sift {

inline constexpr std::size_t kMostHead = 16 << 10;
inline constexpr std::size_t kMostRecentBytes = 4 << 20;  // of one shard

class Sampler final : public event::Observer {
 public:
  /// `key`: secret of this site, or fixed where results must be the same everywhere.
  explicit Sampler(std::uint64_t key, std::size_t most_recent = kMostRecentBytes);

  void see(const event::StreamChunk& chunk) override;
  void see(const event::StreamGap& gap) override;
  void see(const event::Datagram& datagram) override;

  /// What passed since the last call; the caller clears both.
  std::vector<Passage>& passages() { return passages_; }
  std::vector<std::uint64_t>& contents() { return contents_; }
  const RecentBytes& recent() const { return recent_; }
  /// Services that are sifted coarsely from now on: there is much of them.
  void set_busy(absl::flat_hash_set<Service> busy) { busy_ = std::move(busy); }
  std::uint64_t sifted_bytes() const { return sifted_bytes_; }

 private:
  struct Half;
  struct Halves;
  void look(event::Flow& flow, event::Side from, event::Moment at, Bytes bytes, bool joined);
  void fingerprint(Half& half, Bytes bytes, Grain grain, bool joined);

  Roller roller_;
  absl::flat_hash_set<Service> busy_;
  std::vector<Passage> passages_;
  std::vector<std::uint64_t> contents_;
  std::vector<std::uint8_t> scratch_;
  RecentBytes recent_;
  std::uint64_t sifted_bytes_ = 0;
};

}  // namespace cordon::sift
