#include "logs/access.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/text.h"
#include "logs/escapes.h"
#include "logs/forwarded.h"
#include "logs/recognisers.h"

namespace cordon::logs {
namespace {

constexpr std::string_view kNone = "-";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

template <class Number>
Number number_of(std::string_view text) {
  Number value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_number_or_none(std::string_view text) {
  return !text.empty() && (is_digit(text.front()) || text.front() == '-');
}

// A name is no sentence, and holds nothing that none could hold.
bool may_be_in_name(char c) {
  return static_cast<unsigned char>(c) > ' ' &&
         std::string_view("\"[](){}<>").find(c) == std::string_view::npos;
}

bool is_numeric(Part part) {
  return part == Part::status || part == Part::response_bytes || part == Part::request_bytes ||
         part == Part::server_port || part == Part::client_port;
}

// Two or three bytes: a call of memcmp costs more than it compares.
bool begins_with(std::string_view text, std::string_view begin) {
  if (text.size() < begin.size()) return false;
  for (std::size_t i = 0; i < begin.size(); ++i)
    if (text[i] != begin[i]) return false;
  return true;
}

// An odd number of backslashes before it makes a quote part of the value.
bool is_escaped(std::string_view text, std::size_t at) {
  std::size_t slashes = 0;
  while (slashes < at && text[at - 1 - slashes] == '\\') ++slashes;
  return slashes % 2 == 1;
}

// Where the value at the front of `rest` ends, or npos.
std::size_t end_of_value(std::string_view rest, const Piece& piece, const Piece* next) {
  const char first = piece.until.front();
  for (std::size_t from = 0;;) {
    const auto* found =
        static_cast<const char*>(std::memchr(rest.data() + from, first, rest.size() - from));
    if (found == nullptr) return std::string_view::npos;
    const auto at = static_cast<std::size_t>(found - rest.data());
    const std::string_view here = rest.substr(at);
    const bool whole = piece.until.size() == 1 || begins_with(here, piece.until);
    // The last quote of a line ends its value, though the text behind it is missing.
    const bool ends_line = !whole && first == '"' && here.size() == 1;
    if (whole || ends_line) {
      const std::string_view behind = whole ? here.substr(piece.until.size()) : "";
      const bool sense =
          next == nullptr || !is_numeric(next->part) || behind.empty() || is_number_or_none(behind);
      if (sense && !(first == '"' && is_escaped(rest, at))) return at;
    }
    from = at + 1;
  }
}

// The end where most lines have it, without a search: "-" for nobody, a time, a status. npos where
// the line is not like most.
std::size_t usual_end(std::string_view rest, const Piece& piece) {
  std::size_t width = 0;
  switch (piece.part) {
    case Part::ignored: width = 1; break;
    case Part::time_apache: width = 26; break;
    case Part::status: width = 3; break;
    default: return std::string_view::npos;
  }
  if (rest.size() <= width || !begins_with(rest.substr(width), piece.until))
    return std::string_view::npos;
  // The value must not hold what ends it: the clock reads a time letter by letter.
  const bool sound = width == 26  ? true
                     : width == 1 ? rest[0] != piece.until[0]
                                  : is_digit(rest[0]) && is_digit(rest[1]) && is_digit(rest[2]);
  return sound ? width : std::string_view::npos;
}

}  // namespace

void split_request_line(std::string_view line, Entry& entry) {
  entry.request_line = line;
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) {
    entry.target = line;
    return;
  }
  entry.method = line.substr(0, space);
  std::string_view rest = line.substr(space + 1);
  const std::size_t last = rest.rfind(' ');
  if (last != std::string_view::npos && rest.substr(last + 1).starts_with("HTTP/")) {
    entry.version = rest.substr(last + 1);
    rest = rest.substr(0, last);
  }
  entry.target = rest;
}

// A brief reading stops behind the last field that says who, when, what and how it ended.
AccessParser::AccessParser(AccessFormat format, Escapes escapes)
    : format_(std::move(format)), escapes_(escapes), scratch_(format_.pieces.size()) {
  for (std::size_t i = 0; i < format_.pieces.size(); ++i) {
    const Part part = format_.pieces[i].part;
    if (part != Part::ignored && part != Part::referer && part != Part::user_agent &&
        part != Part::cookie && part != Part::header)
      brief_pieces_ = i + 1;
  }
}

bool AccessParser::is_whole(std::string_view line) const {
  const std::string& end = format_.pieces.back().until;
  return end.empty() || line.ends_with(end);
}

// Entry::clear() clears more than an access log ever fills.
void AccessParser::clear() {
  entry_.tells = Tells::nothing;
  entry_.rewritten = Rewritten::nothing;
  entry_.time = kNoTime;
  entry_.client = entry_.server = {};
  entry_.request_line = entry_.method = entry_.target = entry_.version = {};
  entry_.headers.clear();
  entry_.status = 0;
  entry_.request_bytes = entry_.response_bytes = 0;
  path_ = query_ = forwarded_for_ = {};
}

bool AccessParser::take_time(Part part, std::string_view value) {
  const auto time = part == Part::time_apache ? clock_.read(value) : read_any(value);
  if (!time) return false;
  entry_.time = *time;
  return true;
}

std::string_view AccessParser::plain(std::string_view value, std::string& scratch) {
  if (escapes_ == Escapes::hash) {
    const std::string_view text = unhashed(value, scratch);
    if (text.data() != value.data()) entry_.rewritten = Rewritten::target;
    return text;
  }
  // What is read briefly holds no backslash: the sieve looks for it.
  return brief_ ? value : unescaped(value, scratch);
}

// False where the value cannot be what the format says.
bool AccessParser::take(const Piece& piece, std::string_view value) {
  const Part part = piece.part;
  if (part == Part::time_apache || part == Part::time_any) return take_time(part, value);
  if (part == Part::status && !is_number_or_none(value)) return false;
  if (value == kNone) return true;
  std::string& scratch = scratch_[static_cast<std::size_t>(&piece - format_.pieces.data())];
  const auto header = [&](std::string_view name) {
    entry_.headers.push_back({name, plain(value, scratch)});
  };
  switch (part) {
    case Part::client: {
      const auto client = endpoint_of(value);
      if (client) entry_.client = *client;
      // A name may stand there, but nothing that no name could hold.
      return client || std::all_of(value.begin(), value.end(), may_be_in_name);
    }
    case Part::client_port: entry_.client.port = number_of<std::uint16_t>(value); break;
    case Part::server:
      if (const auto server = endpoint_of(value)) {
        entry_.server.address = server->address;
        if (server->port != 0) entry_.server.port = server->port;
      }
      break;
    case Part::server_name: {
      const auto server = endpoint_of(value);
      if (server) entry_.server.address = server->address;
      entry_.headers.push_back({"Host", value});
      break;
    }
    case Part::server_port: entry_.server.port = number_of<std::uint16_t>(value); break;
    case Part::request_line: split_request_line(plain(value, scratch), entry_); break;
    case Part::method: entry_.method = value; break;
    case Part::target:
    case Part::path: path_ = plain(value, scratch); break;
    case Part::query: query_ = value; break;
    case Part::version: entry_.version = value; break;
    case Part::status: entry_.status = number_of<int>(value); break;
    case Part::response_bytes: entry_.response_bytes = number_of<std::uint64_t>(value); break;
    case Part::request_bytes: entry_.request_bytes = number_of<std::uint64_t>(value); break;
    case Part::referer: header("Referer"); break;
    case Part::user_agent: header("User-Agent"); break;
    case Part::host: entry_.headers.push_back({"Host", value}); break;
    case Part::cookie: header("Cookie"); break;
    case Part::forwarded_for: forwarded_for_ = value; break;
    case Part::header: header(piece.name); break;
    case Part::ignored:
    case Part::time_apache:
    case Part::time_any: break;
  }
  return true;
}

void AccessParser::finish() {
  entry_.tells = Tells::http;
  entry_.app = event::App::http;
  if (!path_.empty()) {
    target_.assign(path_);
    if (!query_.empty()) {
      if (query_.front() != '?') target_ += '?';
      target_ += query_;
      entry_.rewritten = Rewritten::target;
    }
    entry_.target = target_;
  }
  put_forwarded(forwarded_for_, entry_);
}

Verdict AccessParser::read(std::string_view line, EntrySink& sink) {
  if (line.empty() || line.front() == '#') return Verdict::nothing;
  if (!line.starts_with(format_.before)) return Verdict::bad;
  clear();
  const std::size_t pieces = brief_ && is_whole(line) ? brief_pieces_ : format_.pieces.size();
  std::string_view rest = line.substr(format_.before.size());
  bool cut = false, has_request = false;
  for (std::size_t i = 0; i < pieces; ++i) {
    const Piece& piece = format_.pieces[i];
    const Piece* next = i + 1 < format_.pieces.size() ? &format_.pieces[i + 1] : nullptr;
    std::size_t end = rest.size();
    if (!piece.until.empty()) {
      end = usual_end(rest, piece);
      if (end == std::string_view::npos) end = end_of_value(rest, piece, next);
    } else if (const std::size_t space = rest.find(' '); space != std::string_view::npos) {
      end = space;
    }
    const bool ends = end == std::string_view::npos;
    // Where its end is missing, a number or an address is another one.
    const bool doubtful = ends && (is_numeric(piece.part) || piece.part == Part::forwarded_for);
    if (!doubtful && !take(piece, ends ? rest : rest.substr(0, end))) return Verdict::bad;
    const bool is_request =
        piece.part == Part::request_line || piece.part == Part::target || piece.part == Part::path;
    has_request = has_request || (is_request && (!ends || !rest.empty()));
    if (ends) {
      cut = true;
      break;
    }
    rest.remove_prefix(std::min(rest.size(), end + piece.until.size()));
  }
  if (!has_request || entry_.time == kNoTime) return Verdict::bad;
  finish();
  sink.entry(entry_);
  return cut ? Verdict::cut : Verdict::told;
}

}  // namespace cordon::logs
