// Which dialect of JSON a log is written in, and whether its objects are lines.

#include "base/text.h"
#include "logs/eve.h"
#include "logs/json_carrier.h"
#include "logs/recognisers.h"
#include "logs/units.h"
#include "logs/web_json.h"
#include "logs/zeek_json.h"

namespace cordon::logs {
namespace {

constexpr std::size_t kObjectsTried = 200;

// The first objects, each whole; a last one that is cut is left out.
std::vector<std::string_view> objects_in(std::string_view first) {
  std::vector<std::string_view> objects;
  while (objects.size() < kObjectsTried) {
    const std::size_t begin = first.find('{');
    if (begin == std::string_view::npos) break;
    first.remove_prefix(begin);
    const std::size_t size = object_size(first);
    if (size == 0) break;
    objects.push_back(first.substr(0, size));
    first.remove_prefix(size);
  }
  return objects;
}

bool has_key(std::string_view object, std::string_view key) {
  return object.find("\"" + std::string(key) + "\"") != std::string_view::npos;
}

// Servers write of their starts and stops to the same file: a tenth of the objects are enough.
bool tells_of_enough(Parser& parser, const std::vector<std::string_view>& objects) {
  class Nobody final : public EntrySink {
    void entry(const Entry&) override {}
  } nobody;
  std::size_t told = 0;
  for (const std::string_view object : objects) {
    const Verdict verdict = parser.read(object, nobody);
    told += verdict == Verdict::told || verdict == Verdict::cut;
  }
  return told > 0 && told * 10 >= objects.size();
}

std::optional<Format> eve_format() {
  Format format;
  format.name = "Suricata EVE";
  format.kind = "eve";
  format.depth = Depth::messages;
  format.parser = std::make_unique<EveParser>();
  return format;
}

std::optional<Format> web_format(const std::vector<std::string_view>& objects, const Hints& hints) {
  auto keys = WebKeys::with(hints.columns);
  if (!keys) return std::nullopt;
  WebJsonParser trial(*keys);
  if (!tells_of_enough(trial, objects)) return std::nullopt;
  Format format;
  format.name = "access log, JSON";
  format.kind = "access";
  format.parser = std::make_unique<WebJsonParser>(std::move(*keys));
  return format;
}

// Whether it is a carrier shows in what it carries; journald's objects show it by themselves.
std::optional<Format> carried_format(const std::vector<std::string_view>& objects,
                                     const Hints& hints, const InnerRecogniser& inner) {
  auto parser = std::make_unique<JsonCarrierParser>(inner, hints);
  if (!parser->line_of(objects.front())) return std::nullopt;
  const bool journal = parser->is_journal();
  parser->learn(objects);
  if (parser->best() == nullptr && !journal) return std::nullopt;
  Format format;
  name_after(parser->best(), journal ? "journald, JSON" : "JSON", format);
  format.parser = std::move(parser);
  return format;
}

// One of a folder that has nothing to say: its name alone tells it.
std::optional<Format> other_log_of_zeek(const Hints& hints) {
  const ZeekLogName log = zeek_log(hints.file_name);
  if (log.log != ZeekLog::other || log.name == ZeekLogName{}.name) return std::nullopt;
  Format format = format_of(log, true);
  format.parser = std::make_unique<ZeekJsonParser>(log);
  return format;
}

std::optional<Format> dialect_of(const std::vector<std::string_view>& objects, const Hints& hints) {
  if (has_key(objects.front(), "event_type") && has_key(objects.front(), "timestamp"))
    return eve_format();
  if (const auto log = zeek_json_log(objects.front(), hints.file_name)) {
    Format format = format_of(*log, true);
    format.parser = std::make_unique<ZeekJsonParser>(*log);
    return format;
  }
  return web_format(objects, hints);
}

}  // namespace

std::optional<Format> recognise_json(std::string_view first, const Hints& hints,
                                     const InnerRecogniser& inner) {
  const std::size_t begin = first.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || (first[begin] != '{' && first[begin] != '['))
    return std::nullopt;
  const auto objects = objects_in(first);
  if (objects.empty()) return std::nullopt;
  auto format = dialect_of(objects, hints);
  if (!format && inner) format = carried_format(objects, hints, inner);
  if (!format) format = other_log_of_zeek(hints);
  if (!format) return std::nullopt;
  const bool a_line_each =
      first[begin] == '{' && objects.front().find('\n') == std::string_view::npos;
  format->framing = a_line_each ? Framing::lines : Framing::json_objects;
  return format;
}

std::optional<Format> recognise_json(std::string_view first, const Hints& hints) {
  return recognise_json(first, hints, {});
}

}  // namespace cordon::logs
