// An access log's format string, as Apache (LogFormat) or nginx (log_format) spells it, compiled to
// the fields that are in a line and what stands between them. Pure.
//
//     %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"
//     $remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace cordon::logs {

inline constexpr std::size_t kMostPieces = 64;

enum class Part : std::uint8_t {
  ignored,
  client,  // address, perhaps with a port
  client_port,
  server,       // the address that was asked
  server_name,  // virtual host: a name, or an address
  server_port,
  time_apache,  // 17/May/2015:10:05:03 +0000
  time_any,
  request_line,
  method,
  target,
  path,   // the target without its query
  query,  // with or without its '?'
  version,
  status,
  response_bytes,
  request_bytes,
  referer,
  user_agent,
  host,
  cookie,
  forwarded_for,
  header,  // any other of the request's: Piece::name
};

/// A field, and the literal text that ends it; the last one may have none.
struct Piece {
  Part part = Part::ignored;
  std::string until;
  std::string name;  // of a header
};

struct AccessFormat {
  std::string before;  // literal text at the begin of the line
  std::vector<Piece> pieces;
  bool has(Part part) const;
};

/// Takes what is copied out of a configuration file too: "LogFormat \"...\" name", and nginx's
/// lines of strings. Fails, naming the place, where two fields stand side by side with nothing
/// between them, or where the string names neither the client nor the request.
Result<AccessFormat> compile_access_format(std::string_view text);

}  // namespace cordon::logs
