#include "logs/syslog.h"

#include "logs/clock.h"

namespace cordon::logs {
namespace {

std::string_view take_word(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

// "<34>": 0 to 191.
bool take_priority(std::string_view& line) {
  if (!line.starts_with('<')) return false;
  const auto end = line.find('>');
  if (end == std::string_view::npos || end < 2 || end > 4) return false;
  for (const char c : line.substr(1, end - 1))
    if (c < '0' || c > '9') return false;
  line.remove_prefix(end + 1);
  return true;
}

// "[id a="x\]" b="y"][...]": taken off; false where it does not end.
bool take_structured_data(std::string_view& text) {
  if (text.starts_with('-')) {
    take_word(text);
    return true;
  }
  while (text.starts_with('[')) {
    std::size_t at = 1;
    bool quoted = false;
    while (at < text.size() && (quoted || text[at] != ']')) {
      if (quoted && text[at] == '\\')
        ++at;
      else if (text[at] == '"')
        quoted = !quoted;
      ++at;
    }
    if (at >= text.size()) return false;
    text.remove_prefix(at + 1);
  }
  if (text.starts_with(' ')) text.remove_prefix(1);
  return true;
}

std::optional<SyslogLine> read_5424(std::string_view text) {
  SyslogLine line;
  text.remove_prefix(2);  // "1 "
  const std::string_view time = take_word(text);
  if (time != "-") {
    const auto read = read_iso(time);
    if (!read) return std::nullopt;
    line.time = *read;
  }
  line.host = take_word(text);
  line.tag = take_word(text);
  take_word(text);  // process
  take_word(text);  // message id
  if (!take_structured_data(text)) return std::nullopt;
  constexpr std::string_view kMark = "\xEF\xBB\xBF";  // "the message is UTF-8"
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  line.message = text;
  return line;
}

// "Oct 11 22:14:15", "Oct  1 22:14:15" or (rsyslog, syslog-ng) an ISO time.
std::optional<Time> take_time(std::string_view& text) {
  constexpr std::size_t kClassic = 15;
  if (text.size() > kClassic && text[kClassic] == ' ') {
    if (const auto time = read_syslog(text.substr(0, kClassic), kYearUnsaid)) {
      text.remove_prefix(kClassic + 1);
      return time;
    }
  }
  std::string_view rest = text;
  const std::string_view word = take_word(rest);
  constexpr std::size_t kShortest = 19;  // "2003-10-11T22:14:15"; a bare date is no syslog's
  if (word.size() < kShortest || word[10] != 'T') return std::nullopt;
  const auto time = read_iso(word);
  if (time) text = rest;
  return time;
}

std::optional<SyslogLine> read_3164(std::string_view text) {
  SyslogLine line;
  const auto time = take_time(text);
  if (!time) return std::nullopt;
  line.time = *time;
  line.host = take_word(text);
  // "tag[pid]: message", "tag: message"; a tag holds no blank.
  const std::size_t end = std::min(text.find_first_of(" :["), text.size());
  line.tag = text.substr(0, end);
  std::size_t colon = end;
  if (colon < text.size() && text[colon] == '[') {
    colon = text.find(']', colon);
    colon = colon == std::string_view::npos ? text.size() : colon + 1;
  }
  if (colon < text.size() && text[colon] == ':') {
    text.remove_prefix(colon + 1);
    if (text.starts_with(' ')) text.remove_prefix(1);
  } else {
    line.tag = {};  // the message begins right behind the host
  }
  line.message = text;
  if (line.host.empty()) return std::nullopt;
  return line;
}

// Gives an inner entry what the carrier knows and the message did not say.
class Carrier final : public EntrySink {
 public:
  Carrier(const SyslogLine& line, EntrySink& sink) : line_(line), sink_(sink) {}
  void entry(const Entry& inner) override {
    if (inner.time != kNoTime && !inner.sensor.empty()) return sink_.entry(inner);
    Entry entry = inner;
    if (entry.time == kNoTime) entry.time = line_.time;
    if (entry.sensor.empty()) entry.sensor = line_.host;
    sink_.entry(entry);
  }

 private:
  const SyslogLine& line_;
  EntrySink& sink_;
};

}  // namespace

std::optional<SyslogLine> read_syslog_line(std::string_view line) {
  const bool priority = take_priority(line);
  if (priority && line.starts_with("1 ")) return read_5424(line);
  return read_3164(line);
}

bool SyslogParser::try_format(Carried& carried, std::string_view messages) {
  constexpr int kMostTries = 8;  // recognition costs; a tag that failed so often carries nothing
  if (carried.tries >= kMostTries || !recognise_inner_) return false;
  ++carried.tries;
  carried.format = recognise_inner_(messages, hints_);
  // Only lines fit into lines.
  if (carried.format && carried.format->framing != Framing::lines) carried.format.reset();
  return carried.format.has_value();
}

SyslogParser::Carried* SyslogParser::carried_by(const SyslogLine& line) {
  const std::string_view tag = line.tag.substr(0, kMostTagLength);
  auto known = tags_.find(tag);
  if (known == tags_.end()) {
    if (tags_.size() >= kMostTags) return nullptr;
    known = tags_.emplace(std::string(tag), Carried{}).first;
  }
  return &known->second;
}

void SyslogParser::learn(std::string_view first) {
  std::map<std::string, std::string, std::less<>> messages;
  while (true) {
    const auto end = first.find('\n');
    if (end == std::string_view::npos && !messages.empty()) break;  // it may be cut
    std::string_view text = first.substr(0, end);
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (const auto line = read_syslog_line(text)) {
      const std::string tag(line->tag.substr(0, kMostTagLength));
      if (messages.count(tag) > 0 || messages.size() < kMostTags)
        (messages[tag] += line->message) += '\n';
    }
    if (end == std::string_view::npos) break;
    first.remove_prefix(end + 1);
  }
  for (const auto& [tag, lines] : messages) {
    Carried& carried = tags_[tag];
    if (try_format(carried, lines)) carried.lines = lines.size();
  }
}

const Format* SyslogParser::carried() const {
  const Carried* best = nullptr;
  for (const auto& [tag, carried] : tags_)
    if (carried.format && (best == nullptr || carried.lines > best->lines)) best = &carried;
  return best == nullptr ? nullptr : &*best->format;
}

Verdict SyslogParser::read(std::string_view text, EntrySink& sink) {
  if (text.empty()) return Verdict::nothing;
  const auto line = read_syslog_line(text);
  if (!line) return Verdict::bad;
  Carried* carried = carried_by(*line);
  if (carried == nullptr || line->message.empty()) return Verdict::nothing;
  if (!carried->format && !try_format(*carried, line->message)) return Verdict::nothing;
  Carrier carrier(*line, sink);
  return carried->format->parser->read(line->message, carrier);
}

std::optional<Format> recognise_syslog(std::string_view first, const Hints& hints,
                                       const InnerRecogniser& inner) {
  std::size_t lines = 0, understood = 0;
  constexpr std::size_t kLinesTried = 200;
  for (std::string_view rest = first; !rest.empty() && lines < kLinesTried;) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos && lines > 0) break;  // it may be cut
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.empty() || line == "\r") continue;
    ++lines;
    understood += read_syslog_line(line).has_value();
  }
  if (lines == 0 || understood * 2 < lines) return std::nullopt;
  auto parser = std::make_unique<SyslogParser>(inner, hints);
  parser->learn(first.substr(0, kFirstBytes));
  Format format;
  format.name = "syslog";
  format.kind = "syslog";
  if (const Format* carried = parser->carried()) {
    format.name = carried->name + " in syslog";
    format.depth = carried->depth;
    format.kind = carried->kind;
  }
  format.parser = std::move(parser);
  return format;
}

}  // namespace cordon::logs
