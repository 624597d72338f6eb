#include "rules/log_sight.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "rules/database.h"

namespace cordon::rules {
namespace {

constexpr std::size_t kLeastLiteral = 2;  // one character is in every line

/// Whole in every log of requests, so that what is not in them was not sent.
bool is_whole(Buffer buffer) {
  switch (buffer) {
    case Buffer::uri:
    case Buffer::uri_raw:
    case Buffer::method:
    case Buffer::request_line:
    case Buffer::protocol: return true;
    default: return false;
  }
}

/// In some logs, or a part of it.
bool is_held_in_part(Buffer buffer) {
  switch (buffer) {
    case Buffer::header:
    case Buffer::header_raw:
    case Buffer::cookie:
    case Buffer::user_agent:
    case Buffer::host:
    case Buffer::host_raw:
    case Buffer::referer:
    case Buffer::request_body: return true;
    default: return false;
  }
}

bool is_negated(const Test& test) {
  if (const auto* content = std::get_if<Content>(&test)) return content->negated;
  if (const auto* pcre = std::get_if<Pcre>(&test)) return pcre->negated;
  if (const auto* byte_test = std::get_if<ByteTest>(&test)) return byte_test->negated;
  if (const auto* data = std::get_if<IsDataAt>(&test)) return data->negated;
  if (const auto* size = std::get_if<Size>(&test)) return size->oper == "<" || size->oper == "!";
  return false;
}

bool is_seen(const Look& look) {
  if (is_whole(look.buffer)) return true;
  if (!is_held_in_part(look.buffer)) return false;
  // What the log leaves out must not count as not sent.
  return !look.absent && !look.absent_or_else &&
         std::none_of(look.tests.begin(), look.tests.end(), is_negated);
}

bool is_seen(const Rule& rule) {
  if (rule.stage == Stage::dns) return true;
  if (rule.stage == Stage::response)
    return std::all_of(rule.looks.begin(), rule.looks.end(),
                       [](const Look& look) { return look.buffer == Buffer::status; });
  if (rule.stage != Stage::request) return false;
  return std::all_of(rule.looks.begin(), rule.looks.end(),
                     [](const Look& look) { return is_seen(look); });
}

// The longest run of a content that a log writes as it is: a space may become '+', a quote two.
std::string plain_run(std::string_view bytes) {
  std::string_view best;
  for (std::size_t begin = 0; begin < bytes.size();) {
    std::size_t end = begin;
    while (end < bytes.size() && bytes[end] > ' ' && bytes[end] < 0x7f && bytes[end] != '"') ++end;
    if (end - begin > best.size()) best = bytes.substr(begin, end - begin);
    begin = end + 1;
  }
  return std::string(best.substr(0, match::kMostLiteral));
}

// And whether its letters may be of either case.
using Sought = std::pair<std::string, bool>;

// Of a header's line only the value is in a log.
std::string literal_of(const Look& look, const Content& content) {
  std::string_view bytes = content.bytes;
  if (look.buffer == Buffer::header || look.buffer == Buffer::header_raw) {
    const std::size_t colon = bytes.find(": ");
    if (colon != std::string_view::npos) bytes.remove_prefix(colon + 2);
    bytes = bytes.substr(0, bytes.find('\r'));
    if (bytes.find(':') != std::string_view::npos) return {};
  }
  return plain_run(bytes);
}

Sought best_literal(const Rule& rule) {
  Sought best;
  for (const Look& look : rule.looks) {
    if (!look.transforms.empty() || look.buffer == Buffer::base64) continue;
    for (const Test& test : look.tests) {
      const auto* content = std::get_if<Content>(&test);
      if (content == nullptr || content->negated) continue;
      std::string literal = literal_of(look, *content);
      if (literal.size() <= best.first.size()) continue;
      const bool nocase = content->nocase || look.buffer == Buffer::host;
      best = {nocase ? lowered(literal) : std::move(literal), nocase};
    }
  }
  return best;
}

}  // namespace

LogSight::LogSight(const RuleSet& rules) : sees_(rules.rules().size(), false) {
  std::set<Sought> literals;
  for (const Rule& rule : rules.database().rules) {
    if (!is_seen(rule)) continue;
    sees_[rule.number] = true;
    if (rule.stage == Stage::response) sifts_ = false;
    if (rule.stage != Stage::request) continue;
    Sought literal = best_literal(rule);
    if (literal.first.size() < kLeastLiteral) {
      sifts_ = false;
    } else {
      literals.insert(std::move(literal));
    }
  }
  blind_ = static_cast<std::size_t>(std::count(sees_.begin(), sees_.end(), false));
  std::vector<match::Literal> list;
  for (const auto& [literal, nocase] : literals)
    list.push_back({literal, nocase, static_cast<std::uint32_t>(list.size())});
  // What stands behind a backslash is not what was sent.
  list.push_back({"\\", false, static_cast<std::uint32_t>(list.size())});
  auto compiled = match::PatternSet::compile(list, match::PatternSet::Report::each_place);
  sifts_ = sifts_ && compiled;
  if (sifts_) literals_ = std::move(*compiled);
}

}  // namespace cordon::rules
