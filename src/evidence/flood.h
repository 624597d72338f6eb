// A flood: many packets or requests upon one target, to deny its service; and what looks like one
// of ours and is none. Plain values.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "net/address.h"
#include "net/protocol.h"

namespace cordon::evidence {

enum class FloodKind : std::uint8_t { syn, udp, icmp, http };

enum class FloodRole : std::uint8_t {
  ours,         // hosts of ours flood the target
  upon_us,      // the target is ours; senders are forged
  backscatter,  // the target, flooded by others with forged senders, answers hosts that asked
                // nothing
};

struct Flood {
  struct Host {
    net::Address address;
    Time begin{};
    std::uint64_t frame = 0;
    double rate = 0;  // packets a second upon the target
    double norm = 0;  // the same upon its other targets, on average
  };

  FloodRole role = FloodRole::ours;
  FloodKind kind = FloodKind::syn;
  net::Address target;
  std::uint16_t port = 0;  // 0: many
  net::Protocol protocol{};
  Time from{}, to{};
  std::vector<Host> hosts;        // by address: who takes part; of others, who was seen; at most
                                  // detect::kMostFloodHosts
  std::uint64_t host_count = 0;   // of all
  double packets_per_second = 0;  // of all together, over its time; as far as packets are known
  double flows_per_second = 0;
  std::string strain;  // of the hosts' infection, or empty
};

constexpr std::string_view name_of(FloodKind kind) {
  constexpr std::string_view kNames[] = {"syn", "udp", "icmp", "http"};
  return kNames[static_cast<std::size_t>(kind)];
}

constexpr std::string_view name_of(FloodRole role) {
  constexpr std::string_view kNames[] = {"ours", "upon_us", "backscatter"};
  return kNames[static_cast<std::size_t>(role)];
}

}  // namespace cordon::evidence
