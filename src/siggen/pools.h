// What a signature is made from, and what it must keep to.
//
// Borrowed bytes: a Pools is read during one call and not kept. Bounded: of each flow the first
// kMostHead bytes; tokens are sought in kMostSamples flows and kMostPoolBytes (evenly taken where
// there are more), and the byte model learns from kMostCleanBytes; what comes out is then counted
// on every flow that was given.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace cordon::siggen {

inline constexpr std::size_t kMostHead = 16 << 10;
inline constexpr std::size_t kMostSamples = 512;          // stops: clusters cost their square
inline constexpr std::size_t kMostPoolBytes = 4 << 20;    // stops: a suffix array of 20 bytes each
inline constexpr std::size_t kMostCleanBytes = 32 << 20;  // stops: one slow scan a signature

/// One direction of one flow. Sender and receiver are any numbers that tell hosts apart: what all
/// samples of one host share may be that host's (its name, its cookie) and not the worm's.
struct Sample {
  Bytes payload;
  std::uint64_t sender = 0, receiver = 0;
};

/// What a known strain sends, in pieces.
struct KnownContent {
  std::string name;
  std::vector<std::string> patterns;
};

struct Pools {
  std::span<const Sample> suspicious;  // in order of time; some may be no worm
  std::span<const Bytes> clean;        // flows of the same service in which no worm is suspected
  std::span<const KnownContent> known = {};
};

struct Budget {
  /// Most of the clean flows, as a share, that the signature may match where it was measured.
  double measured = 1e-6;
  /// Most of the flows that were not kept, as a share, as the byte model estimates.
  double estimated = 1e-6;
  /// Hamsa's u(1): the first token may be in this share of the clean flows; each further one
  /// halves what the tokens together may match.
  double first_token = 0.15;
  /// A variant has at least this share of the suspicious flows, and this number of them.
  double least_share = 0.1;
  std::size_t least_samples = 2;
  std::size_t least_senders = 2, least_receivers = 2;
  std::size_t least_clean = 50;
  std::size_t least_token = 4;  // bytes; ordered sequences may have shorter ones
};

}  // namespace cordon::siggen
