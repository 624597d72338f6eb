#include "traffic/probe_frame.h"

#include <cstring>

#include "base/hash.h"
#include "traffic/frame_bytes.h"

namespace cordon::traffic {
namespace {

constexpr std::size_t kIp = kEthernetSize, kTransport = kEthernetSize + kIpSize;
constexpr std::size_t kId = kIp + 4, kTtl = kIp + 8, kIpChecksum = kIp + 10, kFrom = kIp + 12,
                      kTo = kIp + 16;
// As Windows of that time gave ports to TCP. For UDP they are from where no other protocol lives,
// because readers of captures guess from either port what a datagram holds.
constexpr std::uint32_t kFirstTcpPort = 1025, kTcpPorts = 3975;
constexpr std::uint32_t kFirstUdpPort = 56000, kUdpPorts = 4000;

void store16(std::uint8_t* at, std::uint32_t value) {
  at[0] = static_cast<std::uint8_t>(value >> 8);
  at[1] = static_cast<std::uint8_t>(value);
}
void store32(std::uint8_t* at, std::uint32_t value) {
  store16(at, value >> 16);
  store16(at + 2, value & 0xffff);
}
std::uint32_t halves(std::uint32_t value) { return (value >> 16) + (value & 0xffff); }

// The way from a host to the darknet is always the same one: 5 to 20 routers.
std::uint32_t ttl_of(std::uint32_t from) {
  return 128 - 5 - static_cast<std::uint32_t>(mix(from) & 15);
}

}  // namespace

ProbeFrame ProbeFrame::syn(std::uint16_t port) {
  const net::Address nobody = net::Address::v4(0);
  return {frame_of(nobody, nobody, kTcp, 0, tcp_of(0, port, 0, 0, kSyn, {})), kTcp, 0};
}

ProbeFrame ProbeFrame::datagram(std::uint16_t source_port, std::uint16_t port, Bytes payload) {
  const net::Address nobody = net::Address::v4(0);
  return {frame_of(nobody, nobody, kUdp, 0, udp_of(0, port, payload)), kUdp, source_port};
}

ProbeFrame::ProbeFrame(std::vector<std::uint8_t> bytes, std::uint8_t protocol,
                       std::uint16_t source_port)
    : bytes_(std::move(bytes)), protocol_(protocol), source_port_(source_port) {
  bytes_[kTtl] = 0;
  store16(&bytes_[kIpChecksum], 0);
  store16(&bytes_[kTransport + (protocol == kTcp ? 16 : 6)], 0);
  ip_sum_ = sum_of(Bytes(bytes_).subspan(kIp, kIpSize), 0);
  const Bytes transport = tail(bytes_, kTransport);
  transport_sum_ = sum_of(transport, protocol + static_cast<std::uint32_t>(transport.size()));
  // The frame comes in from a router, and is for nobody: the darknet's sensor takes it.
  static constexpr std::uint8_t kMacs[12] = {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1};
  std::memcpy(bytes_.data(), kMacs, sizeof kMacs);
}

Bytes ProbeFrame::make(std::uint32_t from, std::uint32_t to, std::uint64_t drawn) {
  const auto id = static_cast<std::uint32_t>(drawn & 0xffff);
  const auto any = static_cast<std::uint32_t>(drawn >> 16 & 0xffff);
  const std::uint32_t port = source_port_ != 0   ? source_port_
                             : protocol_ == kTcp ? kFirstTcpPort + (any * kTcpPorts >> 16)
                                                 : kFirstUdpPort + (any * kUdpPorts >> 16);
  const auto sequence = static_cast<std::uint32_t>(drawn >> 32);
  const std::uint32_t addresses = halves(from) + halves(to), ttl = ttl_of(from);
  std::uint8_t* at = bytes_.data();
  store16(at + kId, id);
  at[kTtl] = static_cast<std::uint8_t>(ttl);
  store16(at + kIpChecksum, folded(ip_sum_ + id + (ttl << 8) + addresses));
  store32(at + kFrom, from);
  store32(at + kTo, to);
  store16(at + kTransport, port);
  if (protocol_ == kTcp) {
    store32(at + kTransport + 4, sequence);
    store16(at + kTransport + 16, folded(transport_sum_ + addresses + port + halves(sequence)));
  } else {
    const std::uint16_t checksum = folded(transport_sum_ + addresses + port);
    store16(at + kTransport + 6, checksum == 0 ? 0xffff : checksum);  // 0 would mean: none
  }
  return bytes_;
}

}  // namespace cordon::traffic
