// Time as captures tell it: nanoseconds since 1970-01-01 UTC. Never the wall clock of this machine.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cordon {

using Duration = std::chrono::nanoseconds;
using Time = std::chrono::sys_time<Duration>;
using namespace std::chrono_literals;

inline constexpr Time kNoTime = Time::min();

inline Time time_from_ns(std::int64_t ns) { return Time(Duration(ns)); }
inline std::int64_t to_ns(Time time) { return time.time_since_epoch().count(); }
inline double seconds(Duration d) { return std::chrono::duration<double>(d).count(); }
Duration duration_from_seconds(double seconds);

/// RFC 3339 in UTC with microseconds: "2017-05-18T08:13:05.768000Z".
std::string rfc3339(Time time);
/// The clock alone, to the millisecond: "08:13:05.768".
std::string clock_text(Time time);
/// As people say it: "2.4 s", "7 min 40 s", "3 h 5 min", "2 d 4 h".
std::string duration_text(Duration duration);
/// "500ms", "30s", "2min" (or "2m"), "3h", "-1d"; seconds where no unit stands. Nothing where the
/// text is none, or of more than a century.
std::optional<Duration> parse_duration(std::string_view text);
/// What parse_duration() reads back, in the largest unit that needs no fraction: "90s", "2min".
std::string plain_duration(Duration duration);
/// Reads RFC 3339; nothing where the text is none.
std::optional<Time> parse_rfc3339(std::string_view text);

}  // namespace cordon
