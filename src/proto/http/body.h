// The body of an HTTP message: chunks taken apart (RFC 9112 §7), the first bytes kept if anybody
// wants them, compression undone with a limit.
#pragma once

#include <string>

#include "proto/http/head.h"

namespace cordon::proto::http {

inline constexpr std::size_t kMostBody = 128 * 1024;  // kept of one body, and of what it unpacks to
inline constexpr std::size_t kMostChunkLine = 256;

class Body {
 public:
  void begin(const Framing& framing, bool keep);
  /// Takes what is the body's from the front of `bytes`; returns how much that was.
  std::size_t take(std::string_view bytes);
  /// Bytes that the capture lacks. Returns false where the end can no longer be found.
  bool skip(std::uint64_t size);
  bool ends_with_stream() const { return framing_.kind == Framing::Kind::until_close; }
  bool over() const { return over_; }
  bool broken() const { return broken_; }             // chunk sizes that make no sense
  bool sound() const { return !broken_ && !holed_; }  // all of it came, and it made sense
  bool cut() const { return seen_ > kMostBody && keep_; }
  std::uint64_t seen() const { return seen_; }
  std::string_view kept() const { return kept_; }

 private:
  enum class Part : std::uint8_t { size_line, data, data_end, trailer };
  std::size_t take_chunked(std::string_view bytes);
  bool end_line();
  void keep_some(std::string_view bytes);

  Framing framing_;
  Part part_ = Part::data;
  bool keep_ = false, over_ = true, broken_ = false, holed_ = false;
  std::uint64_t left_ = 0, seen_ = 0;
  std::string line_;  // of a chunk size or trailer that is split
  std::string kept_;
};

/// The body with its Content-Encoding undone, in `scratch`, or as it is where it has none or is
/// damaged from the start. `bomb` is set where it unpacks beyond all measure.
std::string_view unpacked(std::string_view body, std::string_view encoding, std::string& scratch,
                          bool& bomb);

}  // namespace cordon::proto::http
