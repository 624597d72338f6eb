#include "proto/http/head.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"

namespace cordon::proto::http {
namespace {

constexpr std::size_t kMostMethod = 24;
constexpr std::size_t kMostFirstLine = 16 * 1024;  // looked at when telling the protocol

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || c == '-' || c == '_'; }

bool is_known_method(std::string_view method) {
  static constexpr std::array<std::string_view, 16> kMethods = {
      "GET",   "POST",     "HEAD",   "PUT",   "DELETE", "OPTIONS", "TRACE", "CONNECT",
      "PATCH", "PROPFIND", "SEARCH", "MKCOL", "COPY",   "MOVE",    "LOCK",  "TRACK"};
  return std::find(kMethods.begin(), kMethods.end(), method) != kMethods.end();
}

std::string_view without_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Takes the next line, without its end.
std::string_view take_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  return without_return(line);
}

// As trimmed() of base/text.h, without its general set of blanks: two calls for each header.
std::string_view without_blanks(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

void read_headers(std::string_view block, std::vector<event::HttpHeader>& headers) {
  headers.clear();
  while (!block.empty() && headers.size() < kMostHeaders) {
    const std::string_view line = take_line(block);
    if (line.empty()) break;
    if ((line.front() == ' ' || line.front() == '\t') && !headers.empty()) {
      // A folded line: the value goes on to its end, the line break included.
      auto& value = headers.back().value;
      if (value.empty()) {
        value = without_blanks(line);
      } else {
        value = {value.data(), static_cast<std::size_t>(line.data() + line.size() - value.data())};
      }
      continue;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) {
      headers.push_back({line, {}});
    } else {
      headers.push_back(
          {without_blanks(line.substr(0, colon)), without_blanks(line.substr(colon + 1))});
    }
  }
}

// The first number of a Content-Length; nothing where there is none. A sum too large is cut.
std::optional<std::uint64_t> number_in(std::string_view value) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 60;
  std::uint64_t number = 0;
  std::size_t digits = 0;
  for (const char c : value) {
    if (c < '0' || c > '9') break;
    ++digits;
    number = std::min(kMost, number * 10 + static_cast<std::uint64_t>(c - '0'));
  }
  if (digits == 0) return std::nullopt;
  return number;
}

template <class Message>
std::optional<Framing> declared_framing(const Message& message) {
  const std::string_view coding = message.header("transfer-encoding");
  if (!coding.empty() && lowered(coding).find("chunked") != std::string::npos)
    return Framing{Framing::Kind::chunked, 0};
  if (const auto length = number_in(message.header("content-length")))
    return Framing{*length == 0 ? Framing::Kind::none : Framing::Kind::length, *length};
  return std::nullopt;
}

}  // namespace

std::string_view skip_blank_lines(std::string_view text) {
  while (!text.empty() && (text.front() == '\r' || text.front() == '\n')) text.remove_prefix(1);
  return text;
}

std::size_t head_size(std::string_view bytes, std::size_t& from) {
  while (from < bytes.size()) {
    const void* found = std::memchr(bytes.data() + from, '\n', bytes.size() - from);
    if (found == nullptr) {
      from = bytes.size();
      return 0;
    }
    const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data());
    if (at + 1 >= bytes.size() || (bytes[at + 1] == '\r' && at + 2 >= bytes.size())) {
      from = at;  // what follows decides
      return 0;
    }
    if (bytes[at + 1] == '\n') return at + 2;
    if (bytes[at + 1] == '\r' && bytes[at + 2] == '\n') return at + 3;
    from = at + 1;
  }
  return 0;
}

std::string_view first_line_of(std::string_view bytes) {
  return without_return(bytes.substr(0, bytes.find('\n')));
}

bool is_simple_request(std::string_view line) {
  line = trimmed(line);
  const auto last = line.rfind(' ');
  return last == std::string_view::npos || !line.substr(last + 1).starts_with("HTTP/");
}

void read_request(std::string_view head, event::HttpRequest& request) {
  std::string_view rest = skip_blank_lines(head);
  request.line = take_line(rest);
  request.header_block = rest;
  const std::string_view line = request.line;
  const auto space = line.find(' ');
  request.method = line.substr(0, space);
  std::string_view target = space == std::string_view::npos ? "" : trimmed(line.substr(space + 1));
  request.version = {};
  const auto last = target.rfind(' ');
  if (last != std::string_view::npos && target.substr(last + 1).starts_with("HTTP/")) {
    request.version = target.substr(last + 1);
    target = trimmed(target.substr(0, last));
  } else if (target.starts_with("HTTP/")) {
    request.version = target;
    target = {};
  }
  request.target = target;
  read_headers(rest, request.headers);
}

void read_response(std::string_view head, event::HttpResponse& response) {
  std::string_view rest = skip_blank_lines(head);
  response.line = take_line(rest);
  response.header_block = rest;
  const std::string_view line = response.line;
  const auto space = line.find(' ');
  response.version = line.substr(0, space);
  const std::string_view after =
      space == std::string_view::npos ? "" : trimmed(line.substr(space + 1));
  const auto status = number_in(after.substr(0, 4));
  response.status = status && *status <= 999 ? static_cast<int>(*status) : 0;
  const auto reason = after.find(' ');
  response.reason =
      reason == std::string_view::npos ? std::string_view{} : after.substr(reason + 1);
  read_headers(rest, response.headers);
}

Verdict looks_like_request(std::string_view first) {
  first = skip_blank_lines(first);
  const std::string_view line = first.substr(0, std::min(first.find('\n'), kMostFirstLine));
  const bool whole = line.size() < first.size();
  std::size_t letters = 0;
  while (letters < line.size() && letters <= kMostMethod && is_letter(line[letters])) ++letters;
  if (letters == line.size()) return letters > kMostMethod || whole ? Verdict::no : Verdict::more;
  if (letters == 0 || line[letters] != ' ') return Verdict::no;
  if (is_known_method(line.substr(0, letters))) {
    if (letters + 1 >= line.size()) return whole ? Verdict::no : Verdict::more;
    const char next = line[letters + 1];
    if (next == '/' || next == '*' || next == '\\' || next == '.') return Verdict::yes;
  }
  if (line.find(" HTTP/") != std::string_view::npos) return Verdict::yes;
  return whole ? Verdict::no : Verdict::more;
}

Verdict looks_like_response(std::string_view first) {
  constexpr std::string_view kStart = "HTTP/";
  if (first.size() < kStart.size()) return kStart.starts_with(first) ? Verdict::more : Verdict::no;
  return first.starts_with(kStart) ? Verdict::yes : Verdict::no;
}

Framing framing_of(const event::HttpRequest& request) {
  return declared_framing(request).value_or(Framing{});
}

Framing framing_of(const event::HttpResponse& response, std::string_view method) {
  const int status = response.status;
  if (method == "HEAD" || (status >= 100 && status < 200) || status == 204 || status == 304)
    return {};
  return declared_framing(response).value_or(Framing{Framing::Kind::until_close, 0});
}

}  // namespace cordon::proto::http
