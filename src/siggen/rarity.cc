#include "siggen/rarity.h"

#include <algorithm>
#include <cmath>

#include "siggen/pools.h"

namespace cordon::siggen {
namespace {

constexpr double kPull = 4;  // how many times a context must be seen to outweigh the shorter one
constexpr std::size_t kPairs = 1 << 16;

}  // namespace

std::size_t ByteModel::slot(const std::uint8_t* bytes, std::size_t count) {
  std::uint64_t value = count;
  for (std::size_t i = 0; i < count; ++i) value = value << 8 | bytes[i];
  return static_cast<std::size_t>(value * 0x9e3779b97f4a7c15ULL >> (64 - kSlotBits));
}

ByteModel::ByteModel(std::span<const Bytes> clean)
    : pairs_(kPairs), triples_(1 << kSlotBits), fours_(1 << kSlotBits) {
  for (const Bytes flow : clean) {
    if (total_ + flow.size() > kMostCleanBytes) break;
    learn(flow);
  }
  std::uint64_t places = 0;
  for (const Bytes flow : clean) places += std::min(flow.size(), kMostHead);
  if (places > 0) places_ = static_cast<double>(places) / static_cast<double>(clean.size());
}

void ByteModel::learn(Bytes flow) {
  const std::uint8_t* const bytes = flow.data();
  for (std::size_t i = 0; i < flow.size(); ++i) {
    ++bytes_[bytes[i]];
    if (i >= 1) ++pairs_[static_cast<std::size_t>(bytes[i - 1]) << 8 | bytes[i]];
    if (i >= 2) ++triples_[slot(bytes + i - 2, 3)];
    if (i >= 3) ++fours_[slot(bytes + i - 3, 4)];
  }
  total_ += flow.size();
}

double ByteModel::probability(const std::uint8_t* token, std::size_t at) const {
  const std::uint8_t byte = token[at];
  double p = (bytes_[byte] + 1.0) / (static_cast<double>(total_) + 256);
  const auto draw = [&p](std::uint32_t with, std::uint32_t context) {
    p = (with + kPull * p) / (std::max(context, with) + kPull);
  };
  if (at >= 1) {
    const std::size_t pair = static_cast<std::size_t>(token[at - 1]) << 8 | byte;
    draw(pairs_[pair], bytes_[token[at - 1]]);
  }
  if (at >= 2) {
    const std::size_t context = static_cast<std::size_t>(token[at - 2]) << 8 | token[at - 1];
    draw(triples_[slot(token + at - 2, 3)], pairs_[context]);
  }
  if (at >= 3) draw(fours_[slot(token + at - 3, 4)], triples_[slot(token + at - 3, 3)]);
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
