// Decoder: frame -> packet. It cannot fail: it comes as deep as the frame held, and names what is
// wrong.
//
// Holds the fragments of IP datagrams that are not whole yet (bounded; see defragment.h). A
// packet's views live as long as its frame, or, where it was reassembled, until begin_burst().
// Threads: one decoder, one thread: the reader's.
#pragma once

#include <array>
#include <memory>

#include "decode/packet.h"

namespace cordon::decode {

struct DecodeOptions {
  bool check_checksums =
      false;  // verify IPv4, TCP, UDP and ICMP checksums (-k all); default -k none
};

class Decoder {
 public:
  explicit Decoder(DecodeOptions options = {});
  ~Decoder();

  /// Call when the frames of the last burst are gone.
  void begin_burst();
  Packet decode(const net::Frame& frame);

  struct Counters {
    std::uint64_t frames = 0, bytes = 0;
    std::uint64_t packets = 0;  // that came to the network layer
    std::uint64_t fragments = 0, reassembled = 0;
    std::uint64_t datagrams_given_up = 0;  // whose fragments never all came, or came too late
    std::uint64_t encrypted_wlan = 0;
    std::array<std::uint64_t, static_cast<std::size_t>(Anomaly::count)> anomalies{};
  };
  const Counters& counters() const { return counters_; }

 private:
  struct State;
  std::unique_ptr<State> state_;
  Counters counters_;
};

}  // namespace cordon::decode
