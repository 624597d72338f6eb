// Which dialect of JSON a log is written in, and whether its objects are lines.

#include "base/text.h"
#include "logs/eve.h"
#include "logs/recognisers.h"
#include "logs/units.h"
#include "logs/web_json.h"
#include "logs/zeek_json.h"

namespace cordon::logs {
namespace {

constexpr double kLeastFit = 0.5;
constexpr std::size_t kObjectsTried = 20;

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

double share_told(Parser& parser, const std::vector<std::string_view>& objects) {
  class Nobody final : public EntrySink {
    void entry(const Entry&) override {}
  } nobody;
  std::size_t told = 0;
  for (const std::string_view object : objects) told += parser.read(object, nobody) != Verdict::bad;
  return static_cast<double>(told) / static_cast<double>(objects.size());
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
  auto keys = web_keys(hints.columns);
  if (!keys) return std::nullopt;
  auto parser = std::make_unique<WebJsonParser>(std::move(*keys));
  if (share_told(*parser, objects) < kLeastFit) return std::nullopt;
  Format format;
  format.name = "access log, JSON";
  format.kind = "access";
  format.parser = std::move(parser);
  return format;
}

std::optional<Format> carried_format(const std::vector<std::string_view>& objects,
                                     const Hints& hints) {
  std::string lines;
  for (const std::string_view object : objects)
    if (const std::string line = CarriedJsonParser::carried_by(object); !line.empty())
      lines += line + "\n";
  if (lines.empty()) return std::nullopt;
  auto inner = recognise_access(lines, hints);
  if (!inner) return std::nullopt;
  inner->name += ", in JSON";
  inner->parser = std::make_unique<CarriedJsonParser>(std::move(inner->parser));
  return inner;
}

std::optional<Format> dialect_of(const std::vector<std::string_view>& objects, const Hints& hints) {
  if (has_key(objects.front(), "event_type") && has_key(objects.front(), "timestamp"))
    return eve_format();
  if (const auto log = zeek_json_log(objects.front(), hints.file_name)) {
    Format format = format_of(*log, true);
    format.parser = std::make_unique<ZeekJsonParser>(*log);
    return format;
  }
  if (auto web = web_format(objects, hints)) return web;
  return carried_format(objects, hints);
}

}  // namespace

std::optional<Format> recognise_json(std::string_view first, const Hints& hints) {
  const std::size_t begin = first.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (begin == std::string_view::npos || (first[begin] != '{' && first[begin] != '['))
    return std::nullopt;
  const auto objects = objects_in(first);
  if (objects.empty()) return std::nullopt;
  auto format = dialect_of(objects, hints);
  if (!format) return std::nullopt;
  const bool a_line_each =
      first[begin] == '{' && objects.front().find('\n') == std::string_view::npos;
  format->framing = a_line_each ? Framing::lines : Framing::json_objects;
  return format;
}

}  // namespace cordon::logs
