#include "logs/zeek_json.h"

namespace cordon::logs {

bool ZeekJsonParser::enter(std::string_view path) { return path == "id" || path == "answers"; }

void ZeekJsonParser::leaf(std::string_view path, std::string_view text) {
  if (path == "_path") path_ = text;
  if (const auto column = zeek_column(path)) row_.put(*column, text);
}

Verdict ZeekJsonParser::read(std::string_view unit, EntrySink& sink) {
  row_ = {};
  path_ = {};
  if (walk_.walk(unit, *this) != Walked::whole) return Verdict::bad;
  ZeekLog log = path_.empty() ? log_ : zeek_log(path_);
  if (log == ZeekLog::other && path_.empty()) log = zeek_log_of(row_);
  return tell_zeek(log, row_, entry_, text_, sink);
}

std::optional<ZeekLog> zeek_json_log(std::string_view object, std::string_view file_name) {
  class Look final : public JsonVisitor {
   public:
    bool enter(std::string_view path) override { return path == "id"; }
    void leaf(std::string_view path, std::string_view text) override {
      if (path == "_path") named = text;
      if (path == "uid" || path == "id.orig_h") is_zeek = true;
      if (const auto column = zeek_column(path)) row.put(*column, text);
    }
    ZeekRow row;
    std::string named;
    bool is_zeek = false;
  } look;
  JsonWalk walk;
  walk.walk(object, look);
  const ZeekLog by_name = zeek_log(file_name);
  if (!look.named.empty()) return zeek_log(look.named);
  const bool has_time = !look.row[ZeekColumn::ts].empty();
  if (has_time && by_name != ZeekLog::other) return by_name;
  if (!look.is_zeek || !has_time) return std::nullopt;
  return zeek_log_of(look.row);
}

}  // namespace cordon::logs
