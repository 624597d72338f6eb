// Syslog as a carrier: the line's own time and host, and in its message a line of another log.
//
// Sources: RFC 3164 ("<34>Oct 11 22:14:15 host tag[pid]: message", the priority often left out in
// files), RFC 5424 ("<34>1 2003-10-11T22:14:15.003Z host app pid id [data] message"), and the
// container runtimes' "2016-10-06T00:17:09.669794202Z stdout F message".
//
// RFC 3164 has no year: the message's own time wins, and where it has none the line's is taken as
// of 1970. Views live until the next line. Threads: one parser a file.
#pragma once

#include "logs/carried.h"

namespace cordon::logs {

inline constexpr int kYearUnsaid = 1970;

/// Nothing where the line is no syslog.
std::optional<CarriedLine> read_syslog_line(std::string_view line);

class SyslogParser final : public Parser {
 public:
  SyslogParser(InnerRecogniser inner, Hints hints) : lines_(std::move(inner), std::move(hints)) {}
  Verdict read(std::string_view line, EntrySink& sink) override;
  void learn(std::string_view first);
  const Format* best() const { return lines_.best(); }

 private:
  CarriedLines lines_;
};

/// As recognisers.h has it, with the recogniser of messages.
std::optional<Format> recognise_syslog(std::string_view first, const Hints& hints,
                                       const InnerRecogniser& inner);

}  // namespace cordon::logs
