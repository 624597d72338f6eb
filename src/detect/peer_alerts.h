// Peer alerts: what another sensor concluded -> findings, where it speaks of a strain we know.
//
// By our own signature's sid where the sensor runs our rules, else by the CVE, name or alias that
// the alert mentions. It is hearsay: the chance that the target was taken is that of an unknown
// outcome. What mentions no strain is kept as "rule.<sid>", as a hit of a foreign rule of ours is.
// A sensor says the same few things over and over: what they mean is remembered, for the first
// kMostRemembered of them (stops: messages made up by who is watched). Threads: one a sensor.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <string>

#include "event/observer.h"
#include "evidence/book.h"
#include "strain/mention.h"

namespace cordon::detect {

inline constexpr std::size_t kMostRemembered = 4096;

class PeerAlerts final : public event::Observer {
 public:
  /// Both must outlive it.
  PeerAlerts(const strain::Catalogue& catalogue, evidence::Book& book)
      : catalogue_(catalogue), mentions_(catalogue), book_(book) {}
  void see(const event::PeerAlert& alert) override;

 private:
  struct Meaning {
    const strain::Strain* strain = nullptr;
    strain::Stage stage{};
  };
  Meaning meaning_of(const event::PeerAlert& alert) const;
  Meaning remembered(const event::PeerAlert& alert);

  absl::flat_hash_map<std::string, Meaning> meanings_;  // by all that they are told from
  std::string said_;
  const strain::Catalogue& catalogue_;
  strain::Mentions mentions_;
  evidence::Book& book_;
};

}  // namespace cordon::detect
