// The secret by which a site hashes content: who does not know it cannot make content whose
// fingerprints are never selected, or collide. 64 bits, as 16 hexadecimal digits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cordon::config {

inline constexpr const char* kSiftingKeyDemand =
    "must be 16 hexadecimal digits, as of: openssl rand -hex 8";

/// Nothing where the text is no such key; all zeros is none.
std::optional<std::uint64_t> parse_sifting_key(std::string_view text);
Result<std::uint64_t> read_sifting_key(const std::string& path);

}  // namespace cordon::config
