// Syslog as a carrier: the line's own time and host, and in its message a line of another log.
//
// Sources: RFC 3164 ("<34>Oct 11 22:14:15 host tag[pid]: message", the priority often left out in
// files) and RFC 5424 ("<34>1 2003-10-11T22:14:15.003Z host app pid id [data] message"). Which
// format the messages of a tag have is recognised from the first of them; the messages of tags
// that carry no known format are of no concern. Bounds: kMostTags tags are remembered.
//
// RFC 3164 has no year: the message's own time wins, and where it has none the line's is taken as
// of 1970. Views live until the next line. Threads: one parser a file.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "logs/recognise.h"

namespace cordon::logs {

inline constexpr std::size_t kMostTags = 256;      // a forger can write a new tag a line
inline constexpr std::size_t kMostTagLength = 64;  // RFC 5424 allows 48, RFC 3164 32
inline constexpr int kYearUnsaid = 1970;

struct SyslogLine {
  Time time = kNoTime;
  std::string_view host, tag, message;
};
/// Nothing where the line is no syslog.
std::optional<SyslogLine> read_syslog_line(std::string_view line);

/// Recognises the format of messages (each a line); all formats but syslog itself.
using InnerRecogniser =
    std::function<std::optional<Format>(std::string_view first, const Hints& hints)>;

class SyslogParser final : public Parser {
 public:
  SyslogParser(InnerRecogniser inner, Hints hints)
      : recognise_inner_(std::move(inner)), hints_(std::move(hints)) {}
  Verdict read(std::string_view line, EntrySink& sink) override;

  /// Recognises the messages of each tag in these first lines; a later tag is judged by its own
  /// first messages.
  void learn(std::string_view first);
  /// Of the best known tag: for the name and depth of the whole. Null: none is known.
  const Format* carried() const;

 private:
  struct Carried {
    std::optional<Format> format;
    int tries = 0;
    std::size_t lines = 0;
  };
  Carried* carried_by(const SyslogLine& line);
  bool try_format(Carried& carried, std::string_view messages);

  InnerRecogniser recognise_inner_;
  Hints hints_;
  std::map<std::string, Carried, std::less<>> tags_;
};

/// As recognisers.h has it, with the recogniser of messages.
std::optional<Format> recognise_syslog(std::string_view first, const Hints& hints,
                                       const InnerRecogniser& inner);

}  // namespace cordon::logs
