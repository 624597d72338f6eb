// JSON strings without their escapes (RFC 8259). Pure.
#pragma once

#include <string>
#include <string_view>

namespace cordon::logs {

/// Appends what stands between the quotes of a JSON string, at most as many bytes as `raw` has.
/// False, and `out` as it was, where an escape is none of JSON's, or half a surrogate pair.
bool append_json_string(std::string_view raw, std::string& out);

}  // namespace cordon::logs
