// A parser of one log format: a unit (a line, a JSON object, a message of flow records) in, entries
// out.
//
// Bad input is data: a unit that makes no sense is `bad`, and the next one is tried. Threads: a
// parser belongs to one file. It may remember what earlier units said (directives, templates),
// within named bounds.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "logs/entry.h"

namespace cordon::logs {

enum class Verdict : std::uint8_t {
  told,     // at least one entry came of it
  nothing,  // understood, and of no concern to us: a comment, a directive, a blank line
  bad,      // it is not of this format
  cut,      // told, though the unit ends in the middle
};

/// Bytes behind a unit that may be read (not written), so that SIMD parsers need not copy it.
inline constexpr std::size_t kPadding = 64;

class Parser {
 public:
  virtual ~Parser() = default;
  virtual Verdict read(std::string_view unit, EntrySink& sink) = 0;
  /// Whether the next units hold nothing that a rule looks for: then who, when, what and how it
  /// ended is enough, and a parser may leave out the rest.
  virtual void be_brief(bool) {}
};

/// How a file falls into units.
enum class Framing : std::uint8_t {
  lines,
  json_objects,      // a JSON array, or objects that stretch over lines
  netflow_messages,  // export packets of NetFlow or IPFIX, one after the other
};

/// What can be seen in logs of a format, from much to little: it bounds how sure one can be.
enum class Depth : std::uint8_t {
  alerts,    // what another sensor concluded
  flows,     // who talked with whom
  requests,  // request lines, statuses, a few headers
  messages,  // several protocols' messages, and flows
};

struct Format {
  std::string name;  // for people: "Apache combined", "Zeek conn, JSON"
  Framing framing = Framing::lines;
  Depth depth = Depth::requests;
  std::string kind;  // files of the same kind and sensor tell of different things, never twice of
                     // one: "access", "zeek.conn"
  std::unique_ptr<Parser> parser;
};

}  // namespace cordon::logs
