// Signatures: rule hits -> findings, with what the other side answered.
//
// A hit of a strain's rule says which stage of the worm was seen (strain::Stage). An exploit or a
// question for a back door stays pending, in its HTTP exchange or its flow, until the answer is
// clear: an answering rule, the HTTP status, a reset, silence, as the strain's [answers] read them.
// Then it becomes one finding, timed by the act and not by the answer. Hits of rules that belong to
// no strain become findings too, named "rule.<sid>".
// Bounds: kMostPending findings wait in one flow or exchange. Threads: one a shard.
#pragma once

#include "event/observer.h"
#include "evidence/book.h"
#include "rules/engine.h"
#include "strain/catalogue.h"

namespace cordon::detect {

inline constexpr std::size_t kMostPending = 16;

class Signatures final : public event::Observer, public rules::HitSink {
 public:
  /// Both must outlive it.
  Signatures(const strain::Catalogue& catalogue, evidence::Book& book);

  void hit(const rules::Hit& hit) override;
  void see(const event::HttpResponseSeen& response) override;
  void see(const event::HttpUnanswered& unanswered) override;
  void see(const event::FlowClosed& closed) override;

 private:
  const strain::Catalogue& catalogue_;
  evidence::Book& book_;
};

}  // namespace cordon::detect
