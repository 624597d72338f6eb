// Times as logs write them, of which there are many. Pure; each gives nothing where the text is
// none. A time without a zone is taken as UTC; clock offsets are for the rest.
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace cordon::logs {

/// "17/May/2015:10:05:03 +0000", with or without the brackets around it. Remembers the last minute
/// read, because the next line is most often of the same one.
class ApacheClock {
 public:
  std::optional<Time> read(std::string_view text);

 private:
  char minute_[17] = {};  // "17/May/2015:10:05"
  std::int64_t minute_seconds_ = 0;
  char zone_[6] = {};  // " +0000"
  int east_ = 0;       // seconds
};

/// "2021-06-06T15:59:46.457984+0200", "2018-04-08 06:49:13", "2019/04/04 16:24:47.672448",
/// "...Z", "...+02:00", comma as decimal mark; a bare date is its midnight.
std::optional<Time> read_iso(std::string_view text);
/// Seconds since 1970, with a fraction: Zeek's. Milliseconds, microseconds and nanoseconds are told
/// by their size.
std::optional<Time> read_epoch(std::string_view text);
/// "03/20/01" or "3/20/2001" (month first, as IIS), and "7:55:20".
std::optional<Time> read_iis(std::string_view date, std::string_view clock);
/// "Oct 11 22:14:15": without a year, which the caller gives.
std::optional<Time> read_syslog(std::string_view text, int year);
/// Any of the above that has a date; "17/May/2015 10:05:03" too.
std::optional<Time> read_any(std::string_view text);

}  // namespace cordon::logs
