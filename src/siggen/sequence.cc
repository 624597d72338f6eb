#include "siggen/sequence.h"

#include <algorithm>

namespace cordon::siggen {
namespace {

struct Place {
  std::size_t token;  // in the order that holds so far
  std::size_t begin, end;
};

/// The tokens in the first sample: each at its first place that no earlier one has taken.
std::vector<std::size_t> order_in(std::string_view sample, std::span<const std::string> tokens) {
  std::vector<Place> taken;
  for (std::size_t i = 0; i < std::min(tokens.size(), kMostAligned); ++i) {
    for (std::size_t at = sample.find(tokens[i]); at != std::string_view::npos;
         at = sample.find(tokens[i], at + 1)) {
      const std::size_t end = at + tokens[i].size();
      const bool free = std::none_of(taken.begin(), taken.end(), [&](const Place& other) {
        return at < other.end && other.begin < end;
      });
      if (!free) continue;
      taken.push_back({i, at, end});
      break;
    }
  }
  std::sort(taken.begin(), taken.end(),
            [](const Place& a, const Place& b) { return a.begin < b.begin; });
  std::vector<std::size_t> order;
  for (const Place& place : taken) order.push_back(place.token);
  return order;
}

std::vector<Place> places_in(std::string_view sample, std::span<const std::string> tokens,
                             const std::vector<std::size_t>& order) {
  std::vector<Place> places;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::string& token = tokens[order[i]];
    std::size_t count = 0;
    for (std::size_t at = sample.find(token);
         at != std::string_view::npos && count < kMostOccurrences;
         at = sample.find(token, at + 1)) {
      places.push_back({i, at, at + token.size()});
      ++count;
    }
  }
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return a.end != b.end ? a.end < b.end : a.token < b.token;
  });
  return places;
}

/// Of the order, the part of most bytes that holds in the sample too.
std::vector<std::size_t> aligned(std::string_view sample, std::span<const std::string> tokens,
                                 const std::vector<std::size_t>& order) {
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  const std::vector<Place> places = places_in(sample, tokens, order);
  std::vector<std::size_t> weight(places.size()), before(places.size(), kNone);
  std::size_t best = kNone;
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j)
      if (places[j].token < places[i].token && places[j].end <= places[i].begin &&
          weight[j] > weight[i]) {
        weight[i] = weight[j];
        before[i] = j;
      }
    weight[i] += tokens[order[places[i].token]].size();
    if (best == kNone || weight[i] > weight[best]) best = i;
  }
  std::vector<std::size_t> kept;
  for (; best != kNone; best = before[best]) kept.push_back(order[places[best].token]);
  std::reverse(kept.begin(), kept.end());
  return kept;
}

}  // namespace

std::vector<std::size_t> common_order(std::span<const std::string> tokens,
                                      std::span<const Bytes> samples) {
  if (samples.empty()) return {};
  std::vector<std::size_t> order = order_in(text_of(samples.front()), tokens);
  for (const Bytes sample : samples.subspan(1)) order = aligned(text_of(sample), tokens, order);
  return order;
}

}  // namespace cordon::siggen
