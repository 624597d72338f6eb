// A bounds-checked reader that walks forward over Bytes.
//
// Reading past the end gives zero, sets `failed()` and stays at the end: a parser reads a whole
// header without a branch a field and asks once. Borrowed bytes; threads: plain value.
#pragma once

#include "base/bytes.h"

namespace cordon {

class Cursor {
 public:
  explicit Cursor(Bytes bytes) : rest_(bytes), begin_(bytes.data()) {}

  std::uint8_t u8() { return static_cast<std::uint8_t>(big(1)); }
  std::uint16_t be16() { return static_cast<std::uint16_t>(big(2)); }
  std::uint32_t be24() { return static_cast<std::uint32_t>(big(3)); }
  std::uint32_t be32() { return static_cast<std::uint32_t>(big(4)); }
  std::uint64_t be64() { return big(8); }
  std::uint16_t le16() { return static_cast<std::uint16_t>(little(2)); }
  std::uint32_t le32() { return static_cast<std::uint32_t>(little(4)); }
  std::uint64_t le64() { return little(8); }

  /// The next `count` bytes, or none (and failed) where they are not all there.
  Bytes take(std::size_t count) {
    if (count > rest_.size()) {
      fail();
      return {};
    }
    const Bytes taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }
  void skip(std::size_t count) { take(count); }

  Bytes rest() const { return rest_; }
  std::size_t left() const { return rest_.size(); }
  std::size_t offset() const { return static_cast<std::size_t>(rest_.data() - begin_); }
  bool failed() const { return failed_; }

 private:
  void fail() {
    failed_ = true;
    rest_ = rest_.last(0);
  }
  std::uint64_t big(std::size_t count) {
    if (count > rest_.size()) {
      fail();
      return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value << 8 | rest_[i];
    rest_ = rest_.subspan(count);
    return value;
  }
  std::uint64_t little(std::size_t count) {
    if (count > rest_.size()) {
      fail();
      return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = count; i-- > 0;) value = value << 8 | rest_[i];
    rest_ = rest_.subspan(count);
    return value;
  }

  Bytes rest_;
  const std::uint8_t* begin_;
  bool failed_ = false;
};

/// Big-endian field at a place that the caller has already bounds-checked.
inline std::uint16_t load_be16(const std::uint8_t* at) {
  return static_cast<std::uint16_t>(at[0] << 8 | at[1]);
}
inline std::uint32_t load_be32(const std::uint8_t* at) {
  return static_cast<std::uint32_t>(at[0]) << 24 | static_cast<std::uint32_t>(at[1]) << 16 |
         static_cast<std::uint32_t>(at[2]) << 8 | at[3];
}

}  // namespace cordon
