// For tests: what a parser told of one line, copied out of it.
#pragma once

#include <string>

#include "logs/parser.h"

namespace cordon::logs {

struct Told {
  Verdict verdict = Verdict::nothing;
  std::size_t entries = 0;
  std::string time, client, server, method, target, version, headers, body;
  int status = 0;
  std::uint64_t response_bytes = 0;
};

class Copier final : public EntrySink {
 public:
  void entry(const Entry& e) override {
    ++told.entries;
    told.time = e.time == kNoTime ? "none" : rfc3339(e.time);
    told.client = e.client.text();
    told.server = e.server.text();
    told.method = e.method;
    told.target = e.target;
    told.version = e.version;
    told.body = e.body;
    told.status = e.status;
    told.response_bytes = e.response_bytes;
    for (const auto& header : e.headers)
      told.headers.append(header.name).append("=").append(header.value).append(" ");
  }
  Told told;
};

inline Told told_of(Parser& parser, std::string_view line) {
  std::string padded(line);
  padded.append(kPadding, '\0');
  Copier copier;
  copier.told.verdict = parser.read(std::string_view(padded).substr(0, line.size()), copier);
  return copier.told;
}

}  // namespace cordon::logs
