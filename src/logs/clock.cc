#include "logs/clock.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include "base/text.h"

namespace cordon::logs {
namespace {

using namespace std::chrono;

// Reads a number of `least` to `most` digits at the front, and takes it off.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t digits = 0;
  int value = 0;
  while (digits < most && digits < text.size() && text[digits] >= '0' && text[digits] <= '9')
    value = value * 10 + (text[digits++] - '0');
  if (digits < least) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<int> month_of(std::string_view name) {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (name.size() < 3) return std::nullopt;
  const auto at = kMonths.find(name.substr(0, 3));
  if (at == std::string_view::npos || at % 3 != 0) return std::nullopt;
  return static_cast<int>(at / 3) + 1;
}

std::optional<std::int64_t> seconds_of(int y, int m, int d, int hour, int minute, int second) {
  const year_month_day date{year(y), month(static_cast<unsigned>(m)),
                            day(static_cast<unsigned>(d))};
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  return sys_days(date).time_since_epoch().count() * std::int64_t{86400} + hour * 3600 +
         minute * 60 + second;
}

std::optional<Time> time_of(std::optional<std::int64_t> whole, std::int64_t ns = 0) {
  // To the year 2112 and as far back, so that no difference of two times overflows.
  constexpr std::int64_t kMostSeconds = 4'500'000'000;
  if (!whole || *whole > kMostSeconds || *whole < -kMostSeconds) return std::nullopt;
  return Time(std::chrono::seconds(*whole)) + nanoseconds(ns);
}

// ".457984" or ",457": nanoseconds; digits beyond the ninth are dropped.
std::int64_t take_fraction(std::string_view& text) {
  if (text.size() < 2 || (text[0] != '.' && text[0] != ',') || text[1] < '0' || text[1] > '9')
    return 0;
  text.remove_prefix(1);
  std::int64_t value = 0;
  int digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (digits < 9) {
      value = value * 10 + (text.front() - '0');
      ++digits;
    }
    text.remove_prefix(1);
  }
  while (digits++ < 9) value *= 10;
  return value;
}

// "Z", "+0200", "+02:00", " GMT-0700", nothing: seconds east of UTC.
std::optional<int> zone_of(std::string_view text) {
  text = trimmed(text);
  for (const std::string_view name : {"GMT", "UTC", "Z"})
    if (text.starts_with(name)) {
      text.remove_prefix(name.size());
      break;
    }
  if (text.empty()) return 0;
  const bool west = text.front() == '-';
  if (!take(text, "+-")) return std::nullopt;
  const auto hours = take_number(text, 2, 2);
  take(text, ":");
  const auto minutes = text.empty() ? std::optional(0) : take_number(text, 2, 2);
  if (!hours || !minutes || !text.empty()) return std::nullopt;
  const int east = *hours * 3600 + *minutes * 60;
  return west ? -east : east;
}

struct Clock {
  int hour, minute, second;
};
std::optional<Clock> take_clock(std::string_view& text) {
  const auto hour = take_number(text, 1, 2);
  if (!hour || !take(text, ":")) return std::nullopt;
  const auto minute = take_number(text, 2, 2);
  if (!minute) return std::nullopt;
  if (!take(text, ":")) return Clock{*hour, *minute, 0};
  const auto second = take_number(text, 2, 2);
  if (!second) return std::nullopt;
  return Clock{*hour, *minute, *second};
}

}  // namespace

std::optional<Time> ApacheClock::read(std::string_view text) {
  if (!text.empty() && text.front() == '[') text.remove_prefix(1);
  if (!text.empty() && text.back() == ']') text.remove_suffix(1);
  constexpr std::size_t kMinute = 17, kSecond = 20;  // "17/May/2015:10:05", ":03"
  if (text.size() < kSecond || text[kMinute] != ':') return std::nullopt;
  if (std::memcmp(minute_, text.data(), kMinute) != 0) {
    std::string_view rest = text;
    const auto day = take_number(rest, 2, 2);
    if (!day || !take(rest, "/")) return std::nullopt;
    const auto month = month_of(rest);
    if (!month) return std::nullopt;
    rest.remove_prefix(3);
    if (!take(rest, "/")) return std::nullopt;
    const auto year = take_number(rest, 4, 4);
    if (!year || !take(rest, ":")) return std::nullopt;
    const auto hour = take_number(rest, 2, 2);
    if (!hour || !take(rest, ":")) return std::nullopt;
    const auto minute = take_number(rest, 2, 2);
    if (!minute) return std::nullopt;
    const auto whole = seconds_of(*year, *month, *day, *hour, *minute, 0);
    if (!time_of(whole)) return std::nullopt;
    minute_seconds_ = *whole;
    std::memcpy(minute_, text.data(), kMinute);
  }
  std::string_view rest = text.substr(kMinute + 1);
  const auto second = take_number(rest, 2, 2);
  if (!second || *second > 60) return std::nullopt;
  const std::int64_t ns = take_fraction(rest);
  if (rest.size() != sizeof zone_ || std::memcmp(zone_, rest.data(), sizeof zone_) != 0) {
    const auto east = zone_of(rest);
    if (!east) return std::nullopt;
    if (rest.size() == sizeof zone_)
      std::memcpy(zone_, rest.data(), sizeof zone_);
    else
      zone_[0] = 0;
    east_ = *east;
  }
  return time_of(minute_seconds_ + *second - east_, ns);
}

std::optional<Time> read_iso(std::string_view text) {
  const auto year = take_number(text, 4, 4);
  if (!year || !take(text, "-/")) return std::nullopt;
  const auto month = take_number(text, 1, 2);
  if (!month || !take(text, "-/")) return std::nullopt;
  const auto day = take_number(text, 1, 2);
  if (!day) return std::nullopt;
  if (text.empty()) return time_of(seconds_of(*year, *month, *day, 0, 0, 0));
  if (!take(text, "T t_")) return std::nullopt;
  std::int64_t ns = 0;
  Clock clock{0, 0, 0};
  if (text.find(':') == std::string_view::npos || text.find(':') > 2) {
    const auto hour = take_number(text, 2, 2);  // "2021-07-04T01": the hour alone
    if (!hour) return std::nullopt;
    clock.hour = *hour;
  } else {
    const auto taken = take_clock(text);
    if (!taken) return std::nullopt;
    clock = *taken;
    ns = take_fraction(text);
  }
  const auto east = zone_of(text);
  const auto whole = seconds_of(*year, *month, *day, clock.hour, clock.minute, clock.second);
  if (!east || !whole) return std::nullopt;
  return time_of(*whole - *east, ns);
}

std::optional<Time> read_epoch(std::string_view text) {
  std::int64_t whole = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.empty() && (text.front() == 'e' || text.front() == 'E')) return std::nullopt;
  std::int64_t ns = take_fraction(text);
  if (!text.empty()) return std::nullopt;
  // 10^11 seconds is the year 5138; what is larger is in smaller units.
  std::int64_t scale = 1;
  while (std::abs(whole / scale) >= 100'000'000'000 && scale < 1'000'000'000) scale *= 1000;
  if (scale > 1) {
    ns = whole % scale * (1'000'000'000 / scale);
    whole /= scale;
  }
  return time_of(whole, ns);
}

std::optional<Time> read_iis(std::string_view date, std::string_view clock_text) {
  const auto month = take_number(date, 1, 2);
  if (!month || !take(date, "/.-")) return std::nullopt;
  const auto day = take_number(date, 1, 2);
  if (!day || !take(date, "/.-")) return std::nullopt;
  const auto year = take_number(date, 2, 4);
  const auto clock = take_clock(clock_text);
  if (!year || !date.empty() || !clock || !clock_text.empty()) return std::nullopt;
  const int full = *year >= 100 ? *year : *year < 70 ? 2000 + *year : 1900 + *year;
  return time_of(seconds_of(full, *month, *day, clock->hour, clock->minute, clock->second));
}

std::optional<Time> read_syslog(std::string_view text, int year) {
  const auto month = month_of(text);
  if (!month) return std::nullopt;
  text.remove_prefix(3);
  while (take(text, " ")) {
  }
  const auto day = take_number(text, 1, 2);
  if (!day || !take(text, " ")) return std::nullopt;
  const auto clock = take_clock(text);
  if (!clock) return std::nullopt;
  const std::int64_t ns = take_fraction(text);
  if (!text.empty()) return std::nullopt;
  return time_of(seconds_of(year, *month, *day, clock->hour, clock->minute, clock->second), ns);
}

std::optional<Time> read_any(std::string_view text) {
  text = trimmed(text);
  if (const auto time = read_iso(text)) return time;
  ApacheClock apache;
  if (const auto time = apache.read(text)) return time;
  constexpr std::size_t kDate = 11;  // "19/Jul/2001", and then a blank where Apache has a colon
  if (text.size() > kDate && text[2] == '/' && text[kDate] == ' ')
    if (const auto time = apache.read(std::string(text.substr(0, kDate)) + ":" +
                                      std::string(text.substr(kDate + 1))))
      return time;
  if (const auto time = read_epoch(text)) return time;
  if (const auto space = text.find(' '); space != std::string_view::npos)
    return read_iis(text.substr(0, space), text.substr(space + 1));
  return std::nullopt;
}

}  // namespace cordon::logs
