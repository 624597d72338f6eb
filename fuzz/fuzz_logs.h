// What the fuzz targets of logs share: reads every byte that an entry shows, and sums it up.
#pragma once

#include <optional>

#include "logs/parser.h"

namespace cordon::fuzz {

struct Digest final : logs::EntrySink {
  std::uint64_t sum = 0;

  void add(std::uint64_t number) { sum = sum * 1'000'003 + number; }
  void add(std::string_view text) {
    add(text.size());
    for (const char c : text) add(static_cast<std::uint64_t>(static_cast<unsigned char>(c)));
  }
  void verdict(logs::Verdict v) { add(static_cast<std::uint64_t>(v)); }

  void entry(const logs::Entry& e) override {
    add(static_cast<std::uint64_t>(to_ns(e.time)));
    for (const std::string_view text : {e.sensor, e.request_line, e.method, e.target, e.version,
                                        e.body, e.message, e.category, e.query})
      add(text);
    for (const auto& header : e.headers) {
      add(header.name);
      add(header.value);
    }
    for (const std::string_view text : e.references) add(text);
    for (const auto& answer : e.answers) {
      add(std::string_view(answer.data));
      add(std::uint64_t{answer.type});
    }
    add(e.client.address.hash() ^ e.server.address.hash());
    add(std::uint64_t{e.client.port} << 16 | e.server.port);
    add(e.client_packets ^ e.server_packets ^ e.client_bytes ^ e.server_bytes);
    add(static_cast<std::uint64_t>(e.lasted.count()));
    add(static_cast<std::uint64_t>(e.outcome) << 40 | e.sampling);
    add(static_cast<std::uint64_t>(e.rewritten) << 40 | e.sid);
  }
};

inline std::uint64_t tell_lines(logs::Parser& parser, std::string_view text) {
  Digest digest;
  while (!text.empty()) {
    const auto end = text.find('\n');
    digest.verdict(parser.read(text.substr(0, end), digest));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return digest.sum;
}

inline std::uint64_t tell_lines(std::optional<logs::Format> format, std::string_view text) {
  return format ? tell_lines(*format->parser, text) : 0;
}

}  // namespace cordon::fuzz
