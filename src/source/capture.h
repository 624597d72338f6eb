// One capture, from the file or the pipe to frames, and the report of what was read.
//
// Frames and their bytes live until the next read(). Threads: one reader.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "source/reader.h"
#include "source/source.h"

namespace cordon::source {

/// What a name means that stands for standard input.
inline constexpr std::string_view kStandardInput = "-";
/// Frames handed out at a time: enough to spread a burst's cost, few enough for a core's cache.
inline constexpr std::size_t kBurst = 256;

class Capture {
 public:
  /// `window` is how many bytes are in sight at a time; `read_before`: what was already taken from
  /// standard input.
  static Result<std::unique_ptr<Capture>> open(const std::string& path, std::size_t window,
                                               std::vector<std::uint8_t> read_before = {});
  /// Over memory that outlives it; none where the bytes are of no capture.
  static std::unique_ptr<Capture> of_memory(Bytes bytes, std::size_t window);

  /// The next frames, with all set but `number` and `source`; empty at the end.
  std::span<net::Frame> read();

  InputReport report() const;
  std::uint64_t file_bytes() const { return window_->file_bytes(); }

 private:
  Capture() = default;
  void count(const net::Frame& frame);

  std::string compression_;  // ", gzip" or the like
  InputReport report_;
  std::unique_ptr<Window> window_;
  Damage damage_;
  std::unique_ptr<Reader> reader_;  // after what it reads from
  std::vector<net::Frame> burst_;
};

}  // namespace cordon::source
