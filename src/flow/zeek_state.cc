// After conn_state() of Zeek's scripts/base/protocols/conn/main.zeek, where a side is "inactive"
// that sent nothing, or of which no SYN was seen.
#include "flow/table.h"

namespace cordon::flow {
namespace {

using event::Flow;
using event::Side;

bool sent(const Flow& flow, Side side) { return flow.half(side).packets > 0; }

std::string_view reset_by_server(const Flow& flow) {
  const bool client_acted = flow.reset_by_client || flow.finished_by_client;
  const bool only_asked = flow.syn_by_client && !flow.syn_ack_by_server && !client_acted;
  const bool empty = flow.half(Side::client).bytes == 0 && flow.half(Side::server).bytes == 0;
  if (only_asked || (flow.reset_by_client && empty)) return "REJ";
  return flow.syn_by_client || client_acted ? "RSTR" : "RSTRH";
}

std::string_view reset_by_client(const Flow& flow) {
  if (flow.syn_ack_by_server || flow.finished_by_server) return "RSTO";
  const bool bare =
      flow.syn_by_client && !flow.finished_by_client && flow.half(Side::client).bytes == 0;
  return bare ? "RSTOS0" : "OTH";
}

std::string_view tcp_state(const Flow& flow) {
  if (flow.reset_by_server) return reset_by_server(flow);
  if (flow.reset_by_client) return reset_by_client(flow);
  if (flow.finished_by_client && flow.finished_by_server) return "SF";
  if (flow.finished_by_client) return flow.syn_ack_by_server ? "S2" : "SH";
  if (flow.finished_by_server) return flow.syn_by_client ? "S3" : "SHR";
  if (flow.syn_by_client && !sent(flow, Side::server)) return "S0";
  return flow.syn_by_client && flow.syn_ack_by_server ? "S1" : "OTH";
}

}  // namespace

std::string_view zeek_state(const Flow& flow) {
  if (flow.protocol == net::Protocol::tcp) return tcp_state(flow);
  if (flow.protocol != net::Protocol::udp) return "OTH";
  if (sent(flow, Side::client)) return sent(flow, Side::server) ? "SF" : "S0";
  return sent(flow, Side::server) ? "SHR" : "OTH";
}

}  // namespace cordon::flow
