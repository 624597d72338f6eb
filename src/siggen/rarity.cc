#include "siggen/rarity.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "siggen/pools.h"

namespace cordon::siggen {
namespace {

constexpr double kPull = 4;  // how many times a context must be seen to outweigh the shorter one
constexpr std::size_t kPairs = 1 << 16;
constexpr int kFewestSlotBits = 10, kMostSlotBits = 21;

std::size_t bytes_in(std::span<const Bytes> flows) {
  std::size_t sum = 0;
  for (const Bytes flow : flows) sum += std::min(flow.size(), kMostHead);
  return sum;
}

int slot_bits_for(std::size_t bytes) {
  return std::clamp(static_cast<int>(std::bit_width(bytes)) + 1, kFewestSlotBits, kMostSlotBits);
}

}  // namespace

ByteModel::ByteModel(std::span<const Bytes> clean)
    : pairs_(kPairs),
      triples_(slot_bits_for(bytes_in(clean))),
      fours_(slot_bits_for(bytes_in(clean))) {
  if (const std::size_t bytes = bytes_in(clean); bytes > 0)
    places_ = static_cast<double>(bytes) / static_cast<double>(clean.size());
  for (const Bytes flow : clean) {
    if (total_ + kMostHead > kMostCleanBytes) break;
    learn(head(flow, kMostHead));
  }
}

void ByteModel::learn(Bytes flow) {
  const std::uint8_t* const bytes = flow.data();
  for (std::size_t i = 0; i < flow.size(); ++i) {
    ++bytes_[bytes[i]];
    if (i >= 1) ++pairs_[gram(bytes + i - 1, 2)];
    if (i >= 2) triples_.add(gram(bytes + i - 2, 3));
    if (i >= 3) fours_.add(gram(bytes + i - 3, 4));
  }
  total_ += flow.size();
}

double ByteModel::probability(const std::uint8_t* token, std::size_t at) const {
  double p = (bytes_[token[at]] + 1.0) / (static_cast<double>(total_) + 256);
  const auto draw = [&p](std::uint32_t with, std::uint32_t context) {
    p = (with + kPull * p) / (std::max(context, with) + kPull);
  };
  if (at >= 1) draw(pairs_[gram(token + at - 1, 2)], bytes_[token[at - 1]]);
  if (at >= 2) draw(triples_.count(gram(token + at - 2, 3)), pairs_[gram(token + at - 2, 2)]);
  if (at >= 3) draw(fours_.count(gram(token + at - 3, 4)), triples_.count(gram(token + at - 3, 3)));
  return p;
}

std::vector<double> ByteModel::bits_of(Bytes token) const {
  std::vector<double> bits(token.size());
  for (std::size_t i = 0; i < token.size(); ++i)
    bits[i] = std::min(kMostBitsOfByte, -std::log2(probability(token.data(), i)));
  return bits;
}

double ByteModel::bits(Bytes token) const {
  double sum = 0;
  for (const double bits : bits_of(token)) sum += bits;
  return sum;
}

double ByteModel::log2_share(double bits) const {
  return std::min(0.0, std::log2(places_) - kBelieved * bits);
}

}  // namespace cordon::siggen
