#include "scan/service_norms.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"

namespace cordon::scan {
namespace {

// Mean number of failures in four, where four are never seen, if each fails with chance p.
double mean_without_all(double p) {
  const double all = std::pow(p, kFirstFew);
  return kFirstFew * (p - all) / (1 - all);
}

// Its inverse; the mean rises with p.
double chance_of(double mean) {
  double low = 0, high = 0.999;
  for (int i = 0; i < 40; ++i) {
    const double middle = (low + high) / 2;
    (mean_without_all(middle) < mean ? low : high) = middle;
  }
  return low;
}

}  // namespace

ServiceNorms::ServiceNorms(Hypotheses remote, Hypotheses ours, std::size_t most)
    : hypotheses_{remote, ours}, most_(most), slots_(std::size_t{1} << 18) {
  CHECK(most < UINT16_MAX - 2);
  norms_.resize(2);
  update(norms_[0], false);
  update(norms_[1], true);
}

void ServiceNorms::update(Norm& norm, bool ours) const {
  double clients = 0, failures = 0;
  for (std::size_t i = 0; i < norm.clients.size(); ++i) {
    clients += norm.clients[i];
    failures += static_cast<double>(i) * norm.clients[i];
  }
  const Hypotheses& prior = hypotheses_[ours];
  const double seen = clients > 0 ? chance_of(failures / clients) : 0;
  norm.failing =
      (clients * seen + kPriorClients * (1 - prior.benign_succeeds)) / (clients + kPriorClients);
  const double least = std::min(kLeastSucceeds, prior.benign_succeeds);
  norm.steps = steps_of(
      {std::clamp(1 - norm.failing, least, prior.benign_succeeds), prior.scanner_succeeds});
}

void ServiceNorms::learn(net::Protocol protocol, std::uint16_t port, bool ours, int failed) {
  if (failed >= kFirstFew) {
    ++left_out_;
    return;
  }
  std::size_t at = slot(protocol, port, ours);
  if (at < 2) {
    if ((protocol != net::Protocol::tcp && protocol != net::Protocol::udp) ||
        norms_.size() - 2 >= most_) {
      ++not_kept_;
      return;
    }
    at = norms_.size();
    slots_[place(protocol, port, ours)] = static_cast<std::uint16_t>(at);
    norms_.emplace_back();
  }
  Norm& norm = norms_[at];
  ++norm.clients[static_cast<std::size_t>(failed)];
  std::uint32_t clients = 0;
  for (const std::uint32_t n : norm.clients) clients += n;
  if (clients >= kMostClients)
    for (std::uint32_t& n : norm.clients) n /= 2;
  // At first each client matters; later a few do not.
  if (clients < 64 || clients % 16 == 0) update(norm, ours);
}

}  // namespace cordon::scan
