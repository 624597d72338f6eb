// A sieve over raw lines: which of them may hold what a rule looks for.
//
// Most lines of an access log are visitors'. One pass over a block of many lines, looking for the
// rules' literals, spares nearly all of them from being taken apart for the rules. It must never
// miss a line: whatever is written other than it was sent (escapes) has to pass, see tells_plainly.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"

namespace cordon::logs {

class Sieve {
 public:
  virtual ~Sieve() = default;
  /// Appends the offsets in `lines` at which something that is looked for ends, ascending; of a
  /// backslash too, because what is behind it is escaped.
  virtual void sift(Bytes lines, std::vector<std::uint32_t>& ends) = 0;
  /// Whether a text holds something that is looked for: for targets that had to be unescaped.
  virtual bool catches(std::string_view text) = 0;
};

/// Whether a request target means what it says, letter by letter: no escapes, no path to resolve.
bool tells_plainly(std::string_view target);

}  // namespace cordon::logs
