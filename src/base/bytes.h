// Views of bytes that somebody else owns.
//
// Bytes never owns. Who owns, and until when, is said where a Bytes is handed out; keeping bytes
// longer than that is an explicit copy (copy_of). Threads: plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cordon {

using Bytes = std::span<const std::uint8_t>;

inline Bytes bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline std::vector<std::uint8_t> copy_of(Bytes bytes) { return {bytes.begin(), bytes.end()}; }

/// The first `count` bytes, or all of them where there are fewer.
inline Bytes head(Bytes bytes, std::size_t count) {
  return bytes.first(count < bytes.size() ? count : bytes.size());
}

/// What is left behind the first `count` bytes; empty where there are fewer.
inline Bytes tail(Bytes bytes, std::size_t count) {
  return count < bytes.size() ? bytes.subspan(count) : Bytes{};
}

}  // namespace cordon
