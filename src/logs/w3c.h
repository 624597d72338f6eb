// W3C extended logs (IIS, and others that took the format), and IIS's native format.
//
// Of the former, "#Fields:" says what columns follow, and may say it anew in the middle of a file;
// "#Date:" gives the day where no column does. Sources: W3C WD-logfile-960323; Microsoft's "W3C
// Logging" and "IIS Log File Format". Times are UTC (IIS's native ones are the server's own: a
// clock offset is for that). Views live until the next line. Threads: one parser a file.
#pragma once

#include <string>
#include <vector>

#include "logs/cells.h"
#include "logs/clock.h"
#include "logs/parser.h"

namespace cordon::logs {

class W3cParser final : public Parser {
 public:
  Verdict read(std::string_view line, EntrySink& sink) override;

 private:
  enum class Field : std::uint8_t {
    other,
    date,
    time,
    client,
    server,
    server_port,
    client_port,
    computer,
    method,
    stem,
    query,
    uri,
    status,
    sent,
    received,
    version,
    host,
    forwarded,  // X-Forwarded-For
    header,     // cs(Name): kept under that name
  };
  struct Place {
    Field field = Field::other;
    std::string name;  // of a header
  };

  Verdict read_directive(std::string_view line);
  static Place place_of(std::string_view name);
  bool read_field(const Place& place, std::string_view value);
  std::string_view with_spaces(std::string_view value);
  Time time_of(std::string_view date, std::string_view time);

  std::vector<Place> places_;
  std::vector<std::string_view> cells_;
  std::string day_;     // of "#Date:", "2003-11-18"
  std::string joined_;  // target and query
  std::string spaced_;  // header values whose '+' became spaces; as long as the line
  std::string moment_;  // "2010-08-15 00:39:30"
  std::string_view date_, time_, stem_, query_, forwarded_;
  Entry entry_;
};

/// "192.0.2.1, -, 03/20/01, 7:55:20, W3SVC2, SERVER, 192.0.2.2, 4502, 163, 3223, 200, 0, GET, /x,
/// -,"
class IisNativeParser final : public Parser {
 public:
  Verdict read(std::string_view line, EntrySink& sink) override;

 private:
  Cells cells_;
  std::string joined_;
  Entry entry_;
};

}  // namespace cordon::logs
