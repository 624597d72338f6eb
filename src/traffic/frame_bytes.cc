#include "traffic/frame_bytes.h"

namespace cordon::traffic {
namespace {

void put16(std::vector<std::uint8_t>& out, std::uint32_t value) {
  out.push_back(static_cast<std::uint8_t>(value >> 8));
  out.push_back(static_cast<std::uint8_t>(value));
}
void put32(std::vector<std::uint8_t>& out, std::uint32_t value) {
  put16(out, value >> 16);
  put16(out, value & 0xffff);
}
void append(std::vector<std::uint8_t>& out, Bytes bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

// A locally administered address made of the host's own.
void put_mac(std::vector<std::uint8_t>& out, const net::Address& host) {
  out.push_back(0x02);
  out.push_back(0x00);
  append(out, host.bytes().last(4));
}

}  // namespace

std::uint32_t sum_of(Bytes bytes, std::uint32_t sum) {
  for (std::size_t i = 0; i < bytes.size(); ++i) sum += i % 2 == 0 ? bytes[i] << 8u : bytes[i];
  return sum;
}
std::uint16_t folded(std::uint32_t sum) {
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

std::vector<std::uint8_t> tcp_of(std::uint16_t from, std::uint16_t to, std::uint32_t sequence,
                                 std::uint32_t acknowledgment, std::uint8_t flags, Bytes payload) {
  std::vector<std::uint8_t> tcp;
  tcp.reserve(kTcpSize + payload.size());
  put16(tcp, from);
  put16(tcp, to);
  put32(tcp, sequence);
  put32(tcp, acknowledgment);
  put16(tcp, 0x5000u | flags);
  put16(tcp, 64240);
  put32(tcp, 0);
  append(tcp, payload);
  return tcp;
}

std::vector<std::uint8_t> udp_of(std::uint16_t from, std::uint16_t to, Bytes payload) {
  std::vector<std::uint8_t> udp;
  udp.reserve(kUdpSize + payload.size());
  put16(udp, from);
  put16(udp, to);
  put16(udp, static_cast<std::uint32_t>(kUdpSize + payload.size()));
  put16(udp, 0);
  append(udp, payload);
  return udp;
}

std::vector<std::uint8_t> icmp_unreachable_of(std::uint8_t code, Bytes packet) {
  std::vector<std::uint8_t> icmp{3, code, 0, 0, 0, 0, 0, 0};
  append(icmp, head(packet, kIpSize + 8));  // RFC 792
  return icmp;
}

std::vector<std::uint8_t> frame_of(const net::Address& from, const net::Address& to,
                                   std::uint8_t protocol, std::uint16_t ip_id,
                                   std::vector<std::uint8_t> transport) {
  std::uint32_t sum = 0;  // ICMP knows no addresses
  if (protocol != kIcmp) {
    sum = protocol + static_cast<std::uint32_t>(transport.size());
    sum = sum_of(to.bytes(), sum_of(from.bytes(), sum));
  }
  const std::size_t place = protocol == kTcp ? 16 : protocol == kUdp ? 6 : 2;
  const std::uint16_t checksum = folded(sum_of(transport, sum));
  transport[place] = static_cast<std::uint8_t>(checksum >> 8);
  transport[place + 1] = static_cast<std::uint8_t>(checksum);
  std::vector<std::uint8_t> bytes;
  bytes.reserve(kEthernetSize + kIpSize + transport.size());
  put_mac(bytes, to);
  put_mac(bytes, from);
  put16(bytes, 0x0800);
  put16(bytes, 0x4500);
  put16(bytes, static_cast<std::uint32_t>(kIpSize + transport.size()));
  put16(bytes, ip_id);
  put16(bytes, 0x4000);
  put16(bytes, 0x4000u | protocol);
  put16(bytes, 0);
  append(bytes, from.bytes());
  append(bytes, to.bytes());
  const std::uint16_t header = folded(sum_of(Bytes(bytes).subspan(kEthernetSize, kIpSize), 0));
  bytes[24] = static_cast<std::uint8_t>(header >> 8);
  bytes[25] = static_cast<std::uint8_t>(header);
  append(bytes, transport);
  return bytes;
}

}  // namespace cordon::traffic
