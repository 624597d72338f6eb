// What the scan watch remembers of a source, and of a host of ours on a service: the records of its
// tables, a cache line or two each. Only for scan_watch.cc.
#pragma once

#include <optional>

#include "scan/scan_watch.h"

namespace cordon::scan {

inline constexpr std::uint16_t kNone = UINT16_MAX;
static_assert(kMostVerdicts <= std::size_t{kNone} + 1);

// A client's first few contacts on a service, of which the norms learn.
struct FirstFew {
  std::uint8_t contacts = 0, failed = 0;

  /// How many failed, once they are complete.
  std::optional<int> add(bool f) {
    if (contacts >= kFirstFew) return {};
    ++contacts;
    failed = static_cast<std::uint8_t>(failed + f);
    return contacts == kFirstFew ? std::optional<int>(failed) : std::nullopt;
  }
};

struct ScanWatch::Waiting {
  Opening opening;
  Keys keys;
};

struct alignas(64) ScanWatch::Source {
  ThresholdWalk walk;
  VerticalScan vertical;
  std::uint16_t verdict = kNone, vertical_verdict = kNone;
  std::uint16_t contacts = 0, failed = 0;  // not excused
  std::uint16_t port = 0;                  // of the first contact
  net::Protocol protocol{};
  std::uint8_t few : 4 = 0, few_failed : 3 = 0, many_services : 1 = 0;
  std::uint16_t host_class = 0;  // of Options::others
};

struct alignas(64) ScanWatch::ClientService {
  ReverseWalk<Mark> walk;
  RateTest rate;
  std::uint16_t verdict = kNone;
  std::uint16_t contacts = 0, failed = 0;  // not excused
  FirstFew first_few;
  std::uint16_t host_class = 0;  // of Options::others
  Steps steps;                   // by the site's norm and its own past

  // A crawler meets more that is dead than others do: what failed before the present run is its
  // normal. Where that is worse than the site's, the walk gets longer.
  void learn_own_past(double normal_failing, const Hypotheses& hypotheses) {
    constexpr double kWeightOfSite = 32, kMargin = 0.05;
    const double past = contacts - std::min<double>(contacts, walk.contacts());
    const double past_failed = failed - std::min<double>(failed, walk.failed());
    const double failing = (past_failed + kWeightOfSite * normal_failing) / (past + kWeightOfSite);
    const double own = failing > normal_failing ? failing + kMargin : normal_failing;
    steps = steps_of({std::clamp(1 - own, std::min(kLeastSucceeds, hypotheses.benign_succeeds),
                                 hypotheses.benign_succeeds),
                      hypotheses.scanner_succeeds});
  }
};

struct ScanWatch::Tables {
  AssociativeTable<Source> sources{kMostSources};
  AssociativeTable<ClientService> client_services{kMostClientServices};
  Waiting queue[kQueue];
  std::size_t oldest = 0, waiting = 0;
};

}  // namespace cordon::scan
