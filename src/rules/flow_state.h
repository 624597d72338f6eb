// What the engine remembers of a flow: marks set by rules, retained stream bytes, what has fired.
//
// In the flow's Slot::rules; dies with it. Bounded: at most kMostMarks bits and counters, and a
// window of kMostWindow bytes a direction, taken only where a rule may look at that stream.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "event/flow.h"

namespace cordon::rules {

inline constexpr std::size_t kMostWindow = 64 << 10;  // stops: long streams
inline constexpr std::size_t kMostMarks = 256;        // stops: rules that set ever new bits
inline constexpr std::size_t kMostPending = 64;  // rules begun and not finished, of a direction

struct FlowState final : event::Attachment {
  struct Fired {
    std::uint32_t rule;
    std::uint64_t until;  // the rule has used the stream up to here
  };
  struct Direction {
    bool asked = false, wanted = false;  // may any rule look at this stream?
    bool touched = false;                // rules that fire once a flow have been tried
    std::vector<std::uint8_t> window;    // the last bytes of the stream
    std::uint64_t begin = 0;             // offset of window[0]
    std::vector<std::uint32_t> pending;  // rules whose literal was seen, sorted
    std::vector<Fired> fired;
  };

  std::set<std::uint32_t> bits;
  std::map<std::uint32_t, std::uint32_t> counters;
  std::array<Direction, 2> directions;
  std::uint64_t passed_frame = 0;  // a pass rule matched this frame
  bool passed = false;             // a pass rule matched the flow
};

}  // namespace cordon::rules
