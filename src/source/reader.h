// A reader of one capture format: frames out of a window.
//
// Frames borrow the window's bytes until the next read(). Sets all of a frame but `number` and
// `source`. Threads: one reader. What is wrong in the file goes to Damage; reading goes on as far
// as that is sound.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "net/frame.h"
#include "source/damage.h"
#include "source/window.h"

namespace cordon::source {

/// The longest captured frame that we believe, libpcap's own limit: a length field of 4 GiB must
/// not make us reserve that much or jump over all that follows.
inline constexpr std::uint32_t kMostCaptured = 256 * 1024;
/// How far behind damage the next sound record is looked for.
inline constexpr std::uint64_t kResyncDistance = 1024 * 1024;

class Reader {
 public:
  virtual ~Reader() = default;
  /// Fills the front of `room`; 0 at the end, and from then on.
  virtual std::size_t read(std::span<net::Frame> room) = 0;
  virtual std::string_view format() const = 0;
  virtual std::uint64_t dropped_by_kernel() const { return 0; }
};

bool looks_like_pcap(Bytes first);
bool looks_like_pcapng(Bytes first);
std::unique_ptr<Reader> pcap_reader(Window& window, Damage& damage);
std::unique_ptr<Reader> pcapng_reader(Window& window, Damage& damage);
/// By the first bytes; none where they are of no capture. Window and damage must outlive the
/// reader.
std::unique_ptr<Reader> reader_for(Window& window, Damage& damage);

}  // namespace cordon::source
