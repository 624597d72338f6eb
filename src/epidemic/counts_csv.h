// Counts as a table: a header line that names the columns, then a row for each moment.
//
//   time                        RFC 3339, "2001-08-01 11:00[:00]" or "2001-08-01" (taken as UTC);
//                               or a number: seconds, or what the column's name says (minutes,
//                               hours, days)
//   new, count, infections      new ones in the step that begins at the row's time
//   cumulative, total, so_far   all so far, read at the row's time; steps may differ in length
//   active, sources             those active in the step that begins at the row's time
//   packets, isolated, patched, contact_rate    of the step; for cumulative: since the row before
//
// Names are also recognised as the begin of a longer one or after "hosts_", "distinct_". Cells are
// parted by comma, semicolon or tab and may be quoted; blank lines and lines from '#' on are left
// out. Times lie from 1900 to 2099. Where most steps are alike, a missing row is a quiet step, but
// kLongestGap missing ones are an error, for nobody may have looked. Pure but for read_counts.
// Bounds: kMostCountSteps rows, kMostCountBytes.
#pragma once

#include <string_view>

#include "epidemic/counts.h"

namespace cordon::epidemic {

inline constexpr std::size_t kMostCountBytes = 64 << 20;
inline constexpr std::int64_t kLongestGap = 30;  // steps

/// `name` is for errors, which are of "name:line".
Result<Counts> parse_counts(std::string_view text, const std::string& name);
/// Of a file.
Result<Counts> read_counts(const std::string& path);

}  // namespace cordon::epidemic
