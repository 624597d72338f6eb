#include "logs/w3c.h"

#include "base/text.h"
#include "logs/forwarded.h"
#include "logs/recognisers.h"

namespace cordon::logs {
namespace {

constexpr std::size_t kMostFields = 256;  // IIS knows some 30; a forged #Fields line must end

std::string_view given(std::string_view value) { return value == "-" ? std::string_view{} : value; }

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Where the quoted cell at the front ends, behind its quote, or npos. Two quotes are one within.
std::size_t end_of_quoted(std::string_view text) {
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] != '"') continue;
    if (at + 1 == text.size() || is_blank(text[at + 1])) return at + 1;
    if (text[at + 1] == '"') ++at;
  }
  return std::string_view::npos;
}

// Cells are split by blanks; a quoted one may hold them.
void split_fields(std::string_view line, bool quotes, std::vector<std::string_view>& cells) {
  cells.clear();
  std::size_t at = 0;
  while (cells.size() < kMostFields) {
    while (at < line.size() && is_blank(line[at])) ++at;
    if (at >= line.size()) return;
    std::size_t end = std::min(line.find_first_of(" \t", at), line.size());
    if (quotes && line[at] == '"')
      if (const std::size_t size = end_of_quoted(line.substr(at)); size != std::string_view::npos)
        end = at + size;
    cells.push_back(line.substr(at, end - at));
    at = end;
  }
}

std::string_view without_quotes(std::string_view cell) {
  const bool quoted = cell.size() >= 2 && cell.front() == '"' && cell.back() == '"';
  return quoted ? cell.substr(1, cell.size() - 2) : cell;
}

std::string_view target_of(std::string_view stem, std::string_view query, std::string& joined) {
  if (query.empty()) return stem;
  joined.assign(stem);
  joined += '?';
  joined += query;
  return joined;
}

}  // namespace

W3cParser::Place W3cParser::place_of(std::string_view text) {
  struct Name {
    std::string_view name;
    Field field;
  };
  constexpr Name kNames[] = {
      {"date", Field::date},
      {"time", Field::time},
      {"c-ip", Field::client},
      {"s-ip", Field::server},
      {"s-port", Field::server_port},
      {"c-port", Field::client_port},
      {"s-computername", Field::computer},
      {"cs-method", Field::method},
      {"cs-uri-stem", Field::stem},
      {"cs-uri-query", Field::query},
      {"cs-uri", Field::uri},
      {"sc-status", Field::status},
      {"sc-bytes", Field::sent},
      {"cs-bytes", Field::received},
      {"cs-version", Field::version},
      {"cs-host", Field::host},
  };
  const std::string name = lowered(text);
  for (const Name& known : kNames)
    if (known.name == name) return {known.field, {}};
  if (name.starts_with("cs(") && name.ends_with(')')) {
    const std::string header(text.substr(3, text.size() - 4));
    if (name == "cs(host)") return {Field::host, {}};
    if (name == "cs(x-forwarded-for)") return {Field::forwarded, {}};
    return {Field::header, header};
  }
  if (name == "x-forwarded-for" || name == "x_forwarded_for") return {Field::forwarded, {}};
  return {};
}

Verdict W3cParser::read_directive(std::string_view line) {
  constexpr std::string_view kFields = "#fields:", kDate = "#date:";
  const std::string start = lowered(line.substr(0, kFields.size()));
  if (start.starts_with(kDate)) {
    const std::string_view day = trimmed(line.substr(kDate.size()));
    if (read_iso(day.substr(0, 10))) day_ = day.substr(0, 10);
  }
  if (start != kFields) return Verdict::nothing;
  split_fields(line.substr(kFields.size()), false, cells_);
  places_.clear();
  for (const std::string_view cell : cells_) places_.push_back(place_of(cell));
  return Verdict::nothing;
}

// IIS writes a blank in a header as '+', and leaves a '+' that was there as it is: which was which
// cannot be told, and blanks are by far the more frequent.
std::string_view W3cParser::with_spaces(std::string_view value) {
  if (value.find('+') == std::string_view::npos) return value;
  const std::size_t begin = spaced_.size();
  for (const char c : value) spaced_ += c == '+' ? ' ' : c;
  return std::string_view(spaced_).substr(begin);
}

Time W3cParser::time_of(std::string_view date, std::string_view time) {
  moment_.assign(date.empty() ? std::string_view(day_) : date);
  if (moment_.empty()) return kNoTime;
  if (!time.empty()) (moment_ += ' ') += time;
  return read_iso(moment_).value_or(kNoTime);
}

bool W3cParser::read_field(const Place& place, std::string_view value) {
  const auto address = [&](net::Address& into) {
    const auto read = read_address(value);
    if (read) into = *read;
    return read.has_value();
  };
  if (value.empty()) return true;
  switch (place.field) {
    case Field::date: date_ = value; return value.size() >= 8;
    case Field::time: time_ = value; return value.find(':') != std::string_view::npos;
    case Field::client: return address(entry_.client.address);
    case Field::server: return address(entry_.server.address);
    case Field::server_port:
      entry_.server.port = read_port(value).value_or(std::uint16_t{0});
      return true;
    case Field::client_port:
      entry_.client.port = read_port(value).value_or(std::uint16_t{0});
      return true;
    case Field::computer: entry_.sensor = value; return true;
    case Field::method: entry_.method = value; return true;
    case Field::stem: stem_ = value; return true;
    case Field::query: query_ = value; return true;
    case Field::uri:
      if (stem_.empty()) stem_ = value;
      return true;
    case Field::status: {
      const auto status = read_count(value);
      if (!status || *status > 999) return false;
      entry_.status = static_cast<int>(*status);
      return true;
    }
    case Field::sent: entry_.response_bytes = read_count(value).value_or(0); return true;
    case Field::received: entry_.request_bytes = read_count(value).value_or(0); return true;
    case Field::version: entry_.version = value; return true;
    case Field::host: entry_.headers.push_back({"Host", value}); return true;
    case Field::forwarded: forwarded_ = with_spaces(value); return true;
    case Field::header: entry_.headers.push_back({place.name, with_spaces(value)}); return true;
    case Field::other: return true;
  }
  return true;
}

Verdict W3cParser::read(std::string_view line, EntrySink& sink) {
  // A server that died leaves its buffer's zeros; they may stand before the next directive.
  while (!line.empty() && line.front() == '\0') line.remove_prefix(1);
  if (line.empty()) return Verdict::nothing;
  if (line.front() == '#') return read_directive(line);
  if (places_.empty()) return Verdict::bad;
  // IIS quotes nothing, and clients send quotes; others quote what has blanks.
  split_fields(line, false, cells_);
  if (cells_.size() > places_.size()) split_fields(line, true, cells_);
  entry_.clear();
  entry_.tells = Tells::http;
  entry_.app = event::App::http;
  date_ = time_ = stem_ = query_ = forwarded_ = {};
  spaced_.clear();
  spaced_.reserve(line.size());  // views of it must not move
  bool good = true;
  for (std::size_t i = 0; i < cells_.size() && i < places_.size(); ++i)
    good = read_field(places_[i], given(without_quotes(cells_[i]))) && good;
  if (!good || (stem_.empty() && entry_.method.empty())) return Verdict::bad;
  entry_.target = target_of(stem_, query_, joined_);
  entry_.rewritten = Rewritten::target;
  put_forwarded(forwarded_, entry_);
  entry_.time = time_of(date_, time_);
  sink.entry(entry_);
  // Real logs miss a last field here and there; all that is there has been read.
  return cells_.size() < places_.size() ? Verdict::cut : Verdict::told;
}

Verdict IisNativeParser::read(std::string_view line, EntrySink& sink) {
  constexpr std::size_t kFewest = 14;  // the last, the parameters, may be cut
  if (line.empty()) return Verdict::nothing;
  cells_.split(line, ',');
  if (cells_.size() < kFewest) return Verdict::bad;
  const auto client = read_address(cells_[0]), server = read_address(cells_[6]);
  const auto time = read_iis(cells_[2], cells_[3]);
  const auto status = read_count(cells_[10]);
  if (!client || !time || !status || *status > 999) return Verdict::bad;
  entry_.clear();
  entry_.tells = Tells::http;
  entry_.app = event::App::http;
  entry_.time = *time;
  entry_.sensor = given(cells_[5]);
  entry_.client.address = *client;
  if (server) entry_.server.address = *server;
  entry_.request_bytes = read_count(cells_[8]).value_or(0);
  entry_.response_bytes = read_count(cells_[9]).value_or(0);
  entry_.status = static_cast<int>(*status);
  entry_.method = given(cells_[12]);
  // A comma in the path cannot be told from the one that ends it; the parameters take what is left.
  entry_.target = target_of(given(cells_[13]), given(cells_[14]), joined_);
  entry_.rewritten = Rewritten::target;
  sink.entry(entry_);
  return Verdict::told;
}

std::optional<Format> recognise_w3c(std::string_view first, const Hints&) {
  std::string_view rest = first;
  bool fields = false;
  while (!rest.empty() && !fields) {
    const auto end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.empty() || line == "\r") continue;
    if (line.front() != '#') return std::nullopt;
    const std::string lower = lowered(line.substr(0, 1024));
    // Zeek's and others' "#fields" have no colon.
    fields = lower.starts_with("#fields:") &&
             (lower.find("cs-") != std::string::npos || lower.find("c-ip") != std::string::npos ||
              lower.find("sc-") != std::string::npos || lower.find("cs(") != std::string::npos);
  }
  if (!fields) return std::nullopt;
  Format format;
  format.name = "W3C extended (IIS)";
  format.kind = "access";
  format.parser = std::make_unique<W3cParser>();
  return format;
}

std::optional<Format> recognise_iis_native(std::string_view first, const Hints&) {
  IisNativeParser trial;
  const Fit fit = fit_of(trial, first);
  if (fit.lines == 0 || fit.share() < 0.5) return std::nullopt;
  Format format;
  format.name = "IIS native";
  format.kind = "access";
  format.parser = std::make_unique<IisNativeParser>();
  return format;
}

}  // namespace cordon::logs
