#include "logs/zeek_json.h"

#include "logs/escapes.h"

namespace cordon::logs {

void ZeekJsonParser::leaf(int leaf, std::string_view text) {
  if (leaf == kZeekPath) {
    path_ = text;
    return;
  }
  const auto column = static_cast<ZeekColumn>(leaf);
  std::string& scratch = scratch_[static_cast<std::size_t>(leaf)];
  if (!is_list(column)) return row_.put(column, with_bytes(text, scratch));
  if (row_[column].empty())
    scratch.assign(text);
  else
    (scratch += kBetweenValues) += text;
  row_.put(column, scratch);
}

Verdict ZeekJsonParser::read(std::string_view unit, EntrySink& sink) {
  row_ = {};
  path_ = {};
  const Walked walked = walk_.walk(unit, zeek_keys(), *this);
  if (walked == Walked::none) return Verdict::bad;
  ZeekLogName log = path_.empty() ? log_ : zeek_log(path_);
  if (log.name == ZeekLogName{}.name && path_.empty()) log = zeek_log_of(row_);
  // Of a row that was cut the main part must be there: counters that are not are not 0.
  if (walked == Walked::cut && (log.log != ZeekLog::http || row_[ZeekColumn::uri].empty()))
    return Verdict::bad;
  const Verdict verdict = teller_.tell(log, row_, sink);
  return verdict == Verdict::told && walked == Walked::cut ? Verdict::cut : verdict;
}

std::optional<ZeekLogName> zeek_json_log(std::string_view object, std::string_view file_name) {
  class Look final : public JsonVisitor {
   public:
    bool enter(std::string_view path) override { return path == "id"; }
    void leaf(std::string_view path, std::string_view text) override {
      if (path == "_path") named = text;
      if (path == "uid") has_uid = true;
      if (const auto column = zeek_column(path)) row.put(*column, text);
    }
    ZeekRow row;
    std::string named;
    bool has_uid = false;
  } look;
  JsonWalk walk;
  walk.walk(object, look);
  const auto has = [&](ZeekColumn column) { return !look.row[column].empty(); };
  if (!look.named.empty() && has(ZeekColumn::ts)) return zeek_log(look.named);
  if (!has(ZeekColumn::ts)) return std::nullopt;
  const bool of_a_flow = has(ZeekColumn::orig_h) && has(ZeekColumn::resp_h);
  const ZeekLogName by_name = zeek_log(file_name), by_columns = zeek_log_of(look.row);
  // A web server's own log may be called http.log.
  const bool needs_flow = by_name.log == ZeekLog::conn || by_name.log == ZeekLog::http ||
                          by_name.log == ZeekLog::dns || by_name.log == ZeekLog::message;
  if (by_name.log != ZeekLog::other && (of_a_flow || !needs_flow)) return by_name;
  if (of_a_flow) return by_columns.log == ZeekLog::other ? by_name : by_columns;
  const bool own = has(ZeekColumn::software_type) || by_columns.log != ZeekLog::known;
  if (by_columns.log != ZeekLog::other && (own || look.has_uid)) return by_columns;
  return std::nullopt;
}

}  // namespace cordon::logs
