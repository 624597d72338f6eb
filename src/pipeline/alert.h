// An alert: one hit of one rule, with what EVE says of it. Owns its strings; the rule is borrowed
// from the rule set.
#pragma once

#include <string>

#include "event/flow.h"
#include "rules/rule_set.h"

namespace cordon::pipeline {

struct Alert {
  std::uint64_t order = 0;  // of the packet that brought it, over the whole input
  event::Moment at;
  const rules::RuleInfo* rule = nullptr;
  std::uint64_t flow_id = 0;
  net::Endpoint source, destination;  // source: whose bytes matched
  bool to_server = true;
  net::Protocol protocol{};
  event::App app = event::App::unknown;
  std::uint64_t packets_to_server = 0, packets_to_client = 0;
  std::uint64_t bytes_to_server = 0, bytes_to_client = 0;
  Time flow_started{};
  bool http = false;
  std::string method, url, hostname;
  std::string buffer;
};

/// Who takes alerts, in the order of packets.
class AlertSink {
 public:
  virtual ~AlertSink() = default;
  virtual void alert(const Alert& alert) = 0;
};

}  // namespace cordon::pipeline
