#include "logs/iso_clock.h"

#include <cstring>

namespace cordon::logs {
namespace {

constexpr std::size_t kSize = 31;  // "2021-06-06T15:59:46.457984+0200"
constexpr std::size_t kZoneAt = kSize - 5;

// Digits at places of a text; what is none makes the reader unsound.
class Digits {
 public:
  explicit Digits(const char* text) : text_(text) {}
  unsigned two(std::size_t at) { return one(at) * 10 + one(at + 1); }
  unsigned six(std::size_t at) { return two(at) * 10'000 + two(at + 2) * 100 + two(at + 4); }
  bool sound() const { return sound_; }

 private:
  unsigned one(std::size_t at) {
    const unsigned digit = static_cast<unsigned char>(text_[at]) - unsigned{'0'};
    sound_ = sound_ && digit <= 9;
    return digit;
  }
  const char* text_;
  bool sound_ = true;
};

// How long after midnight, where the text has the shape.
std::optional<Duration> clock_in(std::string_view text) {
  if (text.size() != kSize) return std::nullopt;
  const bool shaped = text[13] == ':' && text[16] == ':' && text[19] == '.' &&
                      (text[kZoneAt] == '+' || text[kZoneAt] == '-');
  Digits digits(text.data());
  const unsigned hour = digits.two(11), minute = digits.two(14), second = digits.two(17);
  const unsigned micros = digits.six(20);
  if (!shaped || !digits.sound() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return std::chrono::seconds(hour * 3600 + minute * 60 + second) +
         std::chrono::microseconds(micros);
}

// Where days before and after are times too.
bool is_far_from_the_ends(Time time) {
  constexpr std::chrono::seconds kMost(4'400'000'000);
  return time.time_since_epoch() < kMost && time.time_since_epoch() > -kMost;
}

}  // namespace

std::optional<Time> IsoClock::read(std::string_view text) {
  const auto clock = clock_in(text);
  if (!clock) return read_iso(text);
  if (std::memcmp(text.data(), day_.data(), kDay) == 0 &&
      std::memcmp(text.data() + kZoneAt, zone_.data(), kZone) == 0)
    return midnight_ + *clock;
  const auto time = read_iso(text);
  if (time && is_far_from_the_ends(*time)) {
    std::memcpy(day_.data(), text.data(), kDay);
    std::memcpy(zone_.data(), text.data() + kZoneAt, kZone);
    midnight_ = *time - *clock;
  }
  return time;
}

}  // namespace cordon::logs
