// Access logs of web servers: lines of a format string.
//
// A value ends where the text that follows it in the format stands: in quotes, an escaped quote
// does not end it, nor does a quote behind which the next field makes no sense (old servers did not
// escape). What comes behind the format (a response time, say) is passed over; a line that ends too
// early gives what it has and is told as cut. Threads: one parser a file.
#pragma once

#include "logs/access_format.h"
#include "logs/clock.h"
#include "logs/parser.h"

namespace cordon::logs {

/// How a server writes bytes that it would not write as they are.
enum class Escapes : std::uint8_t {
  backslash,  // \xHH, \": Apache, nginx
  hash,       // #HH: HAProxy
};

class AccessParser final : public Parser {
 public:
  explicit AccessParser(AccessFormat format, Escapes escapes = Escapes::backslash);
  Verdict read(std::string_view line, EntrySink& sink) override;
  void be_brief(bool brief) override { brief_ = brief; }

 private:
  struct Values;
  bool take(const Piece& piece, std::string_view value);
  std::string_view plain(std::string_view value, std::string& scratch);
  bool take_time(Part part, std::string_view value);
  void finish();

  void clear();
  /// Told by its end, where the format's end tells it.
  bool is_whole(std::string_view line) const;

  AccessFormat format_;
  Escapes escapes_;
  std::size_t brief_pieces_ = 0;  // those that a brief reading needs
  bool brief_ = false;
  ApacheClock clock_;
  Entry entry_;
  std::string_view path_, query_, forwarded_for_;
  std::string target_;
  std::vector<std::string> scratch_;  // of values that were escaped, by piece
};

/// "GET /x HTTP/1.0" into its three parts, as far as it has them. A request that has no method is
/// all target.
void split_request_line(std::string_view line, Entry& entry);

}  // namespace cordon::logs
