// The engine: matches a rule set against events and reports each hit.
//
// One engine a worker (it owns scratch space); the rule set is shared. State about a flow
// (flowbits, retained stream bytes, which rules have fired) is in the flow's slot, bounded.
#pragma once

#include <memory>

#include "event/observer.h"
#include "rules/rule_set.h"

namespace cordon::rules {

struct Hit {
  const RuleInfo& rule;
  event::Flow& flow;
  event::Side from;  // whose bytes matched
  event::Moment at;
  event::HttpExchange* exchange = nullptr;  // the request (or response) that matched, if HTTP
  std::string_view buffer;  // where the last content matched: "http.uri", "payload"; for --explain
  Bytes bytes;              // that buffer (or the part that is retained), borrowed
};

class HitSink {
 public:
  virtual ~HitSink() = default;
  virtual void hit(const Hit& hit) = 0;
};

class Engine : public event::Observer {
 public:
  /// All must outlive the engine. `seeing`: by a rule's number, those to try; null: all.
  Engine(const RuleSet& rules, HitSink& sink, const std::vector<bool>* seeing = nullptr);
  ~Engine() override;

  void see(const event::PacketSeen&) override;
  void see(const event::StreamChunk&) override;
  void see(const event::StreamGap&) override;
  void see(const event::Datagram&) override;
  void see(const event::HttpRequestSeen&) override;
  void see(const event::HttpResponseSeen&) override;
  void see(const event::DnsMessage&) override;
  void see(const event::FlowClosed&) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cordon::rules
