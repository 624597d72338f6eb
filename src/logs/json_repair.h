// What makes JSON of a line that is none: raw bytes in strings written as escapes. Pure.
#pragma once

#include <string>
#include <string_view>

namespace cordon::logs {

/// A copy in which bytes that JSON does not allow in strings stand as \xHH: no escape of JSON's, so
/// that who reads the string will undo it (escapes.h).
void escape_raw_bytes(std::string_view unit, std::string& out);

}  // namespace cordon::logs
