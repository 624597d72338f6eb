// Web servers' access logs as JSON: nginx's, Caddy's, Envoy's, Traefik's, load balancers',
// honeypots'.
//
// web_keys.h knows the names. All headers of the request that are there are passed on, up to
// kMostHeaders. A request line goes before a path (nginx's $uri is what the server made of it).
// Views live until the next unit. Threads: one a file.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "logs/json_walk.h"
#include "logs/parser.h"
#include "logs/web_keys.h"

namespace cordon::logs {

inline constexpr std::size_t kMostHeaders = 128;  // a forger can send thousands

class WebJsonParser final : public Parser, private JsonVisitor {
 public:
  explicit WebJsonParser(WebKeys keys) : keys_(std::move(keys)) {}
  Verdict read(std::string_view unit, EntrySink& sink) override;

 private:
  struct Value {
    std::string_view text;
    int rank = 0;
  };
  struct Header {
    std::string name;
    std::string_view value;
  };

  bool enter(std::string_view path) override;
  void leaf(std::string_view path, std::string_view text) override;
  bool hear_header(std::string_view path, std::string_view as_written, std::string_view text);
  void add_header(std::string_view name, std::string_view value);
  void hear_time(std::string_view text, int rank);
  std::string_view operator[](WebKey key) const {
    return values_[static_cast<std::size_t>(key)].text;
  }
  bool tells_a_request() const;
  void put_parties();
  void put_target();
  void put_version(std::string_view version);
  void put_url(std::string_view url);
  void put_headers();

  WebKeys keys_;
  JsonWalk walk_;
  std::array<Value, static_cast<std::size_t>(WebKey::count)> values_;
  Time time_ = kNoTime;
  int time_rank_ = 0;
  std::vector<Header> headers_;  // the first header_count_ of them: of this object
  std::size_t header_count_ = 0;
  std::string path_;  // in lower case
  std::string pair_name_;
  bool in_pair_ = false;
  std::string_view url_host_;
  std::string target_, version_, body_;
  Entry entry_;
};

}  // namespace cordon::logs
