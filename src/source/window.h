// A piece of a capture that slides forward over it: mapped, or in a buffer that a stream fills.
//
// Bytes live until reach() has to slide. Threads: one reader.
// Bounds: a mapped window is at most its size and kMostReach long and is unmapped behind the
// reader, so that a capture of any size is resident only by that much.
//
// Measured over 1.7 GB in 659 k frames in the page cache, 64 bytes of each touched (all of each):
// a mapping of 16 MiB that slides 0.044 s (0.104 s), the same with MAP_POPULATE 0.051 s (0.108 s),
// of 4 MiB 0.082 s (0.140 s), read() into 1 MiB 0.089 s (0.183 s), into 256 KiB 0.194 s (0.228 s).
// So we map; the whole source over it costs some 35 ns a frame more and stays at 20 MiB resident.
// A mapped file that another program shortens under us would end us by SIGBUS: its size is asked
// anew at each slide, which leaves only the moment between; where that matters, pipe the file in.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "source/byte_stream.h"

namespace cordon::source {

/// The longest run that reach() can promise: the longest frame and all that stands around it.
inline constexpr std::size_t kMostReach = 512 * 1024;

class Window {
 public:
  virtual ~Window() = default;

  /// What is in sight.
  Bytes bytes() const { return bytes_; }
  /// Where bytes() begins in the capture (after decompression).
  std::uint64_t offset() const { return offset_; }
  /// `count` must be in sight.
  void consume(std::size_t count) {
    bytes_ = bytes_.subspan(count);
    offset_ += count;
  }
  /// Brings `count` bytes (at most kMostReach) into sight; false where the capture ends before.
  /// Where it has to slide, bytes handed out before are gone.
  bool reach(std::size_t count) {
    if (bytes_.size() < count) slide(count);
    return bytes_.size() >= count;
  }
  /// Goes forward, beyond what is in sight if need be; gives how many bytes there were.
  std::uint64_t skip(std::uint64_t count);

  virtual std::uint64_t file_bytes() const = 0;
  virtual std::string trouble() const = 0;

 protected:
  virtual void slide(std::size_t count) = 0;

  Bytes bytes_;
  std::uint64_t offset_ = 0;
};

/// Of an ordinary file, from its begin; owns the descriptor. None where the file cannot be mapped:
/// the descriptor stays the caller's then.
std::unique_ptr<Window> mapped_window(int descriptor, std::size_t size);
std::unique_ptr<Window> stream_window(std::unique_ptr<ByteStream> stream, std::size_t size);

}  // namespace cordon::source
