// Flow marks: flow records that look as a strain's exploit does -> findings.
//
// For worms whose exploit is one packet of one size to one port: the record alone names it, with
// less certainty than its bytes would. A record without a size counts only where nobody answered,
// as at a telescope. Threads: one a sensor.
#pragma once

#include "event/observer.h"
#include "evidence/book.h"
#include "strain/catalogue.h"

namespace cordon::detect {

class FlowMarks final : public event::Observer {
 public:
  /// Both must outlive it.
  FlowMarks(const strain::Catalogue& catalogue, evidence::Book& book);
  void see(const event::FlowClosed& closed) override;

 private:
  struct Marked {
    strain::Strain::FlowMark mark;
    const strain::Strain* strain;
  };
  std::vector<Marked> marks_;
  evidence::Book& book_;
};

}  // namespace cordon::detect
