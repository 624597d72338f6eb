#include "trace/parents.h"

#include <algorithm>
#include <map>

namespace cordon::trace {
namespace {

using evidence::Finding;
using evidence::Outcome;

// Given that the host is infected, a delivery with no reaction to tell it by has worked more often
// than not: the host was open. But where one was seen to be accepted, the sign can be seen, and one
// that lacks it has hardly worked.
constexpr double kWorkedUnknown = 0.8;
constexpr double kWorkedWithoutTheSign = 0.02;
constexpr double kScales = 3;  // typical lags at which the density has fallen to a half
constexpr double kUnseenAtFullCoverage = 0.01;

double worked(const Finding& delivery, bool sign_is_known) {
  if (delivery.outcome == Outcome::accepted) return delivery.chance;
  if (evidence::is_by_contacts(delivery)) return delivery.chance;
  return std::min(delivery.chance < 0.01 ? delivery.chance : kWorkedUnknown,
                  sign_is_known ? kWorkedWithoutTheSign : 1.0);
}

// When the delivery was through: an exploit of many turns works when it is answered.
Time done(const Finding& delivery) {
  return delivery.outcome == Outcome::accepted && delivery.answered != kNoTime ? delivery.answered
                                                                               : delivery.time;
}

// Heavy-tailed, because an onset that is seen late is commoner than one that came late.
double lag_density(double lag, double scale) {
  return 1 / (1 + std::max(lag, 0.0) / (kScales * scale));
}

std::vector<const Finding*> deliveries(const Dossier& dossier, Time onset) {
  std::vector<const Finding*> list;
  for (const auto* findings : {&dossier.received, &dossier.through})
    for (const Finding* f : *findings)
      if (f->outcome != Outcome::refused && (onset == kNoTime || f->time < onset))
        list.push_back(f);
  std::stable_sort(list.begin(), list.end(),
                   [](const Finding* a, const Finding* b) { return done(*a) < done(*b); });
  return list;
}

}  // namespace

std::vector<Parent> parents_of(const ParentQuestion& question) {
  const double unseen =
      kUnseenAtFullCoverage + (1 - kUnseenAtFullCoverage) * (1 - question.seen) / 2;
  std::map<net::Address, std::pair<Parent, double>> by_host;  // with its heaviest delivery
  double none_before = 1, sum = 0;
  const auto list = deliveries(*question.dossier, question.onset);
  const bool sign_is_known = std::any_of(
      list.begin(), list.end(), [](const Finding* f) { return f->outcome == Outcome::accepted; });
  for (const Finding* f : list) {
    const double p = worked(*f, sign_is_known);
    const double lag = question.onset == kNoTime ? 0 : seconds(question.onset - done(*f));
    const double weight = (1 - unseen) * p * none_before * lag_density(lag, question.lag_scale);
    none_before *= 1 - p;
    sum += weight;
    auto& [parent, heaviest] = by_host[f->actor];
    if (heaviest <= weight) {
      heaviest = weight;
      parent.host = f->actor;
      parent.delivered = done(*f);
      parent.why = f->why;
    }
    parent.probability += weight;
  }
  // The unseen way competes with the same density, as if it had come one typical lag before.
  const double unseen_weight =
      sum > 0 ? unseen * lag_density(question.lag_scale, question.lag_scale) : 1;
  const double all = sum + unseen_weight;
  std::vector<Parent> parents;
  for (auto& [host, candidate] : by_host) {
    candidate.first.probability /= all;
    parents.push_back(candidate.first);
  }
  Parent other;
  other.unseen = true;
  other.probability = unseen_weight / all;
  other.why = "a way that the input does not show";
  parents.push_back(other);
  std::stable_sort(parents.begin(), parents.end(),
                   [](const Parent& a, const Parent& b) { return a.probability > b.probability; });
  return parents;
}

double typical_lag(const std::vector<std::pair<const Dossier*, Time>>& hosts_and_onsets) {
  std::vector<double> lags;
  for (const auto& [dossier, onset] : hosts_and_onsets) {
    if (onset == kNoTime) continue;
    const auto list = deliveries(*dossier, onset);
    if (!list.empty()) lags.push_back(seconds(onset - done(*list.back())));
  }
  if (lags.empty()) return 1;
  std::sort(lags.begin(), lags.end());
  return std::max(lags[lags.size() / 2], 0.01);
}

}  // namespace cordon::trace
