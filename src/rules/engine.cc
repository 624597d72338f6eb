#include "rules/engine.h"

#include <algorithm>

#include "rules/database.h"
#include "rules/verify.h"

namespace cordon::rules {

using event::Side;
using Direction = FlowState::Direction;

struct Engine::State {
  State(const RuleSet& set, HitSink& to, const std::vector<bool>* these)
      : rules(set), database(set.database()), sink(to), seeing(these) {
    const auto fit = [&](const Group& group) { scratch.fit(group.patterns); };
    for (const auto* groups : {&database.payload, &database.packet})
      for (const Group& group : *groups) fit(group);
    for (const auto* groups : {&database.request, &database.response})
      for (const Group& group : *groups) fit(group);
    fit(database.dns);
  }

  static FlowState& state_of(event::Flow& flow) {
    if (auto* kept = flow.slot<FlowState>(event::Slot::rules)) return *kept;
    return flow.keep(event::Slot::rules, std::make_unique<FlowState>());
  }

  /// Adds the rules that these bytes may match.
  void gather(const Group& group, Bytes bytes) {
    candidates.insert(candidates.end(), group.always.begin(), group.always.end());
    look_up(group, bytes);
  }
  void look_up(const Group& group, Bytes bytes) {
    literals.clear();
    group.patterns.scan(bytes, scratch, literals);
    for (const std::uint32_t literal : literals) {
      const auto& found = group.by_literal[literal];
      candidates.insert(candidates.end(), found.begin(), found.end());
    }
  }
  void put_in_order() {
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  }

  bool concerns(const Rule& rule, const Scene& scene) const {
    if (seeing != nullptr && !(*seeing)[rule.number]) return false;
    if (rule.from && *rule.from != scene.from) return false;
    if (rule.header.app != event::App::unknown && rule.header.app != scene.flow.app) return false;
    return rule.header.matches(scene.flow, scene.from);
  }

  /// Verifies and, where it matches, does what the rule says.
  bool attempt(const Rule& rule, const Scene& scene, FlowState& flow) {
    if (!concerns(rule, scene) || !verifier.matches(rule, scene, flow)) return false;
    if (rule.act == Act::pass) {
      flow.passed = flow.passed || rule.stage != Stage::packet || rule.once_a_flow;
      flow.passed_frame = scene.at.frame;
      has_passed_frame = true;
      return true;
    }
    for (const Deed& deed : rule.deeds) deed(flow);
    const bool passed = flow.passed || (has_passed_frame && flow.passed_frame == scene.at.frame);
    if (rule.no_alert || passed) return true;
    sink.hit(Hit{rules.rules()[rule.number], scene.flow, scene.from, scene.at, scene.exchange,
                 verifier.last_buffer(), verifier.last_bytes()});
    return true;
  }
  void attempt_all(const Scene& scene) {
    put_in_order();
    FlowState& flow = state_of(scene.flow);
    for (const std::uint32_t index : candidates) attempt(database.rules[index], scene, flow);
  }

  bool wanted(const event::Flow& flow, Side from, Direction& direction) const {
    if (!direction.asked) {
      direction.asked = true;
      for (const Header& header : database.payload_headers[event::index(from)])
        if (header.matches(flow, from)) {
          direction.wanted = true;
          break;
        }
    }
    return direction.wanted;
  }

  /// Appends to the window; gives where in it the new bytes begin.
  static std::size_t append(Direction& direction, const event::StreamChunk& chunk) {
    auto& window = direction.window;
    const Bytes bytes =
        tail(chunk.bytes, chunk.bytes.size() > kMostWindow ? chunk.bytes.size() - kMostWindow : 0);
    if (window.size() + bytes.size() > kMostWindow) {
      // Half a window at once, so that the cost of moving is shared by many chunks.
      const std::size_t keep =
          std::min({window.size(), kMostWindow / 2, kMostWindow - bytes.size()});
      window.erase(window.begin(), window.end() - static_cast<std::ptrdiff_t>(keep));
    }
    const std::size_t before = window.size();
    window.insert(window.end(), bytes.begin(), bytes.end());
    direction.begin = chunk.offset + chunk.bytes.size() - window.size();
    return before;
  }

  void stream(const event::StreamChunk& chunk) {
    if (database.payload_headers[event::index(chunk.from)].empty()) return;
    FlowState& flow = state_of(chunk.flow);
    Direction& direction = flow.directions[event::index(chunk.from)];
    if (!wanted(chunk.flow, chunk.from, direction)) return;
    const Group& group = database.payload[event::index(chunk.from)];
    const std::size_t before = append(direction, chunk);
    const std::size_t overlap = std::min(before, group.patterns.longest());
    candidates = direction.pending;
    gather(group, Bytes(direction.window).subspan(before - overlap));
    put_in_order();
    direction.pending.clear();
    for (const std::uint32_t index : candidates) try_on_stream(index, chunk, flow, direction);
  }

  void try_on_stream(std::uint32_t index, const event::StreamChunk& chunk, FlowState& flow,
                     Direction& direction) {
    const Rule& rule = database.rules[index];
    auto fired = std::find_if(direction.fired.begin(), direction.fired.end(),
                              [&](const FlowState::Fired& f) { return f.rule == index; });
    const bool before = fired != direction.fired.end();
    const bool has_literal =
        !std::binary_search(database.payload[event::index(chunk.from)].always.begin(),
                            database.payload[event::index(chunk.from)].always.end(), index);
    if (before && !has_literal) return;
    Scene scene(chunk.flow, chunk.from, chunk.at);
    scene.payload = chunk.bytes;
    bool matched = !rule.only_stream && attempt(rule, scene, flow);
    if (!matched) {
      const std::uint64_t from = std::max(direction.begin, before ? fired->until : 0);
      scene.payload = tail(direction.window, static_cast<std::size_t>(from - direction.begin));
      scene.payload_offset = from;
      matched = attempt(rule, scene, flow);
    }
    if (matched) {
      const std::uint64_t until = direction.begin + direction.window.size();
      if (before)
        fired->until = until;
      else if (direction.fired.size() < kMostMarks)
        direction.fired.push_back({index, until});
    } else if (has_literal && direction.pending.size() < kMostPending) {
      direction.pending.push_back(index);
    }
  }

  void gap(const event::StreamGap& gap_seen) {
    if (auto* flow = gap_seen.flow.slot<FlowState>(event::Slot::rules)) {
      Direction& direction = flow->directions[event::index(gap_seen.from)];
      direction.window.clear();
      direction.pending.clear();
    }
  }

  void datagram(const event::Datagram& seen) {
    const Group& group = database.payload[event::index(seen.from)];
    if (group.empty()) return;
    candidates.clear();
    gather(group, seen.bytes);
    if (candidates.empty()) return;
    Scene scene(seen.flow, seen.from, seen.at);
    scene.payload = seen.bytes;
    attempt_all(scene);
  }

  void packet(const event::PacketSeen& seen) {
    const Group& group = database.packet[event::index(seen.from)];
    if (group.empty()) return;
    candidates.clear();
    gather(group, seen.packet.payload);
    if (candidates.empty()) return;
    put_in_order();
    FlowState& flow = state_of(seen.flow);
    Direction& direction = flow.directions[event::index(seen.from)];
    Scene scene(seen.flow, seen.from, seen.at);
    scene.packet = &seen.packet;
    scene.payload = seen.packet.payload;
    for (const std::uint32_t index : candidates) {
      const Rule& rule = database.rules[index];
      if (!(rule.once_a_flow && direction.touched)) attempt(rule, scene, flow);
    }
    direction.touched = true;
  }

  template <class Groups>
  void message(const Groups& groups, Scene& scene) {
    candidates.clear();
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const Group& group = groups[i];
      if (group.empty()) continue;
      const auto bytes =
          group.patterns.empty() ? std::nullopt : content_of(static_cast<Buffer>(i), scene, kept);
      gather(group, bytes.value_or(Bytes{}));
    }
    if (candidates.empty()) return;
    if (auto* flow = scene.flow.template slot<FlowState>(event::Slot::rules)) {
      const Direction& direction = flow->directions[event::index(scene.from)];
      scene.payload = direction.window;
      scene.payload_offset = direction.begin;
    }
    attempt_all(scene);
  }

  const RuleSet& rules;
  const Database& database;
  HitSink& sink;
  const std::vector<bool>* seeing;
  match::Scratch scratch;
  Verifier verifier;
  std::vector<std::uint32_t> candidates, literals;
  std::string kept;
  bool has_passed_frame = false;
};

Engine::Engine(const RuleSet& rules, HitSink& sink, const std::vector<bool>* seeing)
    : state_(std::make_unique<State>(rules, sink, seeing)) {}
Engine::~Engine() = default;

void Engine::see(const event::PacketSeen& seen) { state_->packet(seen); }
void Engine::see(const event::StreamChunk& seen) { state_->stream(seen); }
void Engine::see(const event::StreamGap& seen) { state_->gap(seen); }
void Engine::see(const event::Datagram& seen) { state_->datagram(seen); }

void Engine::see(const event::HttpRequestSeen& seen) {
  Scene scene(seen.flow, Side::client, seen.at);
  scene.request = &seen.request;
  scene.exchange = &seen.exchange;
  state_->message(state_->database.request, scene);
}

void Engine::see(const event::HttpResponseSeen& seen) {
  Scene scene(seen.flow, Side::server, seen.at);
  scene.response = &seen.response;
  scene.exchange = &seen.exchange;
  state_->message(state_->database.response, scene);
}

void Engine::see(const event::DnsMessage& seen) {
  if (state_->database.dns.empty()) return;
  for (const event::DnsRecord& question : seen.questions) {
    Scene scene(seen.flow, seen.from, seen.at);
    scene.question = &question;
    state_->candidates.clear();
    state_->gather(state_->database.dns, bytes_of(question.name));
    if (!state_->candidates.empty()) state_->attempt_all(scene);
  }
}

void Engine::see(const event::FlowClosed& seen) {
  seen.flow.slots[static_cast<std::size_t>(event::Slot::rules)].reset();
}

}  // namespace cordon::rules
