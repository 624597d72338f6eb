// The ways in which a packet or a stream can be wrong, each with a name. Bad input is data: an
// anomaly is counted, shown, and visible to detectors; it is never an error.
#pragma once

#include <cstdint>
#include <string_view>

namespace cordon::decode {

// One line an anomaly: identifier, name as printed and as in EVE.
// Adding one is adding a line; at most 64, because a packet carries them as a set of bits.
#define CORDON_ANOMALIES(X)                                        \
  X(unknown_link_type, "link.unknown_type")                        \
  X(link_truncated, "link.truncated")                              \
  X(vlan_too_many, "vlan.too_many_tags")                           \
  X(mpls_truncated, "mpls.truncated")                              \
  X(pppoe_truncated, "pppoe.truncated")                            \
  X(tunnel_too_deep, "tunnel.too_deep")                            \
  X(gre_malformed, "gre.malformed")                                \
  X(vxlan_malformed, "vxlan.malformed")                            \
  X(teredo_malformed, "teredo.malformed")                          \
  X(ip_wrong_version, "ip.wrong_version")                          \
  X(ipv4_truncated, "ipv4.truncated")                              \
  X(ipv4_header_too_short, "ipv4.header_too_short")                \
  X(ipv4_header_beyond_packet, "ipv4.header_beyond_packet")        \
  X(ipv4_length_too_short, "ipv4.length_too_short")                \
  X(ipv4_length_beyond_packet, "ipv4.length_beyond_packet")        \
  X(ipv4_bad_checksum, "ipv4.bad_checksum")                        \
  X(ipv4_bad_option, "ipv4.bad_option")                            \
  X(ipv6_truncated, "ipv6.truncated")                              \
  X(ipv6_length_beyond_packet, "ipv6.length_beyond_packet")        \
  X(ipv6_extension_truncated, "ipv6.extension_truncated")          \
  X(ipv6_too_many_extensions, "ipv6.too_many_extensions")          \
  X(ipv6_extension_out_of_order, "ipv6.extension_out_of_order")    \
  X(fragment_overlap, "fragment.overlap")                          \
  X(fragment_too_long, "fragment.too_long")                        \
  X(fragment_too_small, "fragment.too_small")                      \
  X(fragment_given_up, "fragment.given_up")                        \
  X(tcp_truncated, "tcp.truncated")                                \
  X(tcp_header_too_short, "tcp.header_too_short")                  \
  X(tcp_header_beyond_packet, "tcp.header_beyond_packet")          \
  X(tcp_bad_checksum, "tcp.bad_checksum")                          \
  X(tcp_bad_option, "tcp.bad_option")                              \
  X(tcp_impossible_flags, "tcp.impossible_flags")                  \
  X(udp_truncated, "udp.truncated")                                \
  X(udp_length_too_short, "udp.length_too_short")                  \
  X(udp_length_beyond_packet, "udp.length_beyond_packet")          \
  X(udp_bad_checksum, "udp.bad_checksum")                          \
  X(icmp_truncated, "icmp.truncated")                              \
  X(icmp_bad_checksum, "icmp.bad_checksum")                        \
  X(sctp_truncated, "sctp.truncated")                              \
  X(cut_by_snap_length, "frame.cut_by_snap_length")                \
  X(same_source_and_destination, "ip.same_source_and_destination") \
  X(wlan_encrypted, "wlan.encrypted")                              \
  X(sll_malformed, "sll.malformed")                                \
  X(nflog_malformed, "nflog.malformed")                            \
  X(erspan_malformed, "erspan.malformed")

enum class Anomaly : std::uint8_t {
#define CORDON_ANOMALY_ID(id, name) id,
  CORDON_ANOMALIES(CORDON_ANOMALY_ID)
#undef CORDON_ANOMALY_ID
      count
};
static_assert(static_cast<int>(Anomaly::count) <= 64);

constexpr std::string_view name_of(Anomaly anomaly) {
  constexpr std::string_view kNames[] = {
#define CORDON_ANOMALY_NAME(id, name) name,
      CORDON_ANOMALIES(CORDON_ANOMALY_NAME)
#undef CORDON_ANOMALY_NAME
  };
  return kNames[static_cast<std::size_t>(anomaly)];
}

/// A set of anomalies.
class Anomalies {
 public:
  void add(Anomaly anomaly) { bits_ |= std::uint64_t{1} << static_cast<int>(anomaly); }
  bool has(Anomaly anomaly) const { return (bits_ >> static_cast<int>(anomaly) & 1) != 0; }
  bool any() const { return bits_ != 0; }
  std::uint64_t bits() const { return bits_; }
  template <class See>
  void each(See see) const {
    for (std::uint64_t rest = bits_; rest != 0; rest &= rest - 1)
      see(static_cast<Anomaly>(__builtin_ctzll(rest)));
  }

 private:
  std::uint64_t bits_ = 0;
};

}  // namespace cordon::decode
