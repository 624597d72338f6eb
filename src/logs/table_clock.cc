#include "logs/table_clock.h"

#include <cstring>

#include "logs/cells.h"

namespace cordon::logs {

std::optional<Time> read_day_first(std::string_view text) {
  const bool afternoon = text.ends_with(" PM"), morning = text.ends_with(" AM");
  if (afternoon || morning) text.remove_suffix(3);
  const auto a = text.find('/');
  const auto b = text.find('/', a + 1);
  const auto space = text.find(' ', b);
  if (a > 2 || b == std::string_view::npos || space == std::string_view::npos) return std::nullopt;
  std::string date(text.substr(a + 1, b - a));  // month/
  date += text.substr(0, a);
  date += text.substr(b, space - b);
  auto time = read_iis(date, text.substr(space + 1));
  if (!time) return std::nullopt;
  const auto of_day = *time - std::chrono::floor<std::chrono::days>(*time);
  if (afternoon && of_day < 12h) *time += 12h;
  if (morning && of_day >= 12h) *time -= 12h;
  return time;
}

std::optional<Time> read_tshark(std::string_view text) {
  const auto comma = text.find(", ");
  if (comma == std::string_view::npos || comma > 6 || text.size() < comma + 7) return std::nullopt;
  const auto year = read_count(text.substr(comma + 2, 4));
  if (!year || text[comma + 6] != ' ') return std::nullopt;
  std::string_view clock = text.substr(comma + 6);
  clock = clock.substr(0, clock.find(' ', 1));
  return read_syslog(std::string(text.substr(0, comma)).append(clock), static_cast<int>(*year));
}

Time TableClock::read(std::string_view text, bool day_first) {
  constexpr std::size_t kMinute = sizeof minute_;
  const bool clock = text.size() >= kMinute + 3 && text[kMinute] == ':';
  if (clock && std::memcmp(text.data(), minute_, kMinute) == 0) {
    const std::string_view rest = text.substr(kMinute + 1);
    const bool plain = rest.size() == 2 || rest[2] == '.';
    const auto ns = plain ? read_seconds_as_ns(rest) : std::nullopt;
    if (ns && *ns < 60'000'000'000) return minute_time_ + Duration(*ns);
  }
  std::optional<Time> time;
  if (day_first && text.find('/') <= 2)
    time = read_day_first(text);
  else
    time = read_any(text);
  if (!time) time = read_tshark(text);
  if (!time) return kNoTime;
  if (const auto minute = clock ? read_iso(text.substr(0, kMinute)) : std::nullopt) {
    std::memcpy(minute_, text.data(), kMinute);
    minute_time_ = *minute;
  }
  return *time;
}

}  // namespace cordon::logs
