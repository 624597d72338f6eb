// Times as tables write them: those of clock.h, and two that only tables have. Remembers the last
// minute read, because the next row is most often of the same one. Threads: one table each.
#pragma once

#include "logs/clock.h"

namespace cordon::logs {

class TableClock {
 public:
  /// `day_first`: "18/12/2018" is of December. kNoTime where the text is no time.
  Time read(std::string_view text, bool day_first);

 private:
  char minute_[16] = {};  // "2019/04/04 16:24" of the last time read, and when that was
  Time minute_time_{};
};

/// CICFlowMeter: "18/12/2018 02:00:00 PM".
std::optional<Time> read_day_first(std::string_view text);
/// tshark's frame.time: "Jan  1, 2011 00:01:43.000000000 CET". The zone's name cannot be told (CST
/// is three zones) and is taken as UTC; frame.time_epoch or a clock offset says better.
std::optional<Time> read_tshark(std::string_view text);

}  // namespace cordon::logs
