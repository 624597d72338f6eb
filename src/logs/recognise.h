// Recognition: which format a file has, told by its first bytes.
//
// Each format's file declares a recogniser, and the table in recognise.cc names them all, those
// first that are told by a mark of their own (a magic number, "#fields", "#Fields:") and last
// those that fit if most lines fit. Pure.
#pragma once

#include <optional>

#include "base/result.h"
#include "logs/parser.h"

namespace cordon::logs {

/// What the user said of the format; empty fields: told by content.
struct Hints {
  std::string log_format;  // Apache LogFormat or nginx log_format
  std::string columns;     // "time=ts,client=src_addr": names of CSV columns or JSON keys
  std::string file_name;   // without folder; Zeek's JSON logs are told by it where all else fails
};

/// The name of the format of a file of nothing but blank lines.
inline constexpr std::string_view kEmptyLog = "empty";

inline constexpr std::size_t kFirstBytes = 64 * 1024;  // looked at, at the most

/// Nothing where no format fits. `first` begins at the begin of the file; it may end in a line.
/// Fails where a hint makes no sense.
Result<std::optional<Format>> recognise(std::string_view first, const Hints& hints);

/// Of a line format: the share of the lines in `first` (without the last, unless it is the only
/// one) that the parser understands, and how many that are.
struct Fit {
  std::size_t understood = 0, lines = 0;
  std::size_t named = 0;  // of those understood: whose client is an address
  double share() const {
    return lines == 0 ? 0 : static_cast<double>(understood) / static_cast<double>(lines);
  }
};
/// `also` may be null; it gets all entries.
Fit fit_of(Parser& parser, std::string_view first, EntrySink* also = nullptr);

}  // namespace cordon::logs
