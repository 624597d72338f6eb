// Zeek's logs as JSON, an object a line. Views live until the next line. Threads: one a file.
#pragma once

#include "logs/json_walk.h"
#include "logs/zeek_entry.h"

namespace cordon::logs {

class ZeekJsonParser final : public Parser, private JsonVisitor {
 public:
  /// `log`: which one it is; other: each row's columns tell.
  explicit ZeekJsonParser(ZeekLog log) : log_(log) {}
  Verdict read(std::string_view unit, EntrySink& sink) override;

 private:
  bool enter(std::string_view path) override;
  void leaf(std::string_view path, std::string_view text) override;

  ZeekLog log_;
  JsonWalk walk_;
  ZeekRow row_;
  std::string_view path_;  // "_path", which some shippers add
  std::string text_;
  Entry entry_;
};

/// Whether an object is a row of one of Zeek's logs, and of which.
std::optional<ZeekLog> zeek_json_log(std::string_view object, std::string_view file_name);

}  // namespace cordon::logs
