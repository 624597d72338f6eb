#include "pipeline/watch.h"

namespace cordon::pipeline {
namespace {

Alert alert_of(const rules::Hit& hit, std::uint64_t order) {
  Alert alert;
  alert.order = order;
  alert.at = hit.at;
  alert.rule = &hit.rule;
  alert.flow_id = hit.flow.id;
  alert.source = hit.flow.from(hit.from);
  alert.destination = hit.flow.to(hit.from);
  alert.to_server = hit.from == event::Side::client;
  alert.protocol = hit.flow.protocol;
  alert.app = hit.flow.app;
  alert.packets_to_server = hit.flow.half(event::Side::client).packets;
  alert.packets_to_client = hit.flow.half(event::Side::server).packets;
  alert.bytes_to_server = hit.flow.half(event::Side::client).bytes;
  alert.bytes_to_client = hit.flow.half(event::Side::server).bytes;
  alert.flow_started = hit.flow.first.time;
  alert.buffer = hit.buffer;
  if (hit.exchange != nullptr) {
    alert.http = true;
    alert.method = hit.exchange->method;
    alert.url = hit.exchange->target;
    alert.hostname = hit.exchange->host;
  }
  return alert;
}

}  // namespace

void Watch::Hits::hit(const rules::Hit& hit) {
  signatures_.hit(hit);
  if (keep_) alerts_.push_back(alert_of(hit, order_));
}

Watch::Watch(const Options& options, const rules::RuleSet& rules,
             const strain::Catalogue& catalogue)
    : keep_sightings_(options.sightings),
      look_at_flows_(options.flow_marks),
      sift_(options.sift),
      findings_(options.most_findings),
      contact_book_(options.most_contacts),
      signatures_(catalogue, findings_),
      peer_alerts_(catalogue, findings_),
      flow_marks_(catalogue, findings_),
      hits_(signatures_, options.alerts),
      engine_(rules, hits_, options.seeing),
      contacts_(contact_book_),
      sampler_(options.sifting_key) {}

void Watch::see(const event::StreamChunk& e) {
  engine_.see(e);
  if (sift_) sampler_.see(e);
}

void Watch::see(const event::StreamGap& e) {
  engine_.see(e);
  if (sift_) sampler_.see(e);
}

void Watch::see(const event::Datagram& e) {
  engine_.see(e);
  if (sift_) sampler_.see(e);
}

void Watch::see(const event::HttpRequestSeen& e) {
  if (keep_sightings_)
    sightings_.add(
        evidence::sight_of_request(e.flow.client.address, e.exchange.method, e.exchange.target),
        e.at.time, e.flow.server.address);
  engine_.see(e);
}

void Watch::see(const event::HttpResponseSeen& e) {
  engine_.see(e);
  signatures_.see(e);
}

void Watch::see(const event::FlowClosed& e) {
  if (keep_sightings_ && e.flow.client.port != 0)
    sightings_.add(evidence::sight_of_flow(e.flow.client, e.flow.server, e.flow.protocol),
                   e.flow.first.time, e.flow.server.address);
  engine_.see(e);
  signatures_.see(e);
  if (look_at_flows_) flow_marks_.see(e);
  contacts_.see(e);
}

}  // namespace cordon::pipeline
