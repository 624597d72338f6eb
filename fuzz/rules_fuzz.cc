// Any text as a rule file, and what loads is tried on the same bytes as a stream and a datagram.
#include "rules/engine.h"

namespace {
struct Ignore final : cordon::rules::HitSink {
  void hit(const cordon::rules::Hit&) override {}
};
constexpr std::size_t kMostText = 4096;  // keeps compiling from being all that is tested
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cordon;
  const Bytes bytes = head(Bytes(data, size), kMostText);
  const auto set = rules::RuleSet::compile({{"fuzz.rules", std::string(text_of(bytes))}}, {});
  Ignore ignore;
  rules::Engine engine(set, ignore);
  event::Flow flow;
  flow.protocol = net::Protocol::tcp;
  flow.established = true;
  engine.see(event::StreamChunk{flow, event::Side::client, {}, 0, bytes});
  engine.see(event::Datagram{flow, event::Side::server, {}, bytes});
  return 0;
}
