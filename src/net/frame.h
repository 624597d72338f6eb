// A frame: the bytes of one captured unit, as the source hands it out.
//
// The bytes are the source's and live until its next burst of frames (see source/source.h).
#pragma once

#include "base/bytes.h"
#include "base/time.h"

namespace cordon::net {

/// Link types by their number in a capture file (tcpdump.org/linktypes.html). Others exist; a frame
/// of a type that we do not know is counted as such.
enum class LinkType : std::uint32_t {
  null_loopback = 0,
  ethernet = 1,
  raw_bsd = 12,  // DLT_RAW as some systems wrote it
  raw_bsd_other = 14,
  raw_ip = 101,
  ieee80211 = 105,
  loop = 108,
  linux_sll = 113,
  ieee80211_radiotap = 127,
  ipv4 = 228,
  ipv6 = 229,
  nflog = 239,
  linux_sll2 = 276,
};

/// A frame's name for good: which input, and which frame of it, as Wireshark counts. With one input
/// it is the frame's number. It orders frames of the same time by input, then by place.
constexpr int kFrameNumberBits = 48;
constexpr std::uint64_t frame_id(std::uint32_t source, std::uint64_t number_in_source) {
  return static_cast<std::uint64_t>(source) << kFrameNumberBits | number_in_source;
}
constexpr std::uint32_t source_of(std::uint64_t id) {
  return static_cast<std::uint32_t>(id >> kFrameNumberBits);
}
constexpr std::uint64_t number_of(std::uint64_t id) {
  return id & ((std::uint64_t{1} << kFrameNumberBits) - 1);
}

struct Frame {
  Time time{};
  std::uint64_t number = 0;  // counted over all sources in merged order, from 1
  std::uint32_t source = 0;  // which of the inputs, in the order of the command line
  std::uint64_t source_number =
      0;  // the frame's number in its own file, from 1, as Wireshark counts
  LinkType link = LinkType::ethernet;
  std::uint32_t wire_length =
      0;  // bytes on the wire; more than bytes.size() if the snap length cut
  Bytes bytes;
};

}  // namespace cordon::net
