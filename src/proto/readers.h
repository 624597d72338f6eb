// Readers: streams and datagrams -> messages. It stands between the flow table and the observers:
// it sees what the table shows, recognises the protocol by content, and shows messages besides.
//
// Every event that comes in is passed on to `next` too, before the messages that it completes.
// State about a flow is in its slot; bounded per flow (see each protocol's folder) and freed with
// it. Threads: one worker.
#pragma once

#include <memory>

#include "event/observer.h"
#include "proto/counters.h"

namespace cordon::proto {

class Readers : public event::Observer {
 public:
  /// `next` must outlive the readers.
  Readers(const event::Demand& demand, event::Observer& next);
  ~Readers() override;

  void see(const event::FlowOpened&) override;
  void see(const event::FlowClosed&) override;
  void see(const event::PacketSeen&) override;
  void see(const event::StreamChunk&) override;
  void see(const event::StreamGap&) override;
  void see(const event::Datagram&) override;

  using Counters = proto::Counters;
  const Counters& counters() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cordon::proto
