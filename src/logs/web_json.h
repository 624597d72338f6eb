// Web servers' access logs as JSON lines: nginx's, Caddy's, Envoy's, load balancers', honeypots'.
//
// Everybody names the keys anew, so this goes by what they end in; --columns names others:
// "client=peer.ip,time=when". Carriers (journald, Docker) hold a line of another log: a parser that
// was recognised for these reads it. Views live until the next unit. Threads: one a file.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <array>
#include <functional>
#include <string>

#include "logs/json_walk.h"
#include "logs/recognise.h"

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
  message,
  count,
};

using WebKeys = absl::flat_hash_map<std::string, WebKey>;
/// The usual names; `columns` ("client=peer.ip,time=when") goes before them. Fails where a name in
/// it is none of ours.
Result<WebKeys> web_keys(std::string_view columns);

class WebJsonParser final : public Parser, private JsonVisitor {
 public:
  explicit WebJsonParser(WebKeys keys) : keys_(std::move(keys)) {}
  Verdict read(std::string_view unit, EntrySink& sink) override;

 private:
  bool enter(std::string_view path) override;
  void leaf(std::string_view path, std::string_view text) override;
  std::string_view operator[](WebKey key) const { return values_[static_cast<std::size_t>(key)]; }
  void put_url(std::string_view url);
  void put_parties();

  WebKeys keys_;
  JsonWalk walk_;
  std::array<std::string_view, static_cast<std::size_t>(WebKey::count)> values_;
  std::string pair_name_;  // of headers that come as a list of pairs
  bool in_pair_ = false;
  std::string target_, body_;
  Entry entry_;
};

/// A line of another log inside a JSON object: journald's MESSAGE, Docker's log.
class CarriedJsonParser final : public Parser, private JsonVisitor {
 public:
  explicit CarriedJsonParser(std::unique_ptr<Parser> inner) : inner_(std::move(inner)) {}
  Verdict read(std::string_view unit, EntrySink& sink) override;
  /// The line that an object carries; empty where it carries none.
  static std::string carried_by(std::string_view object);

 private:
  bool enter(std::string_view) override { return false; }
  void leaf(std::string_view path, std::string_view text) override;

  std::unique_ptr<Parser> inner_;
  JsonWalk walk_;
  std::string line_;
};

}  // namespace cordon::logs
