#include "siggen/shortlist.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "siggen/occurrence.h"
#include "siggen/signature.h"

namespace cordon::siggen {
namespace {

// The samples' bytes without their order.
class Bag {
 public:
  explicit Bag(std::span<const Bytes> samples) {
    std::array<double, 256> counts{};
    double total = 0;
    for (const Bytes sample : samples) {
      for (const std::uint8_t byte : sample) ++counts[byte];
      total += static_cast<double>(sample.size());
    }
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const double share = (counts[byte] + 1) / (total + 256);
      bits_[byte] = -std::log2(share);
      same_ += share * share;
    }
    log2_places_ = std::log2(std::max(1.0, total / std::max<double>(1, double(samples.size()))));
  }
  double bits(Bytes token) const {
    double sum = 0;
    for (const std::uint8_t byte : token) sum += bits_[byte];
    return sum;
  }
  double same() const { return same_; }  // that two bytes are the same
  double log2_places() const { return log2_places_; }

 private:
  std::array<double, 256> bits_{};
  double same_ = 0, log2_places_ = 0;
};

double log2_ways(double of, double taken) {
  return (std::lgamma(of + 1) - std::lgamma(taken + 1) - std::lgamma(of - taken + 1)) / std::log(2);
}

bool may_be_chance(const Token& token, const Material& material, const Bag& bag) {
  const Bytes bytes = bytes_of(token.bytes);
  const double bits = std::min(bag.bits(bytes), material.model.bits(bytes));
  const auto in = static_cast<double>(token.samples.count());
  const double of = static_cast<double>(material.samples.size());
  const double others = (in - 1) * (bag.log2_places() - bits);
  return log2_ways(of, in) + bag.log2_places() + others > kLeastChance;
}

std::size_t bytes_to_trim(std::size_t hosts, double same) {
  if (hosts < 2) return kMostTrimmed;
  const double one = std::pow(same, static_cast<double>(hosts - 1));
  std::size_t bytes = 0;
  for (double chance = one; chance > kMostEdgeChance && bytes < kMostTrimmed; ++bytes)
    chance *= one;
  return bytes;
}

bool begins_all(const Token& token, std::span<const Bytes> samples) {
  bool all = true;
  token.samples.each(
      [&](std::size_t i) { all = all && text_of(samples[i]).starts_with(token.bytes); });
  return all;
}

std::string trimmed_edges(const Token& token, const Material& material, const Bag& bag) {
  const std::size_t edge =
      bytes_to_trim(material.hosts.spread_of(token.samples).least(), bag.same());
  const std::size_t front = begins_all(token, material.samples) ? 0 : edge;
  if (token.bytes.size() <= front + edge) return {};
  return token.bytes.substr(front, token.bytes.size() - front - edge);
}

std::string rarest_part(const std::string& bytes, const ByteModel& model) {
  if (bytes.size() <= kMostContent) return bytes;
  const std::vector<double> bits = model.bits_of(bytes_of(bytes));
  double sum = 0, most = -1;
  std::size_t best = 0;
  for (std::size_t end = 0; end < bits.size(); ++end) {
    sum += bits[end];
    if (end >= kMostContent) sum -= bits[end - kMostContent];
    if (end + 1 >= kMostContent && sum > most + 1e-6) {
      most = sum;
      best = end + 1 - kMostContent;
    }
  }
  return bytes.substr(best, kMostContent);
}

}  // namespace

std::vector<Candidate> shortlist(const std::vector<Token>& tokens, const Material& material,
                                 std::size_t least_length) {
  const Bag bag(material.samples);
  std::vector<std::string> kept;
  std::set<std::string> known;
  for (const Token& token : tokens) {
    if (may_be_chance(token, material, bag)) continue;
    std::string bytes = rarest_part(trimmed_edges(token, material, bag), material.model);
    if (bytes.size() >= least_length && known.insert(bytes).second)
      kept.push_back(std::move(bytes));
  }
  auto samples = flows_with(kept, material.samples, material.model);
  auto clean = flows_with(kept, material.clean, material.model);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const double bits = material.model.bits(bytes_of(kept[i]));
    double share = material.model.log2_share(bits);
    if (const std::size_t count = clean[i].count(); count > 0)
      share = std::max(share, std::log2(static_cast<double>(count) /
                                        static_cast<double>(material.clean.size())));
    candidates.push_back(
        {std::move(kept[i]), std::move(samples[i]), std::move(clean[i]), bits, share});
  }
  return candidates;
}

}  // namespace cordon::siggen
