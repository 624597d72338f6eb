// Times as Suricata and most writers of RFC 3339 have them, "2021-06-06T15:59:46.457984+0200": of a
// day and a zone that are remembered only the clock is read.
//
// Threads: one a file. Twin: read_iso, which also reads whatever has another shape.
#pragma once

#include <array>

#include "logs/clock.h"

namespace cordon::logs {

class IsoClock {
 public:
  /// What read_iso gives.
  std::optional<Time> read(std::string_view text);

 private:
  static constexpr std::size_t kDay = 11;  // "2021-06-06T"
  static constexpr std::size_t kZone = 5;  // "+0200"

  std::array<char, kDay> day_{};
  std::array<char, kZone> zone_{};
  Time midnight_{};
};

}  // namespace cordon::logs
