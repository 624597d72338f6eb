// Lines of other logs within carriers (syslog, journald, Docker's and Kubernetes' logs): the
// carrier knows a time, a host and a tag, the message is a line of a format that goes with the tag.
//
// Which format the messages of a tag have is recognised from the first of them, and later from one
// in a while; the messages of tags that carry no known format are of no concern. Bounds: kMostTags
// tags are remembered. Threads: one a file.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "logs/recognise.h"

namespace cordon::logs {

inline constexpr std::size_t kMostTags = 256;      // a forger can write a new tag a line
inline constexpr std::size_t kMostTagLength = 64;  // RFC 5424 allows 48, RFC 3164 32

struct CarriedLine {
  Time time = kNoTime;
  std::string_view host, tag, message;
  bool decoded = false;  // the message does not stand in the carrier's line letter by letter
};

/// Recognises the format of messages (each a line); all formats but carriers.
using InnerRecogniser =
    std::function<std::optional<Format>(std::string_view first, const Hints& hints)>;

class CarriedLines {
 public:
  CarriedLines(InnerRecogniser inner, Hints hints)
      : recognise_inner_(std::move(inner)), hints_(std::move(hints)) {}

  /// Recognises the messages of each tag in a file's first lines.
  void learn(const std::vector<CarriedLine>& first);
  Verdict read(const CarriedLine& line, EntrySink& sink);
  /// Of the best known tag: for the name and depth of the whole. Null: none is known.
  const Format* best() const;

 private:
  struct Carried {
    std::optional<Format> format;
    std::uint64_t tries = 0;
    std::size_t bytes = 0;  // of its messages in the first lines
  };
  bool try_format(Carried& carried, std::string_view messages);

  InnerRecogniser recognise_inner_;
  Hints hints_;
  std::map<std::string, Carried, std::less<>> tags_;
};

/// What a carrier of such lines is called.
void name_after(const Format* carried, std::string_view carrier, Format& format);

}  // namespace cordon::logs
