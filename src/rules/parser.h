// Rule text -> words and options. It knows the shape of the language and no keyword.
//
// Shape: `action protocol source port -> destination port (keyword:value; keyword; ...)`. A line
// that ends in a backslash goes on in the next; '#' at its beginning makes it a comment; in values
// a backslash escapes semicolons, quotes, colons and itself, and keywords undo that themselves.
// Source: Suricata user guide, "Rules Format".
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace cordon::rules {

inline constexpr std::size_t kMostRuleText = 64 << 10;  // stops: a file without an end of line

struct Line {
  std::string text;
  int number = 0;  // of its first line in the file
};
struct Option {
  std::string keyword, value;  // value trimmed, quotes and escapes as written
};
struct Shape {
  std::string action;
  std::vector<std::string> header;  // six words where it is well formed
  std::vector<Option> options;
};

/// Rules as they stand in a file: comments and empty lines left out, continued lines joined.
std::vector<Line> lines_of(std::string_view text);
Result<Shape> shape_of(std::string_view rule);

/// `!"a|0d 0a|"` -> negated, bytes.
struct Quoted {
  std::string bytes;
  bool negated = false;
};
Result<Quoted> content_bytes(std::string_view value);
/// Without surrounding quotes and with escapes undone.
std::string unquoted(std::string_view value);

}  // namespace cordon::rules
