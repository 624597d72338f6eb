// Observer: who sees events. Each sort of event has a `see`; an observer overrides those it wants.
//
// Events of one flow come in order, on one thread. What an event views lives while `see` runs.
#pragma once

#include "event/alert.h"
#include "event/http.h"
#include "event/messages.h"
#include "event/stream.h"

namespace cordon::event {

class Observer {
 public:
  virtual ~Observer() = default;
  virtual void see(const FlowOpened&) {}
  virtual void see(const FlowClosed&) {}
  virtual void see(const PacketSeen&) {}
  virtual void see(const StreamChunk&) {}
  virtual void see(const StreamGap&) {}
  virtual void see(const Datagram&) {}
  virtual void see(const HttpRequestSeen&) {}
  virtual void see(const HttpResponseSeen&) {}
  virtual void see(const HttpUnanswered&) {}
  virtual void see(const SmbMessage&) {}
  virtual void see(const DnsMessage&) {}
  virtual void see(const LdapMessage&) {}
  virtual void see(const RmiHandshake&) {}
  virtual void see(const Command&) {}
  virtual void see(const PeerAlert&) {}
};

/// What the observers want to be shown. Work that nobody wants is not done.
struct Demand {
  bool packets = false;  // PacketSeen for every packet
  bool chunks_from_server =
      false;                    // StreamChunk of servers, for flows that no parser claimed as well
  bool request_bodies = false;  // bodies kept and decoded
  bool response_bodies = false;
};

}  // namespace cordon::event
