// Keywords about the flow: its direction and state, marks on it, and how often a rule may alert.
#include "base/text.h"
#include "rules/flow_state.h"
#include "rules/keyword.h"

namespace cordon::rules {
namespace {

Complaint flow(Draft& d, std::string_view value) {
  for (const auto word : list_of(value)) {
    if (word == "to_server" || word == "from_client")
      d.rule.from = event::Side::client;
    else if (word == "to_client" || word == "from_server")
      d.rule.from = event::Side::server;
    else if (word == "established")
      // A capture that lacks the beginning is taken as established, as the handshake cannot be
      // seen.
      d.rule.checks.push_back(
          [](const Scene& s, const FlowState&) { return s.flow.established || s.flow.midstream; });
    else if (word == "not_established")
      d.rule.checks.push_back([](const Scene& s, const FlowState&) { return !s.flow.established; });
    else if (word == "only_stream")
      d.rule.only_stream = true;
    else if (word == "no_stream")
      d.rule.no_stream = true;
    else if (word != "stateless" && word != "no_frag" && word != "only_frag")
      return "unknown word " + std::string(word);
  }
  return {};
}

Complaint flowbits(Draft& d, std::string_view value) {
  if (value == "noalert") {
    d.rule.no_alert = true;
    return {};
  }
  const auto words = list_of(value);
  if (words.size() < 2) return "needs a command and a name";
  std::vector<std::uint32_t> ids;
  for (const auto name : split(words[1], '|')) ids.push_back(d.name(std::string(trimmed(name))));
  const std::uint32_t id = ids.front();
  const auto any = [ids](const FlowState& f) {
    for (const auto each : ids)
      if (f.bits.contains(each)) return true;
    return false;
  };
  if (words[0] == "isset")
    d.rule.checks.push_back([any](const Scene&, const FlowState& f) { return any(f); });
  else if (words[0] == "isnotset")
    d.rule.checks.push_back([any](const Scene&, const FlowState& f) { return !any(f); });
  else if (words[0] == "set")
    d.rule.deeds.push_back([id](FlowState& f) {
      if (f.bits.size() < kMostMarks) f.bits.insert(id);
    });
  else if (words[0] == "unset")
    d.rule.deeds.push_back([id](FlowState& f) { f.bits.erase(id); });
  else if (words[0] == "toggle")
    d.rule.deeds.push_back([id](FlowState& f) {
      if (f.bits.erase(id) == 0 && f.bits.size() < kMostMarks) f.bits.insert(id);
    });
  else
    return "unknown command " + std::string(words[0]);
  return {};
}

Complaint flowint(Draft& d, std::string_view value) {
  const auto words = list_of(value);
  if (words.size() < 2) return "needs a name and a command";
  const std::uint32_t id = d.name("int " + std::string(words[0]));
  const std::string oper(words[1]);
  if (oper == "isset" || oper == "isnotset") {
    d.rule.checks.push_back([id, set = oper == "isset"](const Scene&, const FlowState& f) {
      return f.counters.contains(id) == set;
    });
    return {};
  }
  const auto number = words.size() > 2 ? integer(words[2]) : std::nullopt;
  if (!number || *number < 0) return "needs a number";
  const auto by = static_cast<std::uint32_t>(*number);
  if (oper == "+" || oper == "-" || oper == "=") {
    d.rule.deeds.push_back([id, by, oper](FlowState& f) {
      if (f.counters.size() >= kMostMarks && !f.counters.contains(id)) return;
      std::uint32_t& counter = f.counters[id];
      counter = oper == "+" ? counter + by : oper == "-" ? counter - by : by;
    });
    return {};
  }
  auto holds = comparison(oper == "==" ? std::to_string(by) : oper + std::to_string(by));
  if (!holds) return "unknown operator " + oper;
  d.rule.checks.push_back([id, holds](const Scene&, const FlowState& f) {
    const auto found = f.counters.find(id);
    return found != f.counters.end() && holds(found->second);
  });
  return {};
}

Complaint rate(Draft& d, std::string_view value, Threshold made) {
  for (const auto item : list_of(value)) {
    const auto blank = item.find(' ');
    if (blank == std::string_view::npos) return "unknown word " + std::string(item);
    const auto name = item.substr(0, blank), text = trimmed(item.substr(blank + 1));
    const auto number = integer(text);
    if (name == "type" && text == "limit")
      made.kind = Threshold::Kind::limit;
    else if (name == "type" && text == "threshold")
      made.kind = Threshold::Kind::threshold;
    else if (name == "type" && text == "both")
      made.kind = Threshold::Kind::both;
    else if (name == "track" && text == "by_src")
      made.track = Threshold::Track::source;
    else if (name == "track" && text == "by_dst")
      made.track = Threshold::Track::destination;
    else if (name == "track" && text == "by_both")
      made.track = Threshold::Track::both;
    else if (name == "track" && text == "by_rule")
      made.track = Threshold::Track::rule;
    else if (name == "track" && text == "by_flow")
      made.track = Threshold::Track::flow;
    else if (name == "count" && number && *number > 0)
      made.count = static_cast<std::uint32_t>(*number);
    else if (name == "seconds" && number && *number > 0)
      made.seconds = static_cast<std::uint32_t>(*number);
    else
      return "unknown word " + std::string(item);
  }
  d.info.threshold = made;
  return {};
}
Complaint threshold(Draft& d, std::string_view value) { return rate(d, value, {}); }
Complaint detection_filter(Draft& d, std::string_view value) {
  Threshold filter;
  filter.kind = Threshold::Kind::filter;
  return rate(d, value, filter);
}

Complaint app_layer_protocol(Draft& d, std::string_view value) {
  const bool negated = value.starts_with('!');
  if (negated) value.remove_prefix(1);
  std::string name(list_of(value)[0]);
  if (name == "http1") name = "http";
  d.rule.checks.push_back([negated, name](const Scene& s, const FlowState&) {
    // Before the protocol is known nothing can be said of what it is not.
    if (negated && s.flow.app == event::App::unknown) return false;
    return (event::name_of(s.flow.app) == name) != negated;
  });
  return {};
}

Complaint noalert(Draft& d, std::string_view) {
  d.rule.no_alert = true;
  return {};
}

std::function<bool(const event::Flow&)> amount(std::string_view value, bool bytes, bool& good) {
  const auto words = list_of(value);
  auto holds = words.size() == 2 ? comparison(words[1]) : nullptr;
  good = static_cast<bool>(holds);
  const std::string side(words[0]);
  return [=](const event::Flow& f) {
    const auto of = [&](event::Side s) { return bytes ? f.half(s).bytes : f.half(s).packets; };
    const bool client = side != "toclient" && holds(of(event::Side::client));
    const bool server = side != "toserver" && holds(of(event::Side::server));
    return client || server;
  };
}
Complaint counted(Draft& d, std::string_view value, bool bytes) {
  bool good = false;
  auto holds = amount(value, bytes, good);
  if (!good) return "needs a side and a number";
  d.rule.needs_packet = true;
  d.rule.checks.push_back([holds](const Scene& s, const FlowState&) { return holds(s.flow); });
  return {};
}
Complaint flow_packets(Draft& d, std::string_view value) { return counted(d, value, false); }
Complaint flow_bytes(Draft& d, std::string_view value) { return counted(d, value, true); }
Complaint flow_age(Draft& d, std::string_view value) {
  auto holds = comparison(value);
  if (!holds) return "no number";
  d.rule.needs_packet = true;
  d.rule.checks.push_back([holds](const Scene& s, const FlowState&) {
    const double age = seconds(s.at.time - s.flow.first.time);
    return age >= 0 && holds(static_cast<std::uint64_t>(age));
  });
  return {};
}

}  // namespace

std::vector<KeywordEntry> flow_keywords() {
  return {{"flow", flow},
          {"flowbits", flowbits},
          {"flowint", flowint},
          {"threshold", threshold},
          {"detection_filter", detection_filter},
          {"app-layer-protocol", app_layer_protocol},
          {"noalert", noalert},
          {"flow.pkts", flow_packets},
          {"flow.bytes", flow_bytes},
          {"flow.age", flow_age}};
}

}  // namespace cordon::rules
