#include "rules/keyword.h"

#include <charconv>
#include <unordered_map>
#include <utility>

#include "base/text.h"

namespace cordon::rules {

Look& Draft::look() {
  for (std::size_t i = 0; i < rule.looks.size() && !fresh; ++i) {
    if (rule.looks[i].buffer != sticky || !rule.looks[i].transforms.empty()) continue;
    last_look = i;
    return rule.looks[i];
  }
  if (!fresh || rule.looks.empty() || rule.looks.back().buffer != sticky ||
      rule.looks.back().transforms.size() != transforms.size())
    rule.looks.push_back({sticky, transforms, {}, false, false});
  last_look = rule.looks.size() - 1;
  return rule.looks.back();
}

std::uint32_t Draft::name(const std::string& of) {
  return names->emplace(of, static_cast<std::uint32_t>(names->size())).first->second;
}

std::optional<int> Draft::variable(std::string_view of, bool create) {
  auto& numbers = rule.numbers;
  for (std::size_t i = 0; i < numbers.size(); ++i)
    if (numbers[i] == of) return static_cast<int>(i);
  if (!create || numbers.size() == kMostNumbers) return std::nullopt;
  numbers.emplace_back(of);
  return static_cast<int>(numbers.size()) - 1;
}

Complaint apply(Draft& draft, std::string_view keyword, std::string_view value) {
  static const auto kTable = [] {
    std::unordered_map<std::string_view, Keyword> table;
    for (const auto& theme : {content_keywords(), byte_keywords(), packet_keywords(),
                              flow_keywords(), about_keywords()})
      for (const KeywordEntry& entry : theme) table.emplace(entry.name, entry.read);
    return table;
  }();
  if (const auto found = kTable.find(keyword); found != kTable.end())
    return found->second(draft, value);
  if (const auto modified = buffer_of_modifier(keyword)) {
    if (draft.last == nullptr) return "follows no content";
    Content moved = *draft.last;
    draft.rule.looks[draft.last_look].tests.pop_back();
    const Buffer sticky = std::exchange(draft.sticky, *modified);
    auto& tests = draft.look().tests;
    tests.emplace_back(std::move(moved));
    draft.last = &std::get<Content>(tests.back());
    draft.sticky = sticky;
    return {};
  }
  if (const auto buffer = buffer_named(keyword)) {
    draft.sticky = *buffer;
    draft.transforms.clear();
    draft.fresh = false;
    draft.last = nullptr;
    return {};
  }
  return "unknown keyword";
}

std::optional<std::int64_t> integer(std::string_view text) {
  text = trimmed(text);
  int base = 10;
  const bool minus = text.starts_with('-');
  if (minus || text.starts_with('+')) text.remove_prefix(1);
  if (text.starts_with("0x") || text.starts_with("0X")) {
    base = 16;
    text.remove_prefix(2);
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  if (value > (std::int64_t{1} << 48)) return std::nullopt;
  return minus ? -value : value;
}

std::vector<std::string_view> list_of(std::string_view text) {
  auto items = split(text, ',');
  for (auto& item : items) item = trimmed(item);
  return items;
}

Complaint number_or_name(Draft& draft, std::string_view text, Number& number) {
  if (const auto value = integer(text)) {
    number.value = *value;
    return {};
  }
  const auto variable = draft.variable(trimmed(text), false);
  if (!variable) return "neither a number nor a name that was read before: " + std::string(text);
  number.variable = *variable;
  return {};
}

std::optional<Size> size_of(std::string_view text) {
  text = trimmed(text);
  Size size{"=", 0, 0};
  auto middle = text.find("<>");
  std::size_t width = 2;
  if (middle == std::string_view::npos && !text.starts_with('-')) {
    middle = text.find('-');
    width = 1;
  }
  if (middle != std::string_view::npos) {
    const auto low = integer(text.substr(0, middle)), high = integer(text.substr(middle + width));
    if (!low || !high || *low < 0 || *high < *low) return std::nullopt;
    return Size{"<>", static_cast<std::uint64_t>(*low), static_cast<std::uint64_t>(*high)};
  }
  for (const std::string_view oper : {"<=", ">=", "!=", "<", ">", "=", "!"}) {
    if (!text.starts_with(oper)) continue;
    size.oper = oper == "!=" ? "!" : oper;
    text.remove_prefix(oper.size());
    break;
  }
  const auto value = integer(text);
  if (!value || *value < 0) return std::nullopt;
  size.low = static_cast<std::uint64_t>(*value);
  return size;
}

std::function<bool(std::uint64_t)> comparison(std::string_view text) {
  const auto size = size_of(text);
  if (!size) return nullptr;
  const std::uint64_t low = size->low, high = size->high;
  if (size->oper == "<") return [low](std::uint64_t n) { return n < low; };
  if (size->oper == ">") return [low](std::uint64_t n) { return n > low; };
  if (size->oper == "<=") return [low](std::uint64_t n) { return n <= low; };
  if (size->oper == ">=") return [low](std::uint64_t n) { return n >= low; };
  if (size->oper == "!") return [low](std::uint64_t n) { return n != low; };
  if (size->oper == "<>") return [low, high](std::uint64_t n) { return low < n && n < high; };
  return [low](std::uint64_t n) { return n == low; };
}

}  // namespace cordon::rules
