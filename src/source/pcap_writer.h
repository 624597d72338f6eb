// Writes a capture file in the classic pcap format (microseconds, or nanoseconds).
//
// The file gets its name when close() succeeds: until then the bytes go to a temporary name beside
// it, which a failure, or a writer that is dropped without close(), removes. "-" is standard
// output; it and whatever is no ordinary file (/dev/stdout, a pipe) is written straight. A failed
// write is remembered and told by close(), so that write() needs no answer. Bytes are borrowed
// during write() only. Threads: one writer. Memory: one buffer.
#pragma once

#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "base/time.h"
#include "net/frame.h"

namespace cordon::source {

/// What libpcap takes as the longest snap length of Ethernet.
inline constexpr std::uint32_t kDefaultSnapLength = 256 * 1024;

class PcapWriter {
 public:
  struct Options {
    net::LinkType link = net::LinkType::ethernet;
    std::uint32_t snap_length = kDefaultSnapLength;  // longer frames are cut to this
    bool nanoseconds = false;
  };

  static Result<PcapWriter> open(const std::string& path, const Options& options);

  PcapWriter(PcapWriter&&) noexcept;
  PcapWriter& operator=(PcapWriter&&) noexcept;
  ~PcapWriter();

  /// `wire_length` is what the frame had on the wire, at least bytes.size(). The format holds times
  /// from 1970 to 2106; others are moved to its nearest end.
  void write(Time time, Bytes bytes, std::uint32_t wire_length);
  void write(Time time, Bytes bytes) {
    write(time, bytes, static_cast<std::uint32_t>(bytes.size()));
  }

  /// Writes what is left and gives the file its name. The writer is done then, whatever the answer.
  Result<void> close();

  std::uint64_t frames() const { return frames_; }

 private:
  class Target;
  PcapWriter(std::unique_ptr<Target> target, const Options& options);
  void put(Bytes bytes);

  std::unique_ptr<Target> target_;  // none once closed
  Options options_;
  std::uint64_t frames_ = 0;
  std::size_t used_ = 0;
  std::unique_ptr<std::uint8_t[]> buffer_;
};

}  // namespace cordon::source
