// How rare bytes are in clean traffic that was not seen: a byte model of the clean flows.
//
// An interpolated Markov chain: the probability of a byte after the three before it, drawn towards
// that after two, after one, after none, and uniform. Assumed is: (1) what we have not seen is made
// like what we have seen; (2) no byte is rarer than in random data, since other flows may be
// compressed or encrypted: at most 8 bits a byte; (3) bytes of one phrase come together more often
// than any short chain knows: of the bits of a token only kBelieved are believed. Whether the
// estimate is a fair one is tested on flows that the model did not learn from (rarity_test.cc).
// Owns up to 33 MiB. Threads: const after learning.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "siggen/gram_counts.h"

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

  /// How often these four bytes stood in what was learned; 0 where they may have stood once.
  std::uint32_t seen(const std::uint8_t* four) const { return fours_.count(gram(four, 4)); }
  /// Mean number of bytes of a flow.
  double places() const { return places_; }

 private:
  void learn(Bytes flow);
  double probability(const std::uint8_t* token, std::size_t at) const;
  static std::uint32_t gram(const std::uint8_t* bytes, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value << 8 | bytes[i];
    return value;
  }

  std::array<std::uint32_t, 256> bytes_{};
  std::vector<std::uint32_t> pairs_;
  GramCounts triples_, fours_;
  std::uint64_t total_ = 0;
  double places_ = 1;
};

}  // namespace cordon::siggen
