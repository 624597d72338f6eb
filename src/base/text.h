// Bytes as text for people: escapes, hex dumps, numbers with units. Safe for a terminal: nothing
// that comes out holds a control character that was in the input.
#pragma once

#include <concepts>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace cordon {

/// Printable ASCII as it is, the rest as \xNN, \r, \n, \t, \\; cut at `limit` bytes with "...".
std::string printable(Bytes bytes, std::size_t limit = 256);
/// Lines of 16 bytes: offset, hex, text.
std::vector<std::string> hex_dump(Bytes bytes);
/// "1.35 GB", "17 kB", "12 B": powers of 1000.
std::string size_text(std::uint64_t bytes);
/// 1234567 as "1,234,567".
std::string grouped(std::uint64_t number);

/// The one of `words` that is spelled most alike, as for who mistyped it; empty where none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& words);

std::string lowered(std::string_view text);
std::string_view trimmed(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
/// The parts are views: of a string that is about to die they would dangle.
template <class Dying>
requires std::same_as<Dying, std::string>
void split(Dying&& text, char separator) = delete;

}  // namespace cordon
