#include "logs/utf16.h"

#include <algorithm>
#include <array>

namespace cordon::logs {
namespace {

constexpr std::uint32_t kReplacement = 0xfffd;
constexpr std::size_t kMostOfUnit = 6;  // a lone half and the unit behind it, three bytes each

bool is_high(std::uint32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low(std::uint32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

class Utf16Stream final : public source::ByteStream {
 public:
  explicit Utf16Stream(std::unique_ptr<source::ByteStream> inner) : inner_(std::move(inner)) {
    if (refill()) {
      little_ = input_[0] == 0xff;
      at_ = 2;
    }
  }

  std::size_t read(std::span<std::uint8_t> room) override {
    std::size_t given = 0;
    while (given < room.size()) {
      if (waiting_at_ < waiting_) {
        room[given++] = output_[waiting_at_++];
        continue;
      }
      waiting_ = waiting_at_ = 0;
      if (end_ - at_ < 2 && !refill()) {
        finish();
        if (waiting_ == 0) break;
        continue;
      }
      take(next_unit());
    }
    return given;
  }
  std::uint64_t taken() const override { return inner_->taken(); }
  std::string trouble() const override { return inner_->trouble(); }

 private:
  // Until two bytes are there; false at the end.
  bool refill() {
    std::copy(input_.begin() + static_cast<std::ptrdiff_t>(at_),
              input_.begin() + static_cast<std::ptrdiff_t>(end_), input_.begin());
    end_ -= at_;
    at_ = 0;
    while (end_ < 2) {
      const std::size_t got = inner_->read(std::span(input_).subspan(end_));
      if (got == 0) return false;
      end_ += got;
    }
    return true;
  }

  std::uint32_t next_unit() {
    const std::uint32_t first = input_[at_], second = input_[at_ + 1];
    at_ += 2;
    return little_ ? first | second << 8 : first << 8 | second;
  }

  void take(std::uint32_t unit) {
    if (is_low(unit) && high_ != 0) {
      put(0x10000 + ((high_ - 0xd800) << 10) + (unit - 0xdc00));
      high_ = 0;
      return;
    }
    if (high_ != 0) put(kReplacement);
    high_ = is_high(unit) ? unit : 0;
    if (high_ == 0) put(is_low(unit) ? kReplacement : unit);
  }

  // What is left of the text: half a pair, half a unit.
  void finish() {
    if (high_ != 0 || end_ != at_) put(kReplacement);
    high_ = 0;
    at_ = end_ = 0;
  }

  void put(std::uint32_t code) {
    const auto byte = [&](std::uint32_t value) {
      output_[waiting_++] = static_cast<std::uint8_t>(value);
    };
    if (code < 0x80) return byte(code);
    if (code < 0x800) {
      byte(0xc0 | code >> 6);
    } else {
      if (code < 0x10000) {
        byte(0xe0 | code >> 12);
      } else {
        byte(0xf0 | code >> 18);
        byte(0x80 | (code >> 12 & 0x3f));
      }
      byte(0x80 | (code >> 6 & 0x3f));
    }
    byte(0x80 | (code & 0x3f));
  }

  std::unique_ptr<source::ByteStream> inner_;
  bool little_ = true;
  std::array<std::uint8_t, 32 * 1024> input_;
  std::size_t at_ = 0, end_ = 0;
  std::uint32_t high_ = 0;  // the first half of a pair, waiting for the second
  std::array<std::uint8_t, kMostOfUnit> output_;
  std::size_t waiting_ = 0, waiting_at_ = 0;
};

}  // namespace

bool looks_like_utf16(Bytes first) {
  return first.size() >= 2 &&
         ((first[0] == 0xff && first[1] == 0xfe) || (first[0] == 0xfe && first[1] == 0xff));
}

std::unique_ptr<source::ByteStream> utf8_of_utf16(std::unique_ptr<source::ByteStream> inner) {
  return std::make_unique<Utf16Stream>(std::move(inner));
}

}  // namespace cordon::logs
