#include "siggen/generate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "siggen/conjunction.h"
#include "siggen/finish.h"
#include "siggen/sequence.h"
#include "siggen/shortlist.h"
#include "siggen/variants.h"
#include "siggen/volatile_text.h"

namespace cordon::siggen {
namespace {

constexpr double kTellingShare = 0.01;  // of clean flows: what more hold does not tell variants
constexpr double kTellingBits = 20;
constexpr std::size_t kLeastOrderedToken = 2;
constexpr double kTellingOrderedBits = 14;

std::vector<std::size_t> evenly(std::size_t of, std::size_t most) {
  std::vector<std::size_t> taken;
  const std::size_t count = std::min(of, most);
  for (std::size_t i = 0; i < count; ++i) taken.push_back(i * of / count);
  return taken;
}

/// The samples that are learned from, each cut so that all fit.
std::vector<Sample> learned(std::span<const Sample> all) {
  std::vector<Sample> samples;
  for (const std::size_t i : evenly(all.size(), kMostSamples)) samples.push_back(all[i]);
  std::size_t most = kMostHead;
  const auto total = [&] {
    std::size_t sum = 0;
    for (const Sample& sample : samples) sum += std::min(sample.payload.size(), most);
    return sum;
  };
  while (total() > kMostPoolBytes) most /= 2;
  for (Sample& sample : samples) sample.payload = head(sample.payload, most);
  return samples;
}

std::vector<Bytes> kept_clean(std::span<const Bytes> all) {
  std::size_t bytes = 0;
  for (const Bytes flow : all) bytes += std::min(flow.size(), kMostHead);
  const std::size_t times = bytes / kMostCleanBytes + 1;
  std::vector<Bytes> clean;
  for (const std::size_t i : evenly(all.size(), (all.size() + times - 1) / times))
    clean.push_back(head(all[i], kMostHead));
  return clean;
}

std::vector<Bytes> payloads_of(std::span<const Sample> samples) {
  std::vector<Bytes> payloads;
  for (const Sample& sample : samples) payloads.push_back(sample.payload);
  return payloads;
}

tl::unexpected<Error> refuse(const Pools& pools, std::string cause, std::string remedy) {
  return fail("make", fmt::format("a signature of {} flows", pools.suspicious.size()),
              std::move(cause), std::move(remedy));
}

/// Why a pool cannot hold a signature at all.
Result<void> enough(const Pools& pools, const Budget& budget) {
  if (pools.suspicious.size() < budget.least_samples)
    return refuse(pools, fmt::format("at least {} are needed", budget.least_samples),
                  "wait for more");
  if (pools.clean.size() < budget.least_clean)
    return refuse(pools,
                  fmt::format("{} clean flows were kept, and at least {} are needed to measure on",
                              pools.clean.size(), budget.least_clean),
                  "keep more, or take those of other services");
  const Spread spread = Hosts(pools.suspicious).spread_of(FlowSet::all(pools.suspicious.size()));
  if (spread.senders < budget.least_senders || spread.receivers < budget.least_receivers)
    return refuse(
        pools,
        fmt::format("they have {} senders and {} receivers: what they share may be theirs",
                    spread.senders, spread.receivers),
        "wait for more hosts");
  return {};
}

// One run of the making.
class Making {
 public:
  Making(const Pools& pools, const Budget& budget)
      : pools_(pools),
        budget_(budget),
        samples_(learned(pools.suspicious)),
        pieces_(pieces_without_volatile_text(samples_)),
        payloads_(payloads_of(samples_)),
        clean_(kept_clean(pools.clean)),
        hosts_(samples_),
        model_(clean_),
        material_{payloads_, clean_, hosts_, model_},
        goal_{budget, clean_.size(), &hosts_} {}

  Result<std::vector<Signature>> run() {
    const auto tokens = common_tokens(pieces_, {least_covered(), budget_.least_token});
    const auto candidates = shortlist(tokens, material_, budget_.least_token);
    make(telling(candidates, kTellingBits), candidates);
    if (made_.empty()) {
      // Nothing long is shared; short tokens can still tell by their number and order.
      const auto shorter = shortlist(common_tokens(pieces_, {least_covered(), kLeastOrderedToken}),
                                     material_, kLeastOrderedToken);
      make(telling(shorter, kTellingOrderedBits), {});
    }
    if (made_.empty()) return refusal(tokens.size(), candidates);
    return std::move(made_);
  }

 private:
  /// Adds the signatures of the variants that `telling` makes out.
  void make(const std::vector<Candidate>& telling, const std::vector<Candidate>& candidates) {
    for (const FlowSet& variant : variants_of(telling, samples_.size())) {
      const std::size_t size = variant.count();
      if (size < least_covered() || made_.size() == kMostVariants) break;
      largest_ = std::max(largest_, size);
      auto draft = drafted(candidates, variant);
      if (!draft) continue;
      finish(*draft, pools_, {.placed = true, .known = pools_.known});
      if (!keeps_budget(*draft) || is_covered(*draft)) continue;
      draft->name = fmt::format("unknown.{}", made_.size() + 1);
      made_.push_back(std::move(*draft));
    }
  }

  std::size_t least_covered() const {
    const double share = budget_.least_share * static_cast<double>(samples_.size());
    return std::max(
        {budget_.least_samples, static_cast<std::size_t>(std::ceil(share)), std::size_t{2}});
  }

  std::vector<Candidate> telling(const std::vector<Candidate>& candidates,
                                 double least_bits) const {
    const double most = kTellingShare * static_cast<double>(clean_.size());
    std::vector<Candidate> kept;
    for (const Candidate& candidate : candidates)
      if (candidate.bits >= least_bits && static_cast<double>(candidate.clean.count()) <= most)
        kept.push_back(candidate);
    return kept;
  }

  std::optional<Signature> drafted(const std::vector<Candidate>& candidates,
                                   const FlowSet& variant) const {
    if (const auto choice = choose_conjunction(candidates, variant, goal_)) {
      Signature draft;
      for (const std::size_t i : choice->candidates)
        draft.parts.push_back({candidates[i].bytes, {}});
      draft.counts.estimated = std::max(kLeastEstimate, std::exp2(choice->log2_share));
      mark_rarest(draft, model_);
      return draft;
    }
    return drafted_in_order(variant);
  }

  std::optional<Signature> drafted_in_order(const FlowSet& variant) const {
    std::vector<Pieces> pieces(samples_.size());
    std::vector<Bytes> flows;
    variant.each([&](std::size_t i) {
      pieces[i] = pieces_[i];
      flows.push_back(payloads_[i]);
    });
    auto candidates = shortlist(common_tokens(pieces, {flows.size(), kLeastOrderedToken}),
                                material_, kLeastOrderedToken);
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& a, const auto& b) { return a.log2_share < b.log2_share; });
    std::vector<std::string> tokens;
    for (const Candidate& candidate : candidates) tokens.push_back(candidate.bytes);
    Signature draft;
    draft.ordered = true;
    std::vector<double> shares;
    std::vector<std::size_t> order = common_order(tokens, flows);
    drop_commonest(order);
    for (const std::size_t i : order) {
      draft.parts.push_back({tokens[i], {}});
      shares.push_back(candidates[i].log2_share);
    }
    if (draft.parts.empty()) return std::nullopt;
    const double orders = std::lgamma(static_cast<double>(shares.size()) + 1) / std::log(2);
    const double share = log2_share_of_all(std::move(shares)) - orders;
    if (share > goal_.most_log2_share(hosts_.spread_of(variant))) return std::nullopt;
    draft.counts.estimated = std::max(kLeastEstimate, std::exp2(share));
    mark_rarest(draft, model_);
    return draft;
  }

  /// Candidates are sorted by their rarity, so that the largest numbers are the commonest.
  static void drop_commonest(std::vector<std::size_t>& order) {
    while (order.size() > kMostParts) order.erase(std::max_element(order.begin(), order.end()));
  }

  bool keeps_budget(const Signature& draft) const {
    const Counts& counts = draft.counts;
    const double most = budget_.measured * static_cast<double>(counts.clean);
    const double least = budget_.least_share * static_cast<double>(counts.suspicious);
    return static_cast<double>(counts.false_matches) <= most &&
           counts.covered >= budget_.least_samples &&
           static_cast<double>(counts.covered) >= least &&
           goal_.is_spread({counts.senders, counts.receivers});
  }

  bool is_covered(const Signature& draft) const {
    return std::any_of(made_.begin(), made_.end(), [&](const Signature& earlier) {
      return std::includes(earlier.members.begin(), earlier.members.end(), draft.members.begin(),
                           draft.members.end());
    });
  }

  Result<std::vector<Signature>> refusal(std::size_t tokens,
                                         const std::vector<Candidate>& candidates) const {
    if (tokens == 0)
      return refuse(pools_,
                    fmt::format("no {} of them have {} bytes in common", least_covered(),
                                budget_.least_token),
                    "the worm may be encrypted: look at contacts");
    const auto in_clean = static_cast<std::size_t>(
        std::count_if(candidates.begin(), candidates.end(),
                      [](const Candidate& c) { return c.clean.count() > 0; }));
    std::string cause = fmt::format(
        "of {} strings that they have in common, {} may be chance and {} are in clean traffic",
        tokens, tokens - std::min(tokens, candidates.size()), in_clean);
    cause += largest_ > 0
                 ? fmt::format("; what {} of them share does not keep to the budget", largest_)
                 : "; nothing that is left groups them";
    return refuse(pools_, std::move(cause), "wait for flows of more hosts");
  }

  const Pools& pools_;
  const Budget& budget_;
  std::vector<Sample> samples_;
  std::vector<Pieces> pieces_;
  std::vector<Bytes> payloads_, clean_;
  Hosts hosts_;
  ByteModel model_;
  Material material_;
  Goal goal_;
  std::vector<Signature> made_;
  std::size_t largest_ = 0;  // samples of a variant
};

}  // namespace

Result<std::vector<Signature>> generate_variants(const Pools& pools, const Budget& budget) {
  if (auto missing = enough(pools, budget); !missing)
    return tl::unexpected<Error>(std::move(missing.error()));
  return Making(pools, budget).run();
}

Result<Signature> generate(const Pools& pools, const Budget& budget) {
  auto made = generate_variants(pools, budget);
  if (!made) return tl::unexpected<Error>(std::move(made.error()));
  return std::move(made->front());
}

}  // namespace cordon::siggen
