#include "base/time.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace cordon {
namespace {

struct Broken {
  int year;
  unsigned month, day;
  int hour, minute, second;
  int nanosecond;
};

Broken broken_down(Time time) {
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const auto ns = (time - day).count();
  const auto second_of_day = static_cast<int>(ns / 1'000'000'000);
  return {static_cast<int>(date.year()),
          static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),
          second_of_day / 3600,
          second_of_day / 60 % 60,
          second_of_day % 60,
          static_cast<int>(ns % 1'000'000'000)};
}

}  // namespace

Duration duration_from_seconds(double s) {
  return Duration(static_cast<std::int64_t>(std::llround(s * 1e9)));
}

std::string rfc3339(Time time) {
  const Broken b = broken_down(time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", b.year, b.month, b.day, b.hour,
                     b.minute, b.second, b.nanosecond / 1000);
}

std::string clock_text(Time time) {
  const Broken b = broken_down(time);
  return fmt::format("{:02}:{:02}:{:02}.{:03}", b.hour, b.minute, b.second,
                     b.nanosecond / 1'000'000);
}

std::string duration_text(Duration duration) {
  const double s = std::abs(seconds(duration));
  const std::string sign = duration < Duration::zero() ? "-" : "";
  if (s < 0.001) return sign + fmt::format("{:.0f} us", s * 1e6);
  if (s < 1) return sign + fmt::format("{:.0f} ms", s * 1e3);
  if (s < 60) return sign + fmt::format("{:.1f} s", s);
  const auto whole = static_cast<std::int64_t>(s);
  if (s < 3600) return sign + fmt::format("{} min {} s", whole / 60, whole % 60);
  if (s < 86400) return sign + fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
  return sign + fmt::format("{} d {} h", whole / 86400, whole / 3600 % 24);
}

std::optional<Duration> parse_duration(std::string_view text) {
  constexpr double kMost = 4e9;  // seconds
  const std::string copy(text);
  char* end = nullptr;
  const double number = std::strtod(copy.c_str(), &end);
  if (end == copy.c_str() || !(number > -1e12 && number < 1e12)) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - copy.c_str()));
  const double scale = unit.empty() || unit == "s"    ? 1
                       : unit == "ms"                 ? 1e-3
                       : unit == "m" || unit == "min" ? 60
                       : unit == "h"                  ? 3600
                       : unit == "d"                  ? 86400
                                                      : 0;
  if (scale == 0 || !(number * scale > -kMost && number * scale < kMost)) return std::nullopt;
  return duration_from_seconds(number * scale);
}

std::string plain_duration(Duration duration) {
  struct Unit {
    Duration of;
    const char* name;
  };
  // A day is told in hours, as parameters are.
  constexpr Unit kUnits[] = {{1h, "h"}, {1min, "min"}, {1s, "s"}, {1ms, "ms"}};
  for (const Unit& unit : kUnits)
    if (duration % unit.of == Duration::zero() && duration != Duration::zero())
      return fmt::format("{}{}", duration / unit.of, unit.name);
  return fmt::format("{}s", seconds(duration));
}

std::optional<Time> parse_rfc3339(std::string_view text) {
  const std::string copy(text);
  int year, hour, minute, read = 0;
  unsigned month, day;
  double second;
  if (std::sscanf(copy.c_str(), "%4d-%2u-%2uT%2d:%2d:%lf%n", &year, &month, &day, &hour, &minute,
                  &second, &read) != 6)
    return std::nullopt;
  if (copy.substr(static_cast<std::size_t>(read)) != "Z") return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!date.ok() || hour > 23 || minute > 59 || second >= 61) return std::nullopt;
  return Time(std::chrono::sys_days(date)) + std::chrono::hours(hour) +
         std::chrono::minutes(minute) + duration_from_seconds(second);
}

}  // namespace cordon
