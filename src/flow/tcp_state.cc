#include "flow/tcp_state.h"

namespace cordon::flow {
namespace {

using event::Flow;
using event::Side;

// By the handshake's last packet; by data both ways; and of a flow whose beginning was not seen, by
// packets both ways.
bool is_established_by(const Flow& flow, const decode::Packet& packet, Side from) {
  const Flow::Half& client = flow.half(Side::client);
  const Flow::Half& server = flow.half(Side::server);
  if (flow.syn_by_client && flow.syn_ack_by_server && from == Side::client &&
      packet.has(decode::kAck))
    return true;
  if (client.bytes > 0 && server.bytes > 0) return true;
  return flow.midstream && client.packets > 0 && server.packets > 0;
}

}  // namespace

void note_flags(Flow& flow, const decode::Packet& packet, Side from) {
  const bool client = from == Side::client;
  if (packet.has(decode::kSyn)) {
    if (client && !packet.has(decode::kAck)) flow.syn_by_client = true;
    if (!client && packet.has(decode::kAck)) flow.syn_ack_by_server = true;
  }
  if (packet.has(decode::kFin)) (client ? flow.finished_by_client : flow.finished_by_server) = true;
  if (!flow.established && is_established_by(flow, packet, from)) {
    flow.established = true;
    flow.outcome = event::Outcome::established;
  }
}

void note_reset(Flow& flow, Side from) {
  const bool client = from == Side::client;
  (client ? flow.reset_by_client : flow.reset_by_server) = true;
  if (!client && !flow.established) flow.outcome = event::Outcome::refused;
}

}  // namespace cordon::flow
