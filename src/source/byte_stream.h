// Bytes that come one after the other: a descriptor, a piece of memory, and what gzip or zstd make
// of another stream. Threads: one reader. Bounds: each decompressor holds one buffer of its input
// and the window that its format wants (32 KiB for gzip; zstd's own limit of 128 MiB, above which
// it refuses the file).
#pragma once

#include <memory>
#include <span>
#include <string>

#include "base/bytes.h"

namespace cordon::source {

class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// Fills the front of `room`, at least one byte of it; 0 at the end or where reading fails.
  virtual std::size_t read(std::span<std::uint8_t> room) = 0;
  /// Bytes taken of the file itself.
  virtual std::uint64_t taken() const = 0;
  /// Why reading ended before the end; empty where it did not.
  virtual std::string trouble() const = 0;
};

/// Owns the descriptor, but not standard input's.
std::unique_ptr<ByteStream> descriptor_stream(int descriptor);
/// The bytes must outlive the stream.
std::unique_ptr<ByteStream> memory_stream(Bytes bytes);
std::unique_ptr<ByteStream> gzip_stream(std::unique_ptr<ByteStream> inner);
std::unique_ptr<ByteStream> zstd_stream(std::unique_ptr<ByteStream> inner);
/// `first` and then the rest of `inner`: for who had to look at the first bytes.
std::unique_ptr<ByteStream> rejoined(std::vector<std::uint8_t> first,
                                     std::unique_ptr<ByteStream> inner);

bool looks_like_gzip(Bytes first);
bool looks_like_zstd(Bytes first);

/// The first `count` bytes of a stream; fewer where it ends before.
std::vector<std::uint8_t> first_bytes(ByteStream& stream, std::size_t count);

/// A stream with its compression undone, and how that is called: "", ", gzip", ", zstd".
struct Unpacked {
  std::unique_ptr<ByteStream> stream;
  std::string compression;
  bool empty = false;
};
Unpacked unpacked(std::unique_ptr<ByteStream> stream);

}  // namespace cordon::source
