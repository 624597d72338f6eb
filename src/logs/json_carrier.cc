#include "logs/json_carrier.h"

#include <deque>

#include "logs/cells.h"
#include "logs/clock.h"

namespace cordon::logs {
namespace {

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words)
    if (text == word) return true;
  return false;
}

}  // namespace

bool JsonCarrierParser::enter(std::string_view path) {
  in_bytes_ = path == "MESSAGE";
  return in_bytes_ || is_one_of(path, {"kubernetes", "host", "container"});
}

void JsonCarrierParser::leaf(std::string_view path, std::string_view text) {
  if (path == "MESSAGE" && in_bytes_) {
    const auto byte = read_count(text);
    has_message_ = true;
    if (byte && *byte < 256)
      message_.push_back(static_cast<char>(*byte));
    else
      message_.append(text);
    return;
  }
  if (is_one_of(path, {"MESSAGE", "log", "message"})) {
    has_message_ = true;
    if (message_.empty()) message_.assign(text);
  } else if (is_one_of(path, {"__REALTIME_TIMESTAMP", "time", "@timestamp", "timestamp"})) {
    is_journal_ = is_journal_ || path.front() == '_';
    if (const auto time = read_any(text)) time_ = *time;
  } else if (is_one_of(path, {"_HOSTNAME", "host", "host.name", "hostname"})) {
    host_.assign(text);
  } else if (is_one_of(path, {"SYSLOG_IDENTIFIER", "CONTAINER_NAME", "container_name",
                              "kubernetes.container_name", "container.name", "program"})) {
    tag_.assign(text);
  }
}

std::optional<CarriedLine> JsonCarrierParser::line_of(std::string_view object) {
  for (std::string* text : {&message_, &tag_, &host_}) text->clear();
  time_ = kNoTime;
  has_message_ = is_journal_ = in_bytes_ = false;
  if (walk_.walk(object, *this) == Walked::none) return std::nullopt;
  if (!has_message_ && !is_journal_) return std::nullopt;
  while (message_.ends_with('\n') || message_.ends_with('\r')) message_.pop_back();
  const std::size_t size = message_.size();
  message_.append(kPadding, '\0');
  CarriedLine line;
  line.time = time_;
  line.host = host_;
  line.tag = tag_;
  line.message = std::string_view(message_).substr(0, size);
  line.decoded = in_bytes_;
  return line;
}

Verdict JsonCarrierParser::read(std::string_view unit, EntrySink& sink) {
  const auto line = line_of(unit);
  if (!line) return Verdict::bad;
  const Verdict verdict = lines_.read(*line, sink);
  // Other programs write to the same journal, often without a tag.
  return verdict == Verdict::bad && line->tag.empty() ? Verdict::nothing : verdict;
}

void JsonCarrierParser::learn(const std::vector<std::string_view>& objects) {
  std::deque<std::string> texts;
  const auto kept = [&](std::string_view text) {
    return std::string_view(texts.emplace_back(text));
  };
  std::vector<CarriedLine> lines;
  for (const std::string_view object : objects)
    if (auto line = line_of(object)) {
      line->message = kept(line->message);
      line->tag = kept(line->tag);
      line->host = {};
      lines.push_back(*line);
    }
  lines_.learn(lines);
}

}  // namespace cordon::logs
