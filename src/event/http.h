// HTTP messages, from a stream or (with gaps in what is known) from a log.
//
// Views are into the parser's buffers and live while the event is being seen. An Exchange pairs a
// request with its response and lives from the one to the other.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "event/flow.h"

namespace cordon::event {

struct HttpHeader {
  std::string_view name;   // as sent
  std::string_view value;  // trimmed; folded lines joined
};

struct HttpRequest {
  std::string_view line;  // the request line as sent, without its end
  std::string_view method;
  std::string_view target;   // as sent: "/scripts/..%255c../cmd.exe?/c+dir"
  std::string_view version;  // "HTTP/1.0"; empty for 0.9
  std::string_view uri;      // target normalised as Apache and Suricata do: one pass of percent
  std::string_view iis_uri;  // target as IIS before its patches read it: %u, double, overlong, '\\'
  std::string_view header_block;  // raw, from the line after the request line to the empty line
  std::vector<HttpHeader> headers;
  std::string_view body;         // decoded (chunked, gzip, deflate), the first kMostBody bytes
  std::uint64_t body_bytes = 0;  // of the body as far as it came, kept or not
  bool complete = false;         // ended as HTTP says, not by a hole, a limit or the flow's end

  std::string_view header(std::string_view lower_name) const;  // first of that name, or empty
};

struct HttpResponse {
  std::string_view line;
  std::string_view version;
  int status = 0;  // 0: none could be read
  std::string_view reason;
  std::string_view header_block;
  std::vector<HttpHeader> headers;
  std::string_view body;
  std::uint64_t body_bytes = 0;
  bool complete = false;

  std::string_view header(std::string_view lower_name) const;
};

/// What is remembered of a request until its response has been seen.
struct HttpExchange {
  std::uint32_t number = 0;  // in its flow, from 0
  std::string method, target, host;
  Moment asked;
  std::unique_ptr<Attachment> detect;  // what detectors know of this request
};

/// Emitted when the request is complete, or as much of it as will come. `at` is its last frame.
struct HttpRequestSeen {
  Flow& flow;
  Moment at;
  HttpExchange& exchange;
  const HttpRequest& request;
};

/// Emitted when the response is complete, or as much of it as will come.
/// A response whose request was not seen has an exchange with an empty method.
struct HttpResponseSeen {
  Flow& flow;
  Moment at;
  HttpExchange& exchange;
  const HttpResponse& response;
};

/// The flow ended and this request had no response.
struct HttpUnanswered {
  Flow& flow;
  Moment at;
  HttpExchange& exchange;
};

}  // namespace cordon::event
