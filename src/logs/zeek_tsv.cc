#include "logs/zeek_tsv.h"

#include <cstring>

#include "base/text.h"
#include "logs/escapes.h"
#include "logs/recognisers.h"

namespace cordon::logs {
namespace {

constexpr std::size_t kMostColumns = 256;

// "#separator \x09"
char separator_of(std::string_view text) {
  std::string scratch;
  const std::string_view plain = unescaped(text, scratch);
  return plain.size() == 1 ? plain.front() : '\t';
}

}  // namespace

void ZeekTsvParser::directive(std::string_view line) {
  constexpr std::string_view kSeparator = "#separator ";
  if (line.starts_with(kSeparator)) {
    separator_ = separator_of(line.substr(kSeparator.size()));
    return;
  }
  const std::size_t end = line.find(separator_);
  if (end == std::string_view::npos) return;
  const std::string_view name = line.substr(1, end - 1);
  std::string_view rest = line.substr(end + 1);
  if (name == "unset_field") unset_ = rest;
  if (name == "empty_field") empty_ = rest;
  if (name == "set_separator" && !rest.empty()) set_separator_ = rest.front();
  if (name == "path") log_ = zeek_log(rest);
  if (name != "fields") return;
  columns_.clear();
  while (columns_.size() < kMostColumns) {
    const std::size_t next = rest.find(separator_);
    columns_.push_back(zeek_column(rest.substr(0, next)));
    if (next == std::string_view::npos) break;
    rest.remove_prefix(next + 1);
  }
  scratch_.resize(columns_.size());
}

std::string_view ZeekTsvParser::value_of(std::string_view text, std::size_t column) {
  if (text == unset_ || text == empty_) return {};
  if (is_list(*columns_[column])) return list_of(text, column);
  return unescaped(text, scratch_[column]);
}

std::string_view ZeekTsvParser::list_of(std::string_view text, std::size_t column) {
  std::string& list = scratch_[column];
  list.clear();
  for (const std::string_view part : split(text, set_separator_)) {
    if (!list.empty()) list += kBetweenValues;
    list += unescaped(part, value_);
  }
  return list;
}

Verdict ZeekTsvParser::read(std::string_view line, EntrySink& sink) {
  if (line.empty()) return Verdict::nothing;
  if (line.front() == '#') {
    directive(line);
    return Verdict::nothing;
  }
  if (columns_.empty()) return Verdict::bad;
  if (log_.log == ZeekLog::other) return Verdict::nothing;
  ZeekRow row;
  bool cut = false;
  for (std::size_t column = 0; column < columns_.size() && !cut; ++column) {
    const auto* found = static_cast<const char*>(std::memchr(line.data(), separator_, line.size()));
    const std::size_t size =
        found == nullptr ? line.size() : static_cast<std::size_t>(found - line.data());
    cut = found == nullptr && column + 1 < columns_.size();
    if (columns_[column] && !(cut && is_exact(*columns_[column])))
      row.put(*columns_[column], value_of(line.substr(0, size), column));
    line.remove_prefix(found == nullptr ? size : size + 1);
  }
  if (!cut) return teller_.tell(log_, row, sink);
  if (log_.log != ZeekLog::http || row[ZeekColumn::uri].empty()) return Verdict::bad;
  return teller_.tell(log_, row, sink) == Verdict::told ? Verdict::cut : Verdict::bad;
}

std::optional<Format> recognise_zeek_tsv(std::string_view first, const Hints& hints) {
  if (!first.starts_with("#separator ") && !first.starts_with("#fields\t")) return std::nullopt;
  // The directives stand at the begin; the parser will read them again.
  const ZeekLogName by_name = zeek_log(hints.file_name);
  ZeekTsvParser parser(by_name);
  class Nobody final : public EntrySink {
    void entry(const Entry&) override {}
  } nobody;
  for (std::string_view rest = first; rest.starts_with('#');) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    parser.read(line, nobody);
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  Format format = format_of(parser.log(), false);
  format.parser = std::make_unique<ZeekTsvParser>(by_name);
  return format;
}

}  // namespace cordon::logs
