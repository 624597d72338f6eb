// Who is the client: the rule of table.h, on a flow's first packet.
#pragma once

#include "decode/packet.h"

namespace cordon::flow {

/// Whether the source of a flow's first packet is its client. A SYN says so, a SYN-ACK says the
/// contrary; of a flow whose beginning was not seen, the first sender is the client, unless only
/// its own port is that of a service.
bool source_is_client(const decode::Packet& packet);

bool is_service_port(std::uint16_t port);

}  // namespace cordon::flow
