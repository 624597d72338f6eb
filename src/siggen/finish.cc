#include "siggen/finish.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace cordon::siggen {
namespace {

std::vector<std::size_t> matched(const Signature& signature, const Pools& pools) {
  std::vector<std::size_t> members;
  for (std::size_t i = 0; i < pools.suspicious.size(); ++i)
    if (matches(signature, pools.suspicious[i].payload)) members.push_back(i);
  return members;
}

/// In the order in which they stand in the first flow, for readers.
void put_in_order(Signature& signature, Bytes first) {
  const Part* const rarest = &signature.parts[signature.rarest];
  const std::string rarest_bytes = rarest->bytes;
  std::stable_sort(signature.parts.begin(), signature.parts.end(),
                   [&](const Part& a, const Part& b) {
                     return text_of(first).find(a.bytes) < text_of(first).find(b.bytes);
                   });
  for (std::size_t i = 0; i < signature.parts.size(); ++i)
    if (signature.parts[i].bytes == rarest_bytes) signature.rarest = i;
}

void hold_to_places(Signature& signature, const Pools& pools) {
  for (Part& part : signature.parts) {
    std::optional<std::size_t> place;
    bool same = true;
    std::set<std::uint64_t> senders;
    for (const std::size_t member : signature.members) {
      const Sample& sample = pools.suspicious[member];
      const std::size_t at = text_of(head(sample.payload, kMostHead)).find(part.bytes);
      same = same && (!place || *place == at);
      place = at;
      senders.insert(sample.sender);
    }
    const std::size_t least = place == 0 ? kLeastPlacedFirst : kLeastPlaced;
    if (same && place && senders.size() >= kLeastPlacedFirst && signature.members.size() >= least)
      part.offset = static_cast<std::uint32_t>(*place);
  }
}

/// The share at which so few matches would come about once in twenty times: exact for none (the
/// "rule of three", 3 / flows), by the normal distribution of the square root for more.
double most_share(std::size_t matches, std::size_t flows) {
  if (flows == 0) return 1;
  if (matches == 0) return 1 - std::pow(0.05, 1 / static_cast<double>(flows));
  const double root = std::sqrt(static_cast<double>(matches) + 1) + 0.8225;
  return std::min(1.0, root * root / static_cast<double>(flows));
}

}  // namespace

void mark_rarest(Signature& signature, const ByteModel& model) {
  double most = -1;
  for (std::size_t i = 0; i < signature.parts.size(); ++i) {
    const double bits = model.bits(bytes_of(signature.parts[i].bytes));
    if (bits <= most) continue;
    most = bits;
    signature.rarest = i;
  }
}

void finish(Signature& signature, const Pools& pools, const Finishing& how) {
  signature.members = matched(signature, pools);
  if (how.placed && !signature.ordered && !signature.members.empty()) {
    put_in_order(signature, pools.suspicious[signature.members.front()].payload);
    hold_to_places(signature, pools);
    signature.members = matched(signature, pools);
  }
  Counts& counts = signature.counts;
  std::set<std::uint64_t> senders, receivers;
  std::vector<Bytes> flows;
  for (const std::size_t member : signature.members) {
    senders.insert(pools.suspicious[member].sender);
    receivers.insert(pools.suspicious[member].receiver);
    flows.push_back(pools.suspicious[member].payload);
  }
  counts.suspicious = pools.suspicious.size();
  counts.covered = signature.members.size();
  counts.senders = senders.size();
  counts.receivers = receivers.size();
  counts.clean = pools.clean.size();
  counts.false_matches =
      static_cast<std::size_t>(std::count_if(pools.clean.begin(), pools.clean.end(),
                                             [&](Bytes flow) { return matches(signature, flow); }));
  counts.at_most = most_share(counts.false_matches, counts.clean);
  std::vector<std::string> tokens;
  for (const Part& part : signature.parts) tokens.push_back(part.bytes);
  signature.likeness = likeness_of(flows, tokens, how.known);
}

}  // namespace cordon::siggen
