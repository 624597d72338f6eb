// The parts of traffic that a rule can look into, by the names that rules give them.
//
// A keyword for a new buffer is a line in the table in buffer.cc and a case in content_of.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "event/observer.h"

namespace cordon::rules {

enum class Buffer : std::uint8_t {
  payload,
  ipv4_header,
  ipv6_header,
  tcp_header,
  udp_header,
  icmpv4_header,
  icmpv6_header,
  uri,
  uri_raw,
  method,
  header,
  header_raw,
  cookie,
  user_agent,
  host,
  host_raw,
  request_body,
  response_body,
  status,
  status_message,
  request_line,
  response_line,
  content_type,
  content_length,
  referer,
  accept,
  accept_encoding,
  accept_language,
  protocol,
  start,
  header_names,
  server,
  location,
  connection,
  file_data,
  dns_query,
  base64,
  count,
};

/// Where a buffer comes from.
enum class Origin : std::uint8_t { payload, packet, request, response, http, dns, made };

std::string_view name_of(Buffer buffer);
Origin origin_of(Buffer buffer);
/// By its keyword: "http.uri". The old spelling "http_uri" comes after a content and is told apart.
std::optional<Buffer> buffer_named(std::string_view keyword);
std::optional<Buffer> buffer_of_modifier(std::string_view keyword);

/// What is being looked at: one event. Pointers are null where the event is of another sort.
struct Scene {
  Scene(event::Flow& of, event::Side sender, event::Moment moment)
      : flow(of), from(sender), at(moment) {}
  event::Flow& flow;
  event::Side from;
  event::Moment at;
  const decode::Packet* packet = nullptr;
  const event::HttpRequest* request = nullptr;
  const event::HttpResponse* response = nullptr;
  event::HttpExchange* exchange = nullptr;
  const event::DnsRecord* question = nullptr;
  Bytes payload;
  std::uint64_t payload_offset = 0;  // of payload[0] in the stream, where it is a stream's
};

/// The bytes of a buffer, or nothing where the scene has none. `kept` may hold them.
std::optional<Bytes> content_of(Buffer buffer, const Scene& scene, std::string& kept);

}  // namespace cordon::rules
