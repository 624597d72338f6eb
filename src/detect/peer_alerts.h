// Peer alerts: what another sensor concluded -> findings, where it speaks of a strain we know.
//
// By our own signature's sid where the sensor runs our rules, else by the CVE, name or alias that
// the alert mentions. It is hearsay: the chance that the target was taken is that of an unknown
// outcome. What mentions no strain is kept as "rule.<sid>", as a hit of a foreign rule of ours is.
// Threads: one a sensor.
#pragma once

#include "event/observer.h"
#include "evidence/book.h"
#include "strain/mention.h"

namespace cordon::detect {

class PeerAlerts final : public event::Observer {
 public:
  /// Both must outlive it.
  PeerAlerts(const strain::Catalogue& catalogue, evidence::Book& book)
      : catalogue_(catalogue), mentions_(catalogue), book_(book) {}
  void see(const event::PeerAlert& alert) override;

 private:
  const strain::Catalogue& catalogue_;
  strain::Mentions mentions_;
  evidence::Book& book_;
};

}  // namespace cordon::detect
