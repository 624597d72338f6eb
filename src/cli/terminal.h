// The terminal: whether it is one, its colours, and a progress line that is gone when work is done.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace cordon::cli {

/// Standard output is a terminal, and NO_COLOR is not set.
bool wants_colour();
/// Standard error is a terminal.
bool shows_progress();

/// What is done, rate, time left, on one line of standard error. Nothing where that is no terminal.
class ProgressLine {
 public:
  /// `counted`: "runs", "hosts"; bytes where it is empty.
  explicit ProgressLine(std::string what, std::string counted = {});
  ~ProgressLine();
  void show(std::uint64_t done, std::uint64_t total);

 private:
  using Clock = std::chrono::steady_clock;
  std::string what_, counted_;
  bool on_;
  bool drawn_ = false;
  Clock::time_point begun_, last_;
};

/// "[=====>     ]  45 %  610 MB of 1.35 GB  1.90 GB/s  0.4 s left"
/// "[=====>     ]  45 %  45 of 100 runs  12/s  4.6 s left" where something else is counted.
std::string progress_text(std::uint64_t done, std::uint64_t total, double seconds_so_far,
                          const std::string& counted = {});

}  // namespace cordon::cli
