#include "rules/buffer.h"

#include <algorithm>

#include "base/text.h"

namespace cordon::rules {
namespace {

struct Entry {
  std::string_view name, modifier;  // the new spelling, and the old that follows a content
  Origin origin;
};

constexpr Entry kBuffers[] = {
    {"payload", "", Origin::payload},
    {"ipv4.hdr", "", Origin::packet},
    {"ipv6.hdr", "", Origin::packet},
    {"tcp.hdr", "", Origin::packet},
    {"udp.hdr", "", Origin::packet},
    {"icmpv4.hdr", "", Origin::packet},
    {"icmpv6.hdr", "", Origin::packet},
    {"http.uri", "http_uri", Origin::request},
    {"http.uri.raw", "http_raw_uri", Origin::request},
    {"http.method", "http_method", Origin::request},
    {"http.header", "http_header", Origin::http},
    {"http.header.raw", "http_raw_header", Origin::http},
    {"http.cookie", "http_cookie", Origin::http},
    {"http.user_agent", "http_user_agent", Origin::request},
    {"http.host", "http_host", Origin::request},
    {"http.host.raw", "http_raw_host", Origin::request},
    {"http.request_body", "http_client_body", Origin::request},
    {"http.response_body", "http_server_body", Origin::response},
    {"http.stat_code", "http_stat_code", Origin::response},
    {"http.stat_msg", "http_stat_msg", Origin::response},
    {"http.request_line", "", Origin::request},
    {"http.response_line", "", Origin::response},
    {"http.content_type", "", Origin::http},
    {"http.content_len", "", Origin::http},
    {"http.referer", "", Origin::request},
    {"http.accept", "", Origin::request},
    {"http.accept_enc", "", Origin::request},
    {"http.accept_lang", "", Origin::request},
    {"http.protocol", "", Origin::http},
    {"http.start", "", Origin::http},
    {"http.header_names", "", Origin::http},
    {"http.server", "", Origin::response},
    {"http.location", "", Origin::response},
    {"http.connection", "", Origin::http},
    {"file.data", "", Origin::response},
    {"dns.query", "", Origin::dns},
    {"base64_data", "", Origin::made},
};
static_assert(std::size(kBuffers) == static_cast<std::size_t>(Buffer::count));

constexpr struct {
  std::string_view old, name;
} kOldNames[] = {{"file_data", "file.data"},
                 {"dns_query", "dns.query"},
                 {"http_request_line", "http.request_line"},
                 {"http_response_line", "http.response_line"},
                 {"http_content_type", "http.content_type"},
                 {"http_content_len", "http.content_len"},
                 {"http_referer", "http.referer"},
                 {"http_accept", "http.accept"},
                 {"http_accept_enc", "http.accept_enc"},
                 {"http_accept_lang", "http.accept_lang"},
                 {"http_protocol", "http.protocol"},
                 {"http_start", "http.start"},
                 {"http_header_names", "http.header_names"},
                 {"http_connection", "http.connection"},
                 {"pkt_data", "payload"},
                 {"dns.queries.rrname", "dns.query"}};

std::optional<Bytes> some(std::string_view text) {
  if (text.data() == nullptr) return std::nullopt;
  return bytes_of(text);
}

struct Message {
  const std::vector<event::HttpHeader>& headers;
  std::string_view line, block, version;
};

std::optional<Bytes> header_value(const Message& message, std::string_view lower_name,
                                  std::string& kept) {
  bool any = false;
  for (const auto& header : message.headers) {
    if (lowered(header.name) != lower_name) continue;
    if (any) kept += ", ";
    kept += header.value;
    any = true;
  }
  if (!any) return std::nullopt;
  return bytes_of(kept);
}

/// Suricata's: "name: value\r\n" of each, cookies left out.
Bytes normalised_headers(const Message& message, std::string& kept) {
  for (const auto& header : message.headers) {
    const std::string name = lowered(header.name);
    if (name == "cookie" || name == "set-cookie") continue;
    kept.append(header.name).append(": ").append(header.value).append("\r\n");
  }
  return bytes_of(kept);
}

Bytes names_of(const Message& message, std::string& kept) {
  kept = "\r\n";
  for (const auto& header : message.headers) kept.append(header.name).append("\r\n");
  kept += "\r\n";
  return bytes_of(kept);
}

std::optional<Bytes> host_of(const event::HttpRequest& request, std::string& kept) {
  std::string_view host = request.header("host");
  if (host.data() == nullptr || host.empty()) return std::nullopt;
  kept = lowered(host);
  const auto colon = kept.rfind(':');
  if (colon != std::string::npos && kept.find(']', colon) == std::string::npos) kept.resize(colon);
  return bytes_of(kept);
}

std::optional<Bytes> of_either(Buffer buffer, const Message& message, bool is_request,
                               std::string& kept) {
  switch (buffer) {
    case Buffer::header: return normalised_headers(message, kept);
    case Buffer::header_raw: return bytes_of(message.block);
    case Buffer::cookie: return header_value(message, is_request ? "cookie" : "set-cookie", kept);
    case Buffer::content_type: return header_value(message, "content-type", kept);
    case Buffer::content_length: return header_value(message, "content-length", kept);
    case Buffer::connection: return header_value(message, "connection", kept);
    case Buffer::header_names: return names_of(message, kept);
    case Buffer::protocol: return some(message.version);
    case Buffer::start:
      kept.append(message.line).append("\r\n").append(message.block);
      if (!kept.ends_with("\r\n\r\n")) kept += "\r\n";
      return bytes_of(kept);
    default: return std::nullopt;
  }
}

std::optional<Bytes> of_request(Buffer buffer, const event::HttpRequest& request,
                                std::string& kept) {
  const Message message{request.headers, request.line, request.header_block, request.version};
  switch (buffer) {
    case Buffer::uri: return some(request.uri);
    case Buffer::uri_raw: return some(request.target);
    case Buffer::method: return some(request.method);
    case Buffer::request_line: return some(request.line);
    case Buffer::user_agent: return header_value(message, "user-agent", kept);
    case Buffer::host: return host_of(request, kept);
    case Buffer::host_raw: return header_value(message, "host", kept);
    case Buffer::referer: return header_value(message, "referer", kept);
    case Buffer::accept: return header_value(message, "accept", kept);
    case Buffer::accept_encoding: return header_value(message, "accept-encoding", kept);
    case Buffer::accept_language: return header_value(message, "accept-language", kept);
    case Buffer::request_body:
    case Buffer::file_data:
      if (request.body.empty()) return std::nullopt;
      return bytes_of(request.body);
    default: return of_either(buffer, message, true, kept);
  }
}

std::optional<Bytes> of_response(Buffer buffer, const event::HttpResponse& response,
                                 std::string& kept) {
  const Message message{response.headers, response.line, response.header_block, response.version};
  switch (buffer) {
    case Buffer::status:
      if (response.status == 0) return std::nullopt;
      kept = std::to_string(response.status);
      return bytes_of(kept);
    case Buffer::status_message: return some(response.reason);
    case Buffer::response_line: return some(response.line);
    case Buffer::server: return header_value(message, "server", kept);
    case Buffer::location: return header_value(message, "location", kept);
    case Buffer::response_body:
    case Buffer::file_data:
      if (response.body.empty()) return std::nullopt;
      return bytes_of(response.body);
    default: return of_either(buffer, message, false, kept);
  }
}

std::optional<Bytes> of_packet(Buffer buffer, const decode::Packet& packet) {
  const auto transport = [&](net::Protocol wanted) -> std::optional<Bytes> {
    if (packet.protocol != wanted || packet.transport_header.empty()) return std::nullopt;
    return packet.transport_header;
  };
  switch (buffer) {
    case Buffer::ipv4_header:
      return packet.ip_version == 4 ? std::optional(packet.ip_header) : std::nullopt;
    case Buffer::ipv6_header:
      return packet.ip_version == 6 ? std::optional(packet.ip_header) : std::nullopt;
    case Buffer::tcp_header: return transport(net::Protocol::tcp);
    case Buffer::udp_header: return transport(net::Protocol::udp);
    case Buffer::icmpv4_header: return transport(net::Protocol::icmp);
    case Buffer::icmpv6_header: return transport(net::Protocol::icmpv6);
    default: return std::nullopt;
  }
}

}  // namespace

std::string_view name_of(Buffer buffer) { return kBuffers[static_cast<std::size_t>(buffer)].name; }
Origin origin_of(Buffer buffer) { return kBuffers[static_cast<std::size_t>(buffer)].origin; }

std::optional<Buffer> buffer_named(std::string_view keyword) {
  for (const auto& entry : kOldNames)
    if (entry.old == keyword) keyword = entry.name;
  for (std::size_t i = 0; i < std::size(kBuffers); ++i)
    if (kBuffers[i].name == keyword) return static_cast<Buffer>(i);
  return std::nullopt;
}

std::optional<Buffer> buffer_of_modifier(std::string_view keyword) {
  for (std::size_t i = 0; i < std::size(kBuffers); ++i)
    if (!keyword.empty() && kBuffers[i].modifier == keyword) return static_cast<Buffer>(i);
  return std::nullopt;
}

std::optional<Bytes> content_of(Buffer buffer, const Scene& scene, std::string& kept) {
  kept.clear();
  if (buffer == Buffer::payload) return scene.payload;
  if (buffer == Buffer::dns_query)
    return scene.question != nullptr ? std::optional(bytes_of(scene.question->name)) : std::nullopt;
  if (origin_of(buffer) == Origin::packet)
    return scene.packet != nullptr ? of_packet(buffer, *scene.packet) : std::nullopt;
  if (scene.request != nullptr) return of_request(buffer, *scene.request, kept);
  if (scene.response != nullptr) return of_response(buffer, *scene.response, kept);
  return std::nullopt;
}

}  // namespace cordon::rules
