#include "strain/toml_guard.h"

namespace cordon::strain {
namespace {

bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '"' || c == '\'';
}

// Past a string that begins at `at`: to its closing quotes, or to where it has to end.
std::size_t past_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::string_view three = quote == '"' ? "\"\"\"" : "'''";
  const bool is_long = text.substr(at, 3) == three;
  for (at += is_long ? 3 : 1; at < text.size(); ++at) {
    if (text[at] == '\\' && quote == '"') {
      ++at;
    } else if (is_long ? text.substr(at, 3) == three : text[at] == quote) {
      at += is_long ? 3 : 1;
      while (is_long && at < text.size() && text[at] == quote) ++at;  // up to two more are its own
      return at;
    } else if (!is_long && text[at] == '\n') {
      return at;
    }
  }
  return text.size();
}

// What may stand before a value, blanks apart.
bool may_begin_value(char last) { return last == '=' || last == '[' || last == '{' || last == ','; }

// The first character of the name in a header "[name" or "[[ name"; 0 where the text ends.
char first_of_name(std::string_view text, std::size_t at) {
  const auto skip_blanks = [&] {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  };
  ++at;
  skip_blanks();
  if (at < text.size() && text[at] == '[') {
    ++at;
    skip_blanks();
  }
  return at < text.size() ? text[at] : '\0';
}

}  // namespace

std::optional<TomlFault> unreadable_toml(std::string_view text) {
  std::size_t line = 1, depth = 0, braces = 0;
  bool at_start = true, in_header = false, in_value = false;
  char last = '\n';  // before this one, blanks and comments apart
  for (std::size_t at = text.starts_with("\xef\xbb\xbf") ? 3 : 0; at < text.size();) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) >= 0x80)
      return TomlFault{line, "a character beyond ASCII outside of strings and comments"};
    if (c == '"' || c == '\'') {
      const bool in_key = last == '.' && (!in_value || braces > 0);
      if (!at_start && !may_begin_value(last) && !in_key)
        return TomlFault{line, "quotes where no string can begin"};
      const std::size_t end = past_string(text, at);
      for (; at < end && at < text.size(); ++at) line += text[at] == '\n' ? 1 : 0;
      at_start = false;
      last = c;
      continue;
    }
    if (c == '#') {
      while (at < text.size() && text[at] != '\n') ++at;
      continue;
    }
    if (depth > 0 && (c == ',' || c == '}') && (last == '[' || last == ','))
      return TomlFault{line, "a value of a list is missing"};
    if ((c == '[' || c == '{') && in_value && !at_start && !may_begin_value(last))
      return TomlFault{line, "a bracket where no value can begin"};
    if (c == '[' && at_start && depth == 0) {
      const char first = first_of_name(text, at);
      if (!begins_name(first)) return TomlFault{line, "the name of a table is missing"};
      in_header = true;
    } else if (!in_header && c == '[') {
      ++depth;
    } else if (!in_header && c == ']' && depth > 0) {
      --depth;
    }
    if (c == '=' && !in_header) in_value = true;
    if (c == '{') ++braces;
    if (c == '}' && braces > 0) --braces;
    if (c == '\n') {
      ++line;
      at_start = true;
      in_header = false;
      in_value = in_value && (depth > 0 || braces > 0);
    } else if (c != ' ' && c != '\t' && c != '\r') {
      at_start = false;
      last = c;
    }
    ++at;
  }
  return std::nullopt;
}

}  // namespace cordon::strain
