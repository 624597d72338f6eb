#include "rules/database.h"

#include <algorithm>
#include <map>

#include "base/check.h"
#include "base/text.h"

namespace cordon::rules {
namespace {

struct Draftling {
  std::map<std::pair<std::string, bool>, std::uint32_t> ids;
  std::vector<match::Literal> literals;
};

struct Choice {
  const Content* content = nullptr;
  Buffer buffer = Buffer::payload;
};

/// The content that is rarest to occur, as length tells: named by the rule, or in a narrow buffer.
Choice choose(const Rule& rule) {
  Choice best;
  std::size_t best_score = 0;
  for (const Look& look : rule.looks) {
    if (!look.transforms.empty() || look.buffer == Buffer::base64 || look.absent_or_else) continue;
    if (rule.stage == Stage::packet && look.buffer != Buffer::payload) continue;
    if (rule.stage != Stage::packet && rule.stage != Stage::payload &&
        look.buffer == Buffer::payload)
      continue;
    for (const Test& test : look.tests) {
      const auto* content = std::get_if<Content>(&test);
      if (content == nullptr || content->negated) continue;
      const std::size_t score =
          std::min(content->bytes.size(), match::kMostLiteral) + (content->fast ? 1000 : 0);
      if (score <= best_score) continue;
      best_score = score;
      best = {content, look.buffer};
    }
  }
  return best;
}

void enter(Group& group, Draftling& draft, const Choice& choice, std::uint32_t rule) {
  group.any = true;
  if (choice.content == nullptr) {
    group.always.push_back(rule);
    return;
  }
  const bool nocase = choice.content->nocase;
  std::string bytes = choice.content->bytes.substr(0, match::kMostLiteral);
  if (nocase) bytes = lowered(bytes);
  const auto [at, added] = draft.ids.emplace(std::pair(bytes, nocase),
                                             static_cast<std::uint32_t>(draft.literals.size()));
  if (added) {
    draft.literals.push_back({bytes, nocase, at->second});
    group.by_literal.emplace_back();
  }
  group.by_literal[at->second].push_back(rule);
}

class Builder {
 public:
  explicit Builder(Database& database) : database_(database) {}

  void add(std::uint32_t index) {
    const Rule& rule = database_.rules[index];
    const Choice choice = choose(rule);
    switch (rule.stage) {
      case Stage::packet:
      case Stage::payload:
        for (const auto side : {event::Side::client, event::Side::server})
          if (!rule.from || *rule.from == side) add_to(sided(rule.stage, side), choice, index);
        break;
      case Stage::request: add_to(database_.request[at(choice)], choice, index); break;
      case Stage::response: add_to(database_.response[at(choice)], choice, index); break;
      case Stage::dns: add_to(database_.dns, choice, index); break;
      case Stage::none: break;
    }
  }
  void finish() {
    for (auto& [group, draft] : drafts_) {
      auto patterns = match::PatternSet::compile(draft.literals);
      if (patterns) {
        group->patterns = std::move(*patterns);
        continue;
      }
      // Without a prefilter every rule of the group is tried: slower, with the same hits.
      for (auto& rules : group->by_literal)
        group->always.insert(group->always.end(), rules.begin(), rules.end());
    }
  }

 private:
  static std::size_t at(const Choice& choice) { return static_cast<std::size_t>(choice.buffer); }
  Group& sided(Stage stage, event::Side side) {
    return (stage == Stage::packet ? database_.packet : database_.payload)[event::index(side)];
  }
  void add_to(Group& group, const Choice& choice, std::uint32_t index) {
    enter(group, drafts_[&group], choice, index);
  }
  Database& database_;
  std::map<Group*, Draftling> drafts_;
};

bool looks_at(const Rule& rule, Buffer buffer) {
  return std::any_of(rule.looks.begin(), rule.looks.end(),
                     [&](const Look& look) { return look.buffer == buffer; });
}

void demand_of(const Rule& rule, event::Demand& demand) {
  if (rule.stage == Stage::packet) demand.packets = true;
  if (rule.stage == Stage::payload && rule.from != event::Side::client)
    demand.chunks_from_server = true;
  if (looks_at(rule, Buffer::request_body)) demand.request_bodies = true;
  if (looks_at(rule, Buffer::response_body)) demand.response_bodies = true;
  if (looks_at(rule, Buffer::file_data))
    (rule.stage == Stage::request ? demand.request_bodies : demand.response_bodies) = true;
}

}  // namespace

Database build_database(std::vector<Rule> rules, event::Demand& demand) {
  Database database;
  database.rules = std::move(rules);
  std::stable_sort(database.rules.begin(), database.rules.end(), [](const Rule& a, const Rule& b) {
    return a.act == Act::pass && b.act != a.act;
  });
  Builder builder(database);
  std::array<std::map<std::string, bool>, 2> known;
  for (std::uint32_t index = 0; index < database.rules.size(); ++index) {
    const Rule& rule = database.rules[index];
    builder.add(index);
    demand_of(rule, demand);
    const bool needs_stream = rule.stage == Stage::payload ||
                              (rule.stage != Stage::packet && looks_at(rule, Buffer::payload));
    if (!needs_stream) continue;
    for (const auto side : {event::Side::client, event::Side::server})
      if ((!rule.from || *rule.from == side) &&
          known[event::index(side)].emplace(rule.header.text, true).second)
        database.payload_headers[event::index(side)].push_back(rule.header);
  }
  builder.finish();
  return database;
}

}  // namespace cordon::rules
