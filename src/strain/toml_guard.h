// What toml++ 3.3 does not bear, found before it reads: characters beyond ASCII outside of strings
// and comments (its table of Unicode blanks falls through), a table header whose name does not
// begin as a name does, and a list without a value between commas (it asserts). Quotes
// and brackets where no value can begin: it does not take what follows for a string. All are errors
// of TOML anyway.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace cordon::strain {

struct TomlFault {
  std::size_t line = 1;
  const char* what = "";
};

/// The first such place; nothing in text that may be read.
std::optional<TomlFault> unreadable_toml(std::string_view text);

}  // namespace cordon::strain
