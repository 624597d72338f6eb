// Floods that others make with forged senders: upon a server of ours, or seen by the answers that
// the flooded host sends to whoever the senders' addresses belong to. Pure.
#pragma once

#include "detect/flood.h"

namespace cordon::detect {

/// Servers of ours that many senders open a connection to and never go on: nobody who is real
/// neither completes a handshake nor asks again.
std::vector<evidence::Flood> upon_us(const std::vector<evidence::Contact>& contacts,
                                     const IsOurs& is_ours, const FloodOptions& options);

/// Hosts that answer many who asked nothing: with the second packet of a handshake, a reset, or an
/// ICMP error.
std::vector<evidence::Flood> backscatter(const std::vector<evidence::Contact>& contacts,
                                         const FloodOptions& options);

}  // namespace cordon::detect
