// The head of an HTTP message: where it ends, and what its lines say (RFC 9112, and what worms
// send).
//
// Views into the bytes that were given. Tolerant: bare line feeds, no version, no Host, folded
// lines, absurd headers are read as far as they make sense. Pure.
#pragma once

#include <optional>

#include "event/http.h"
#include "proto/stream_reader.h"

namespace cordon::proto::http {

inline constexpr std::size_t kMostHead = 64 * 1024;  // stops: heads without end
inline constexpr std::size_t kMostHeaders = 256;     // stops: quadratic look-ups

/// The size of the head at the front of `bytes`, its empty line included; 0: it has not ended yet.
/// `from` is where an earlier search had come to, and is moved on.
std::size_t head_size(std::string_view bytes, std::size_t& from);

/// Whether the line at the front has no version, so that it is all of an HTTP/0.9 request.
bool is_simple_request(std::string_view first_line);
std::string_view skip_blank_lines(std::string_view text);
std::string_view first_line_of(std::string_view bytes);  // without its end; whole if it has none

void read_request(std::string_view head, event::HttpRequest& request);
void read_response(std::string_view head, event::HttpResponse& response);

/// "more": the line is too short to tell.
Verdict looks_like_request(std::string_view first);
Verdict looks_like_response(std::string_view first);

/// How long the body is.
struct Framing {
  enum class Kind : std::uint8_t { none, length, chunked, until_close } kind = Kind::none;
  std::uint64_t length = 0;
};
Framing framing_of(const event::HttpRequest& request);
/// `method`: of the request, empty where it was not seen.
Framing framing_of(const event::HttpResponse& response, std::string_view method);

}  // namespace cordon::proto::http
