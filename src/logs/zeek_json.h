// Zeek's logs as JSON, an object a line. Bytes that are no text come as \xHH and are undone. Views
// live until the next line. Threads: one a file.
#pragma once

#include <array>

#include "logs/json_walk.h"
#include "logs/zeek_entry.h"

namespace cordon::logs {

class ZeekJsonParser final : public Parser, private JsonLeafVisitor {
 public:
  /// `log`: which one it is; other: each row's columns tell.
  explicit ZeekJsonParser(const ZeekLogName& log) : log_(log) {}
  Verdict read(std::string_view unit, EntrySink& sink) override;

 private:
  void leaf(int leaf, std::string_view text) override;

  ZeekLogName log_;
  JsonWalk walk_;
  ZeekRow row_;
  std::string_view path_;  // "_path", which some shippers add
  std::array<std::string, static_cast<std::size_t>(ZeekColumn::count)> scratch_;
  ZeekTeller teller_;
};

/// Whether an object is a row of one of Zeek's logs, and of which.
std::optional<ZeekLogName> zeek_json_log(std::string_view object, std::string_view file_name);

}  // namespace cordon::logs
