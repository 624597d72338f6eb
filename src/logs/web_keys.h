// The keys of access logs that are JSON: which of them says what. Everybody names them anew, so one
// table holds the names that servers, proxies, balancers and shippers use. Pure.
//
// Sources: nginx's variables, the documentation of Caddy, Envoy, Istio, Traefik, AWS' load
// balancers, API gateway and firewall, Google's LogEntry.httpRequest, Elastic's common schema.
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <string>

#include "base/result.h"

namespace cordon::logs {

enum class WebKey : std::uint8_t {
  time,
  client,
  client_port,
  server,
  server_port,
  server_name,
  request_line,
  method,
  target,
  query,
  url,
  version,
  status,
  response_bytes,
  request_bytes,
  user_agent,
  referer,
  host,
  cookie,
  forwarded_for,
  body,
  count,
};

class WebKeys {
 public:
  struct Meaning {
    WebKey key = WebKey::count;
    int rank = 0;  // where an object has several keys for one thing, the lowest is meant
  };

  /// The usual names; `columns` ("client=peer.ip,time=when") goes before them. Fails where it is
  /// not written like that.
  static Result<WebKeys> with(std::string_view columns);

  /// Of a path of keys joined with dots, in lower case; null: it means nothing.
  const Meaning* find(const std::string& path) const;
  /// Whether the path of an object leads to any key.
  bool leads_on(const std::string& path) const { return parents_.contains(path); }

 private:
  void add(std::string path, Meaning meaning);

  absl::flat_hash_map<std::string, Meaning> keys_;
  absl::flat_hash_set<std::string> parents_;
};

/// "request.headers.x-api-version": the header that a path names; empty: it names none. Where
/// `path` is of an array of pairs ([["Host", "x"]], [{"name": "Host", "value": "x"}]), see
/// is_header_list.
std::string_view header_named_by(std::string_view path);
bool is_header_list(std::string_view path);

}  // namespace cordon::logs
