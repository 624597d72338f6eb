#include "logs/teller.h"

#include <algorithm>

#include "logs/cells.h"
#include "logs/sieve.h"
#include "net/frame.h"
#include "proto/http/body.h"
#include "proto/http/uri.h"

namespace cordon::logs {
namespace {

constexpr std::uint16_t kHttp = 80, kHttps = 443;

// The target of "http://host/x" is "/x" to the rules; what the log wrote stays in the exchange.
constexpr std::size_t kMostTargetKept = 2048;

// Flow records mostly count headers too; ours is the payload, as far as headers without options go.
std::uint64_t payload_of(const Entry& entry, std::uint64_t bytes, std::uint64_t packets) {
  if (!entry.bytes_are_ip) return bytes;
  const std::uint64_t ip = entry.client.address.is_v4() ? 20 : 40;
  const std::uint64_t transport = entry.protocol == net::Protocol::tcp ? 20 : 8;
  const std::uint64_t headers = (ip + transport) * packets;
  return bytes > headers ? bytes - headers : 0;
}

}  // namespace

event::Moment Teller::moment() const { return {now_, net::frame_id(telling_.source, number_)}; }

void Teller::entry(const Entry& entry) {
  if (entry.tells == Tells::nothing) return;
  if (entry.time == kNoTime) {
    ++counters_.untimed;
    if (now_ == kNoTime) now_ = time_from_ns(0);
  } else {
    now_ = entry.time;
    counters_.first = counters_.first == kNoTime ? now_ : std::min(counters_.first, now_);
    counters_.last = std::max(counters_.last, now_);
  }
  switch (entry.tells) {
    case Tells::http: tell_request(entry); break;
    case Tells::flow: tell_flow(entry); break;
    case Tells::alert: tell_alert(entry); break;
    case Tells::dns: tell_lookup(entry); break;
    case Tells::service: ++counters_.services; break;
    case Tells::anomaly: ++counters_.anomalies; break;
    case Tells::nothing: break;
  }
}

// Who wrote this entry, where it does not say who served.
net::Address Teller::host_of(const Entry& entry) {
  if (telling_.host_is_known || entry.sensor.empty()) return telling_.host;
  if (entry.sensor == sensor_) return sensor_host_;
  sensor_.assign(entry.sensor);
  sensor_host_ = read_address(sensor_).value_or(telling_.host);
  if (telling_.named != nullptr)
    for (const auto& [name, address] : *telling_.named)
      if (name == sensor_) sensor_host_ = address;
  return sensor_host_;
}

void Teller::begin_flow(const Entry& entry, event::App app) {
  flow_ = event::Flow{};
  flow_.id = mix(net::frame_id(telling_.source, number_));
  flow_.client = entry.client;
  flow_.server = entry.server;
  if (flow_.server.address.is_unspecified()) {
    flow_.server.address = host_of(entry);
    ++counters_.by_host;
  }
  flow_.protocol = entry.protocol;
  flow_.app = app;
  flow_.first = flow_.last = moment();
}

void Teller::close_flow() {
  observer_.see(event::FlowClosed{flow_, moment(), event::FlowClosed::Why::finished});
}

void Teller::tell_request(const Entry& entry) {
  ++counters_.requests;
  if (entry.client.address.is_unspecified() ||
      (entry.server.address.is_unspecified() && telling_.host.is_unspecified())) {
    ++counters_.nameless;
    return;
  }
  if (is_plain(entry)) {
    ++counters_.plain;
    if (telling_.requests_are_contacts) tell_plain(entry);
    return;
  }
  flow_ = event::Flow{};
  flow_.id = mix(net::frame_id(telling_.source, number_));
  put_parties(entry, flow_);
  show_request(entry);
  if (telling_.requests_are_contacts) close_flow();
}

void Teller::tell_plain(const Entry& entry) {
  const net::Endpoint server = server_of(entry);
  visits_.add({entry.client.address, server, now_, now_, number_, 1, entry.request_bytes,
               entry.response_bytes},
              [this](const Visit& visit) { tell_visit(visit); });
}

void Teller::tell_visit(const Visit& visit) {
  event::Flow flow;
  flow.client = {visit.client, 0};
  flow.server = visit.server;
  put_established(flow);
  flow.first = {visit.first, net::frame_id(telling_.source, visit.first_number)};
  flow.last = {visit.last, flow.first.frame};
  flow.sent[0] = {visit.requests, visit.request_bytes, 0};
  flow.sent[1] = {visit.requests, visit.response_bytes, 0};
  observer_.see(
      event::FlowClosed{flow, flow.last, event::FlowClosed::Why::finished, visit.requests});
}

void Teller::finish() {
  visits_.tell_all([this](const Visit& visit) { tell_visit(visit); });
}

// Whether no rule can find anything in it: neither in the line as it is written, nor in the target
// as a server reads it.
bool Teller::is_plain(const Entry& entry) {
  if (may_match_ || entry.rewritten == Rewritten::anything) return false;
  if (entry.rewritten == Rewritten::nothing && tells_plainly(entry.target)) return true;
  return sieve_ != nullptr && !sieve_->catches(entry.target) &&
         !sieve_->catches(proto::http::normal_uri(entry.target, uri_)) &&
         !sieve_->catches(proto::http::iis_uri(entry.target, iis_uri_));
}

net::Endpoint Teller::server_of(const Entry& entry) {
  net::Endpoint server = entry.server;
  if (server.address.is_unspecified()) {
    server.address = host_of(entry);
    ++counters_.by_host;
  }
  if (server.port == 0) server.port = entry.target.starts_with("https://") ? kHttps : telling_.port;
  return server;
}

void Teller::put_established(event::Flow& flow) {
  flow.protocol = net::Protocol::tcp;
  flow.app = event::App::http;
  flow.established = flow.syn_by_client = flow.syn_ack_by_server = true;
  flow.outcome = event::Outcome::established;
}

void Teller::put_parties(const Entry& entry, event::Flow& flow) {
  flow.client = entry.client;
  flow.server = server_of(entry);
  put_established(flow);
  flow.protocol = entry.protocol;
  flow.first = flow.last = moment();
  flow.answered_at = now_;
  flow.sent[0] = {1, entry.request_bytes, 0};
  flow.sent[1] = {1, entry.response_bytes, 0};
}

void Teller::show_request(const Entry& entry) {
  namespace http = proto::http;
  request_.line = entry.request_line;
  if (entry.request_line.empty()) {
    line_.assign(entry.method).append(" ").append(entry.target);
    if (!entry.version.empty()) line_.append(" ").append(entry.version);
    request_.line = line_;
  }
  request_.method = entry.method;
  request_.target = entry.target;
  request_.version = entry.version;
  request_.uri = http::normal_uri(entry.target, uri_);
  request_.iis_uri = http::iis_uri(entry.target, iis_uri_);
  request_.headers = entry.headers;
  header_block_.clear();
  for (const event::HttpHeader& header : entry.headers)
    header_block_.append(header.name).append(": ").append(header.value).append("\r\n");
  request_.header_block = header_block_;
  request_.body = entry.body.substr(0, http::kMostBody);
  request_.body_bytes = std::max<std::uint64_t>(entry.body.size(), entry.request_bytes);
  request_.complete = true;

  exchange_.method = entry.method;
  exchange_.target = entry.target.substr(0, kMostTargetKept);
  exchange_.host = request_.header("host");
  exchange_.asked = moment();
  exchange_.detect.reset();
  observer_.see(event::HttpRequestSeen{flow_, moment(), exchange_, request_});

  if (entry.unanswered) {
    observer_.see(event::HttpUnanswered{flow_, moment(), exchange_});
  } else {
    response_ = {};
    response_.status = entry.status;
    response_.body_bytes = entry.response_bytes;
    observer_.see(event::HttpResponseSeen{flow_, moment(), exchange_, response_});
  }
  exchange_.detect.reset();
  if (!telling_.requests_are_contacts)
    for (auto& slot : flow_.slots) slot.reset();
}

void Teller::tell_flow(const Entry& entry) {
  ++counters_.flows;
  if (entry.client.address.is_unspecified() ||
      (entry.server.address.is_unspecified() && telling_.host.is_unspecified())) {
    ++counters_.nameless;
    return;
  }
  begin_flow(entry, entry.app);
  flow_.outcome = entry.outcome;
  flow_.established = entry.outcome == event::Outcome::established;
  const std::uint64_t rate = entry.sampling;
  const std::uint64_t client_bytes = payload_of(entry, entry.client_bytes, entry.client_packets);
  const std::uint64_t server_bytes = payload_of(entry, entry.server_bytes, entry.server_packets);
  if (rate > 1) ++counters_.sampled;
  counters_.most_sampling = std::max(counters_.most_sampling, entry.sampling);
  flow_.sent[0] = {entry.client_packets * rate, client_bytes * rate, 0};
  flow_.sent[1] = {entry.server_packets * rate, server_bytes * rate, 0};
  flow_.last.time = flow_.first.time + entry.lasted;
  close_flow();
}

void Teller::tell_alert(const Entry& entry) {
  ++counters_.alerts;
  if (entry.client.address.is_unspecified()) {
    ++counters_.nameless;
    return;
  }
  event::PeerAlert alert;
  alert.at = moment();
  alert.client = entry.client;
  alert.server = entry.server;
  if (alert.server.address.is_unspecified()) alert.server.address = host_of(entry);
  alert.protocol = entry.protocol;
  alert.from_server = entry.from_server;
  alert.gid = entry.gid;
  alert.sid = entry.sid;
  alert.message = entry.message;
  alert.category = entry.category;
  alert.references = entry.references;
  observer_.see(alert);
}

void Teller::tell_lookup(const Entry& entry) {
  ++counters_.lookups;
  if (entry.client.address.is_unspecified()) {
    ++counters_.nameless;
    return;
  }
  begin_flow(entry, event::App::dns);
  flow_.established = !entry.answers.empty();
  flow_.outcome = flow_.established ? event::Outcome::established : event::Outcome::unknown;
  const bool answered = !entry.answers.empty();
  event::DnsMessage message{flow_, answered ? event::Side::server : event::Side::client, moment()};
  message.is_response = answered;
  message.questions.push_back({std::string(entry.query), entry.query_type, 0, {}});
  message.answers = entry.answers;
  // A rule for questions looks at what the client sent.
  if (answered)
    observer_.see(event::DnsMessage{
        flow_, event::Side::client, moment(), 0, false, 0, 0, message.questions, {}});
  observer_.see(message);
  for (auto& slot : flow_.slots) slot.reset();
}

}  // namespace cordon::logs
