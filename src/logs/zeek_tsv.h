// Zeek's logs as tab-separated values: '#'-directives that say what the columns are, then rows.
//
// The directives may come again (rotated files joined to one). Escapes \xNN are undone. Of a row
// that was cut, the last value counts only where half of it is not another one, and counters that
// are not there are not 0. Views live until the next line. Threads: one parser a file.
#pragma once

#include <vector>

#include "logs/zeek_entry.h"

namespace cordon::logs {

class ZeekTsvParser final : public Parser {
 public:
  /// `log`: which one it is where no directive says it.
  explicit ZeekTsvParser(const ZeekLogName& log) : log_(log) {}
  Verdict read(std::string_view line, EntrySink& sink) override;
  const ZeekLogName& log() const { return log_; }

 private:
  void directive(std::string_view line);
  std::string_view value_of(std::string_view text, std::size_t column);
  std::string_view list_of(std::string_view text, std::size_t column);

  char separator_ = '\t', set_separator_ = ',';
  std::string unset_ = "-", empty_ = "(empty)";
  ZeekLogName log_;
  std::vector<std::optional<ZeekColumn>> columns_;
  std::vector<std::string> scratch_;  // of values that were escaped, by column
  std::string value_;                 // of a list, one
  ZeekTeller teller_;
};

}  // namespace cordon::logs
