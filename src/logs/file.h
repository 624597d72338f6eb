// One log file: opened, unpacked, recognised; then told to an observer from begin to end.
//
// Owns its stream. Threads: one. Bounds: a block of lines (units.h), and kMostBadKept bad lines
// kept for who asks.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "logs/recognise.h"
#include "logs/teller.h"
#include "logs/units.h"

namespace cordon::logs {

inline constexpr std::size_t kMostBadKept = 20;

/// A line that made no sense.
struct BadLine {
  std::uint64_t number = 0;
  std::string text;  // its begin, printable
};

struct FileCounters {
  std::uint64_t units = 0, bad = 0, cut = 0;
  std::uint64_t bytes = 0;       // unpacked
  std::uint64_t taken = 0;       // of the file itself
  std::vector<BadLine> samples;  // of the bad, the first
};

class File {
 public:
  /// Nothing where no format fits; an error where it cannot be read or a hint makes no sense.
  /// `read_before`: what was already taken of standard input ("-").
  static Result<std::unique_ptr<File>> open(const std::string& path, Hints hints,
                                            std::vector<std::uint8_t> read_before = {});

  const Format& format() const { return format_; }
  const std::string& compression() const { return compression_; }

  /// Reads all of it. `progress` is told the bytes of the file that were taken, now and then; it
  /// may be empty. The sieve may be null.
  void tell(Teller& teller, Sieve* sieve, const std::function<void(std::uint64_t)>& progress);
  const FileCounters& counters() const { return counters_; }
  std::string trouble() const { return trouble_; }

 private:
  void count(Verdict verdict, const Unit& unit);

  std::unique_ptr<source::ByteStream> stream_;
  Format format_;
  std::string compression_, trouble_;
  FileCounters counters_;
};

/// Whether a file that is no capture is a log that open() would take, or would say why not.
bool is_log(const std::string& path, const Hints& hints);

}  // namespace cordon::logs
