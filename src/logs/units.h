// Units: a file of logs as its lines, JSON objects or export messages, one after the other.
//
// A unit is a view that lives until the next one; kPadding bytes behind it may be read. Bounds: a
// unit longer than kMostUnit is given as far as that, marked cut, and its rest is passed over
// (stops: a file without line ends that fills memory). Threads: one reader.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "logs/parser.h"
#include "logs/sieve.h"
#include "source/byte_stream.h"

namespace cordon::logs {

inline constexpr std::size_t kMostUnit = 4 * 1024 * 1024;
/// What is read at a time: small enough to be in the processor's cache when it is looked at again.
inline constexpr std::size_t kBlock = 256 * 1024;

struct Unit {
  std::string_view bytes;    // of a line: without its end
  std::uint64_t number = 0;  // of the line where it begins, from 1; of messages: the message's
  bool cut = false;
  bool may_match = true;  // false: the sieve passed over it
};

class Units {
 public:
  /// The sieve may be null; it must outlive this.
  Units(std::unique_ptr<source::ByteStream> stream, Framing framing, Sieve* sieve);

  /// False at the end.
  bool next(Unit& unit);
  std::uint64_t bytes_read() const { return bytes_read_; }       // unpacked
  std::uint64_t file_bytes() const { return stream_->taken(); }  // of the file itself
  std::string trouble() const { return stream_->trouble(); }

 private:
  bool refill();  // false where nothing more came
  void sift();
  bool next_line(Unit& unit);
  bool next_object(Unit& unit);
  bool next_message(Unit& unit);
  bool give_rest(Unit& unit);
  std::string_view pending() const { return std::string_view(buffer_.data() + at_, end_ - at_); }

  std::unique_ptr<source::ByteStream> stream_;
  Framing framing_;
  Sieve* sieve_;
  std::vector<char> buffer_;
  std::size_t at_ = 0, end_ = 0;      // what of the buffer is not given out yet
  std::size_t sifted_ = 0;            // up to here the sieve has been
  std::vector<std::uint32_t> found_;  // by the sieve: offsets in the buffer
  std::size_t next_found_ = 0;
  std::uint64_t line_ = 0, messages_ = 0;
  std::uint64_t bytes_read_ = 0;
  bool over_ = false, skipping_ = false;
};

/// The size of the JSON value at the front of `text`, which begins with '{'; 0: it has not ended.
/// Counts brackets outside strings; does not check anything else.
std::size_t object_size(std::string_view text);

}  // namespace cordon::logs
