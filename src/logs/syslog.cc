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

std::optional<CarriedLine> read_5424(std::string_view text) {
  CarriedLine line;
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

std::optional<CarriedLine> read_3164(std::string_view text) {
  CarriedLine line;
  const auto time = take_time(text);
  if (!time) return std::nullopt;
  line.time = *time;
  line.host = take_word(text);
  // A container runtime's stream, and whether its line is full or a part.
  if ((line.host == "stdout" || line.host == "stderr") &&
      (text.starts_with("F ") || text.starts_with("P "))) {
    line.host = {};
    line.message = text.substr(2);
    return line;
  }
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

}  // namespace

std::optional<CarriedLine> read_syslog_line(std::string_view line) {
  const bool priority = take_priority(line);
  if (priority && line.starts_with("1 ")) return read_5424(line);
  return read_3164(line);
}

void SyslogParser::learn(std::string_view first) {
  std::vector<CarriedLine> lines;
  while (!first.empty()) {
    const auto end = first.find('\n');
    if (end == std::string_view::npos && !lines.empty()) break;  // it may be cut
    std::string_view text = first.substr(0, end);
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (const auto line = read_syslog_line(text)) lines.push_back(*line);
    first.remove_prefix(end == std::string_view::npos ? first.size() : end + 1);
  }
  lines_.learn(lines);
}

Verdict SyslogParser::read(std::string_view text, EntrySink& sink) {
  if (text.empty()) return Verdict::nothing;
  const auto line = read_syslog_line(text);
  return line ? lines_.read(*line, sink) : Verdict::bad;
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
  name_after(parser->best(), "syslog", format);
  format.parser = std::move(parser);
  return format;
}

}  // namespace cordon::logs
