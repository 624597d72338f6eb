// What a TCP packet's flags say of its flow: opened, established, finished, reset, refused.
#pragma once

#include "decode/packet.h"
#include "event/flow.h"

namespace cordon::flow {

/// For a packet that is no RST, after it was counted.
void note_flags(event::Flow& flow, const decode::Packet& packet, event::Side from);

/// For a RST that its target takes.
void note_reset(event::Flow& flow, event::Side from);

}  // namespace cordon::flow
