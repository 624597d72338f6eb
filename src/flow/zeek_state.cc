#include "flow/table.h"

namespace cordon::flow {

std::string_view zeek_state(const event::Flow& flow) {
  const bool handshake = flow.syn_by_client && flow.syn_ack_by_server;
  if (flow.protocol != net::Protocol::tcp)
    return flow.half(event::Side::server).packets > 0 ? "SF" : "S0";
  if (handshake) {
    if (flow.reset_by_client) return "RSTO";
    if (flow.reset_by_server) return "RSTR";
    if (flow.finished_by_client && flow.finished_by_server) return "SF";
    if (flow.finished_by_client) return "S2";
    if (flow.finished_by_server) return "S3";
    return "S1";
  }
  if (flow.syn_by_client) {
    if (flow.reset_by_server) return "REJ";
    if (flow.reset_by_client) return "RSTOS0";
    if (flow.finished_by_client) return "SH";
    return flow.half(event::Side::server).packets > 0 ? "OTH" : "S0";
  }
  if (flow.syn_ack_by_server) {
    if (flow.reset_by_server) return "RSTRH";
    if (flow.finished_by_server) return "SHR";
  }
  return "OTH";
}

}  // namespace cordon::flow
