#include "siggen/occurrence.h"

#include <cstring>

namespace cordon::siggen {
namespace {

constexpr std::size_t kAnchor = 4;
constexpr int kBucketBits = 16;
constexpr std::uint32_t kNone = ~std::uint32_t{0};

std::size_t bucket_of(const std::uint8_t* bytes) {
  std::uint32_t value;
  std::memcpy(&value, bytes, sizeof value);
  return value * 0x9e3779b1U >> (32 - kBucketBits);
}

std::size_t rarest_place(std::string_view token, const ByteModel& model) {
  const Bytes bytes = bytes_of(token);
  std::size_t best = 0;
  for (std::size_t at = 1; at + kAnchor <= bytes.size(); ++at)
    if (model.seen(bytes.data() + at) < model.seen(bytes.data() + best)) best = at;
  return best;
}

// Tokens by the hash of their anchor, as lists through `next`.
class Index {
 public:
  Index(std::span<const std::string> tokens, const ByteModel& model)
      : tokens_(tokens),
        first_(1 << kBucketBits, kNone),
        next_(tokens.size()),
        anchor_(tokens.size()) {
    for (std::uint32_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].size() < kAnchor) {
        short_.push_back(i);
        continue;
      }
      anchor_[i] = rarest_place(tokens[i], model);
      std::uint32_t& first = first_[bucket_of(bytes_of(tokens[i]).data() + anchor_[i])];
      next_[i] = first;
      first = i;
    }
  }

  void mark(Bytes flow, std::size_t number, std::vector<FlowSet>& found) const {
    for (std::size_t at = 0; at + kAnchor <= flow.size(); ++at)
      for (std::uint32_t i = first_[bucket_of(flow.data() + at)]; i != kNone; i = next_[i])
        if (!found[i].has(number) && stands(flow, at, i)) found[i].add(number);
    for (const std::uint32_t i : short_)
      if (text_of(flow).find(tokens_[i]) != std::string_view::npos) found[i].add(number);
  }

 private:
  bool stands(Bytes flow, std::size_t at, std::uint32_t token) const {
    const std::string& bytes = tokens_[token];
    const std::size_t before = anchor_[token];
    return at >= before && at - before + bytes.size() <= flow.size() &&
           std::memcmp(flow.data() + at - before, bytes.data(), bytes.size()) == 0;
  }

  std::span<const std::string> tokens_;
  std::vector<std::uint32_t> first_, next_, short_;
  std::vector<std::size_t> anchor_;
};

}  // namespace

std::vector<FlowSet> flows_with(std::span<const std::string> tokens, std::span<const Bytes> flows,
                                const ByteModel& model) {
  std::vector<FlowSet> found(tokens.size(), FlowSet(flows.size()));
  const Index index(tokens, model);
  for (std::size_t number = 0; number < flows.size(); ++number)
    index.mark(flows[number], number, found);
  return found;
}

}  // namespace cordon::siggen
