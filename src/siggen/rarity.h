// How rare bytes are in clean traffic that was not seen: a byte model of the clean flows.
//
// An interpolated Markov chain: the probability of a byte after the three before it, drawn towards
// that after two, after one, after none, and uniform. Assumed is: (1) what we have not seen is made
// like what we have seen; (2) no byte is rarer than in random data, since other flows may be
// compressed or encrypted: at most 8 bits a byte; (3) bytes of one phrase come together more often
// than any short chain knows: of the bits of a token only kBelieved are believed. Whether the
// estimate is a fair one is tested on flows that the model did not learn from (rarity_test.cc).
// Counts are kept by hash: what collides makes a token look more common, never rarer by much.
// Owns 17 MiB. Threads: const after learning.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"

namespace cordon::siggen {

inline constexpr double kBelieved = 0.5;
inline constexpr double kMostBitsOfByte = 8;

class ByteModel {
 public:
  /// Learns from the beginnings of the flows, kMostCleanBytes in all.
  explicit ByteModel(std::span<const Bytes> clean);

  /// What each byte tells, in bits, given those before it in the token.
  std::vector<double> bits_of(Bytes token) const;
  double bits(Bytes token) const;

  /// log2 of the share of flows that hold the token somewhere, as estimated; at most 0.
  double log2_share(Bytes token) const { return log2_share(bits(token)); }
  double log2_share(double bits) const;
  /// ... or at one given place.
  double log2_share_at_place(Bytes token) const { return -kBelieved * bits(token); }

  /// How often these four bytes stood in what was learned, at most so often.
  std::uint32_t seen(const std::uint8_t* four) const { return fours_[slot(four, 4)]; }
  /// Mean number of bytes of a flow.
  double places() const { return places_; }

 private:
  static constexpr int kSlotBits = 21;
  static std::size_t slot(const std::uint8_t* bytes, std::size_t count);
  void learn(Bytes flow);
  double probability(const std::uint8_t* token, std::size_t at) const;

  std::array<std::uint32_t, 256> bytes_{};
  std::vector<std::uint32_t> pairs_, triples_, fours_;  // how often so many bytes, by hash
  std::uint64_t total_ = 0;
  double places_ = 1;
};

}  // namespace cordon::siggen
