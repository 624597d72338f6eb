#include "sift/sifter.h"

#include <algorithm>
#include <tuple>

namespace cordon::sift {
namespace {

bool comes_before(const Passage* a, const Passage* b) {
  return std::tie(a->at.frame, a->flow, a->service.from) <
         std::tie(b->at.frame, b->flow, b->service.from);
}

}  // namespace

void Sifter::take(std::span<Sampler* const> samplers) {
  sift(samplers);
  read_others(samplers);
  read_suspects(samplers);
  choose_grains(samplers);
  pieces_.clear();
  bytes_ = 0;
  for (Sampler* sampler : samplers) {
    sampler->passages().clear();
    sampler->contents().clear();
    pieces_.push_back(sampler->recent().pieces());
    bytes_ += sampler->sifted_bytes();
  }
}

void Sifter::sift(std::span<Sampler* const> samplers) {
  struct Next {
    const Passage* passage;
    std::span<const std::uint64_t> contents;
  };
  std::vector<Next> all;
  for (Sampler* sampler : samplers)
    for (const Passage& passage : sampler->passages())
      all.push_back({&passage, std::span<const std::uint64_t>(sampler->contents())
                                   .subspan(passage.first, passage.count)});
  std::sort(all.begin(), all.end(),
            [](const Next& a, const Next& b) { return comes_before(a.passage, b.passage); });
  constexpr std::size_t kAhead = 2;  // passages; one has some dozens of contents
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i + kAhead < all.size()) contents_.prefetch(all[i + kAhead].contents);
    const Passage& passage = *all[i].passage;
    load_[passage.service] += passage.count;
    if (begun_ == kNoTime) begun_ = passage.at.time;
    if (others_.wants(passage.service, passage.flow))
      wanted_others_.emplace(HalfFlow{passage.flow, passage.service.from}, passage);
    const auto from = hosts_.id_of(passage.from), to = hosts_.id_of(passage.to);
    if (!from || !to) continue;
    contents_.add({*from, *to, passage.at, passage.at.time, passage.flow}, passage.service,
                  all[i].contents);
  }
}

void Sifter::choose_grains(std::span<Sampler* const> samplers) {
  absl::erase_if(busy_, [&](const Service& service) { return load_[service] < kBusyBelow; });
  for (const auto& [service, fingerprints] : load_)
    if (fingerprints > kBusyAbove) busy_.insert(service);
  load_.clear();
  for (Sampler* sampler : samplers) sampler->set_busy(busy_);
}

void Sifter::read_others(std::span<Sampler* const> samplers) {
  if (wanted_others_.empty()) return;
  pieces_.resize(samplers.size());
  Heads heads;
  for (const auto& [half, passage] : wanted_others_) heads[half];
  for (std::size_t i = 0; i < samplers.size(); ++i)
    samplers[i]->recent().heads(heads, kMostOtherBytes, pieces_[i]);
  for (auto& [half, passage] : wanted_others_)
    others_.put(passage.service,
                {passage.flow, passage.from, passage.to, passage.at, std::move(heads[half])});
  wanted_others_.clear();
}

// Of each pair of hosts between whom a case's content passed, the first flow.
void Sifter::read_suspects(std::span<Sampler* const> samplers) {
  const auto& cases = contents_.cases();
  taken_.resize(cases.size());
  struct Want {
    std::size_t of;
    const Delivery* delivery;
  };
  std::vector<Want> wants;
  Heads heads;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (cases[i] == nullptr) continue;
    begin_taking(*cases[i], taken_[i]);
    const auto& deliveries = cases[i]->deliveries();
    std::size_t room = kMostSamples - std::min(kMostSamples, taken_[i].samples.size());
    for (; taken_[i].looked_at < deliveries.size() && room > 0; --room) {
      const Delivery& delivery = deliveries[taken_[i].looked_at++];
      wants.push_back({i, &delivery});
      heads[{delivery.flow, cases[i]->service().from}];
    }
  }
  if (wants.empty()) return;
  for (Sampler* sampler : samplers) sampler->recent().heads(heads, kMostHead);
  for (const Want& want : wants) {
    const std::string& bytes = heads[{want.delivery->flow, cases[want.of]->service().from}];
    if (bytes.empty() || sample_bytes_ + bytes.size() > kMostSampleBytes) continue;
    sample_bytes_ += bytes.size();
    taken_[want.of].samples.push_back({want.delivery->flow, hosts_.address_of(want.delivery->from),
                                       hosts_.address_of(want.delivery->to), want.delivery->first,
                                       bytes});
  }
}

// In the place of a case that was given up a later one begins anew.
void Sifter::begin_taking(const Case& of, Taken& taken) {
  if (taken.number == of.number()) return;
  for (const Sample& sample : taken.samples) sample_bytes_ -= sample.bytes.size();
  taken = {of.number(), 0, {}};
}

Sifted Sifter::finish() {
  Sifted sifted;
  sifted.begun = begun_;
  const auto& cases = contents_.cases();
  taken_.resize(cases.size());
  std::vector<std::size_t> order;  // as they were opened
  for (std::size_t i = 0; i < cases.size(); ++i)
    if (cases[i] != nullptr) order.push_back(i);
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return cases[a]->number() < cases[b]->number(); });
  for (const std::size_t i : order) {
    begin_taking(*cases[i], taken_[i]);
    Suspicion suspicion{cases[i]->service(),
                        {},
                        cases[i]->not_kept(),
                        cases[i]->contents(),
                        std::move(taken_[i].samples)};
    for (const Delivery& d : cases[i]->deliveries())
      suspicion.deliveries.push_back(
          {hosts_.address_of(d.from), hosts_.address_of(d.to), d.first, d.last, d.count});
    std::sort(suspicion.deliveries.begin(), suspicion.deliveries.end(), earlier);
    sifted.suspicions.push_back(std::move(suspicion));
  }
  for (const auto& [service, samples] : others_.all())
    for (const auto& [rank, sample] : samples) sifted.others[service].push_back(sample);
  return sifted;
}

Sifter::Counters Sifter::counters() const {
  return {bytes_, contents_.counters(), hosts_.not_kept()};
}

}  // namespace cordon::sift
