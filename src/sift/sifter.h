// The sifter: the passages of all shards, in the order of frames -> suspicions.
//
// Called at fixed places of the input, whatever the threads; so the same input gives the same
// suspicions. There too it is decided which services are sifted coarsely until the next. Between
// two calls the shards' recent bytes hold what passed, so that the flows which a new suspicion
// rests on can be read. Bounds: those of contents.h; kMostSamples flows a case, kMostSampleBytes
// over all. Source: Singh, Estan, Varghese, Savage 2004 (content sifting); the test is ours
// (spreading.h).
#pragma once

#include <span>

#include "sift/contents.h"
#include "sift/other_flows.h"
#include "sift/sampler.h"
#include "sift/suspicion.h"

namespace cordon::sift {

inline constexpr std::size_t kMostSamples = 64;
inline constexpr std::size_t kMostSampleBytes = 32 << 20;
/// Fingerprints of one service between two takes above which it is busy, and below which no longer.
inline constexpr std::size_t kBusyAbove = 32 << 10, kBusyBelow = 8 << 10;

class Sifter {
 public:
  /// Takes what the samplers gathered, and clears it.
  void take(std::span<Sampler* const> samplers);
  Sifted finish();

  struct Counters {
    std::uint64_t bytes = 0;  // that were looked at
    Contents::Counters contents;
    std::uint64_t hosts_not_kept = 0;
  };
  Counters counters() const;

 private:
  using Heads = absl::flat_hash_map<HalfFlow, std::string>;
  struct Taken {                // of a case, so far
    std::uint64_t number = 0;   // Case::number
    std::size_t looked_at = 0;  // deliveries
    std::vector<Sample> samples;
  };

  void sift(std::span<Sampler* const> samplers);
  void choose_grains(std::span<Sampler* const> samplers);
  void read_others(std::span<Sampler* const> samplers);
  void read_suspects(std::span<Sampler* const> samplers);
  void begin_taking(const Case& of, Taken& taken);

  absl::flat_hash_map<Service, std::size_t> load_;  // fingerprints since the last take
  absl::flat_hash_set<Service> busy_;
  Hosts hosts_;
  Contents contents_;
  OtherFlows others_;
  absl::flat_hash_map<HalfFlow, Passage> wanted_others_;  // their first passages
  std::vector<std::uint64_t> pieces_;                     // of each sampler, at the last take
  std::vector<Taken> taken_;                              // by case
  std::size_t sample_bytes_ = 0;
  Time begun_ = kNoTime;
  std::uint64_t bytes_ = 0;
};

}  // namespace cordon::sift
