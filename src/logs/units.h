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

/// A line without a mark of UTF-8 (each of files that were joined may begin with one), and without
/// the zeros of a machine that died while it wrote.
std::string_view without_marks(std::string_view line);

/// The size of the JSON value at the front of `text`, which begins with '{'; 0: it has not ended.
/// Counts brackets outside strings; does not check anything else.
std::size_t object_size(std::string_view text);

/// The same, of a text that comes in pieces: `text` grows, and `from` is what was seen of it.
class ObjectScan {
 public:
  std::size_t end_in(std::string_view text, std::size_t from);

 private:
  std::size_t depth_ = 0;
  bool quoted_ = false, escaped_ = false;
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
  bool skip_object();
  void give(Unit& unit, std::string_view line, bool may_match);
  bool was_sifted(std::size_t begin, std::size_t end);
  void count_lines(std::string_view bytes);
  std::string_view pending() const { return std::string_view(buffer_.data() + at_, end_ - at_); }

  std::unique_ptr<source::ByteStream> stream_;
  Framing framing_;
  Sieve* sieve_;
  std::vector<char> buffer_;
  std::size_t at_ = 0, end_ = 0;      // what of the buffer is not given out yet
  std::size_t sifted_ = 0;            // up to here the sieve has been
  std::vector<std::uint32_t> found_;  // by the sieve: offsets in the buffer
  std::size_t next_found_ = 0;
  ObjectScan scan_;
  std::uint64_t line_ = 0, messages_ = 0;
  std::uint64_t bytes_read_ = 0;
  bool over_ = false, skipping_ = false;
};

}  // namespace cordon::logs
