// One probe of an unknown worm on the wire, whatever it meets. Threads: one.
#pragma once

#include "traffic/ports.h"
#include "traffic/unknown.h"

namespace cordon::traffic {

struct Delivered {
  bool whole = false;  // a copy arrived, or was sent as one datagram
  WormFlow flow;
};

class WormDelivery {
 public:
  WormDelivery(const UnknownOptions& options, const SparseFleet& fleet, const WormBody& body,
               Wire& wire, Ports& ports, Random& random)
      : options_(options),
        fleet_(fleet),
        body_(body),
        wire_(wire),
        ports_(ports),
        random_(random),
        answers_(random.chance(0.5)) {}

  /// `server` is none where nobody has the address.
  Delivered probe(Time now, const net::Address& from, const net::Address& to,
                  const SparseServer* server);

 private:
  Delivered by_datagram(Time now, const net::Endpoint& from, const net::Endpoint& to,
                        const SparseServer* server);
  void miss(Time now, const net::Endpoint& from, const net::Endpoint& to);
  void fetch(Time now, const net::Address& victim, const net::Address& infector);

  const UnknownOptions& options_;
  const SparseFleet& fleet_;
  const WormBody& body_;
  Wire& wire_;
  Ports& ports_;
  Random& random_;
  bool answers_;  // whether the vulnerable service answers this worm as if nothing were
};

}  // namespace cordon::traffic
