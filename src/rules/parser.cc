#include "rules/parser.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace cordon::rules {
namespace {

tl::unexpected<Error> bad(std::string_view what, std::string cause) {
  return fail("parse", std::string(what), std::move(cause));
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// Words of the header; a list in brackets is one word, blanks in it dropped.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  int depth = 0;
  for (const char c : text) {
    if (c == '[') ++depth;
    if (c == ']') --depth;
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      if (depth <= 0 && !word.empty()) words.push_back(std::exchange(word, {}));
      continue;
    }
    word += c;
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

Option option_of(std::string_view text) {
  const auto colon = text.find(':');
  Option option;
  option.keyword = trimmed(text.substr(0, colon));
  if (colon != std::string_view::npos) option.value = trimmed(text.substr(colon + 1));
  return option;
}

}  // namespace

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  Line joined;
  int number = 0;
  for (std::string_view line : split(text, '\n')) {
    ++number;
    line = trimmed(line);
    if (joined.text.empty() && (line.empty() || line[0] == '#')) continue;
    if (joined.text.empty()) joined.number = number;
    const bool continued = !line.empty() && line.back() == '\\';
    joined.text += continued ? line.substr(0, line.size() - 1) : line;
    if (continued && joined.text.size() < kMostRuleText) continue;
    lines.push_back(std::exchange(joined, {}));
  }
  if (!joined.text.empty()) lines.push_back(std::move(joined));
  return lines;
}

Result<Shape> shape_of(std::string_view rule) {
  rule = trimmed(rule);
  if (rule.size() > kMostRuleText) return bad("rule", "too long");
  const auto open = rule.find('(');
  if (open == std::string_view::npos || rule.back() != ')')
    return bad("rule", "no options in parentheses");
  Shape shape;
  shape.header = words_of(rule.substr(0, open));
  if (shape.header.empty()) return bad("rule", "no action");
  shape.action = shape.header.front();
  shape.header.erase(shape.header.begin());
  const std::string_view body = rule.substr(open + 1, rule.size() - open - 2);
  std::size_t begin = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i] == '\\') {
      ++i;
    } else if (body[i] == ';') {
      const auto text = trimmed(body.substr(begin, i - begin));
      if (!text.empty()) shape.options.push_back(option_of(text));
      begin = i + 1;
    }
  }
  const auto left = trimmed(body.substr(std::min(begin, body.size())));
  if (!left.empty()) return bad(left, "option without ';'");
  return shape;
}

std::string unquoted(std::string_view value) {
  value = trimmed(value);
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
    value = value.substr(1, value.size() - 2);
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size() &&
        std::string_view(";\"\\:").find(value[i + 1]) != std::string_view::npos)
      ++i;
    text += value[i];
  }
  return text;
}

Result<Quoted> content_bytes(std::string_view value) {
  Quoted quoted;
  value = trimmed(value);
  if (value.starts_with('!')) {
    quoted.negated = true;
    value = trimmed(value.substr(1));
  }
  if (value.size() < 2 || value.front() != '"' || value.back() != '"')
    return bad(value, "content needs quotes");
  value = value.substr(1, value.size() - 2);
  bool hex = false;
  int high = -1;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == '|') {
      if (high >= 0) return bad(value, "odd number of hex digits");
      hex = !hex;
    } else if (hex) {
      if (c == ' ') continue;
      const int digit = hex_digit(c);
      if (digit < 0) return bad(value, "no hex digit");
      if (high < 0) {
        high = digit;
      } else {
        quoted.bytes += static_cast<char>(high << 4 | digit);
        high = -1;
      }
    } else if (c == '\\') {
      if (i + 1 == value.size()) return bad(value, "escape of nothing");
      quoted.bytes += value[++i];
    } else {
      quoted.bytes += c;
    }
  }
  if (hex) return bad(value, "'|' without its pair");
  if (quoted.bytes.empty()) return bad(value, "empty content");
  return quoted;
}

}  // namespace cordon::rules
