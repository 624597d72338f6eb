#include "traffic/wire.h"

#include <algorithm>
#include <utility>

namespace cordon::traffic {
namespace {

constexpr std::size_t kSegment = 1460;
constexpr std::uint8_t kFin = 1, kSyn = 2, kRst = 4, kPsh = 8, kAck = 16;
constexpr std::uint8_t kTcp = 6, kUdp = 17;
constexpr Duration kWire = 50us;  // between frames of one host

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

std::uint32_t sum_of(Bytes bytes, std::uint32_t sum) {
  for (std::size_t i = 0; i < bytes.size(); ++i) sum += i % 2 == 0 ? bytes[i] << 8u : bytes[i];
  return sum;
}
std::uint16_t folded(std::uint32_t sum) {
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

// A locally administered address made of the host's own.
void put_mac(std::vector<std::uint8_t>& out, const net::Address& host) {
  out.push_back(0x02);
  out.push_back(0x00);
  append(out, host.bytes().last(4));
}

}  // namespace

void Wire::put(Time time, const net::Endpoint& from, const net::Endpoint& to, std::uint8_t protocol,
               std::vector<std::uint8_t> transport) {
  std::uint32_t sum = protocol + static_cast<std::uint32_t>(transport.size());
  sum = sum_of(to.address.bytes(), sum_of(from.address.bytes(), sum));
  const std::size_t place = protocol == kTcp ? 16 : 6;
  const std::uint16_t checksum = folded(sum_of(transport, sum));
  transport[place] = static_cast<std::uint8_t>(checksum >> 8);
  transport[place + 1] = static_cast<std::uint8_t>(checksum);
  std::vector<std::uint8_t> bytes;
  bytes.reserve(34 + transport.size());
  put_mac(bytes, to.address);
  put_mac(bytes, from.address);
  put16(bytes, 0x0800);
  put16(bytes, 0x4500);
  put16(bytes, static_cast<std::uint32_t>(20 + transport.size()));
  put16(bytes, ip_id_++);
  put16(bytes, 0x4000);
  put16(bytes, 0x4000u | protocol);
  put16(bytes, 0);
  append(bytes, from.address.bytes());
  append(bytes, to.address.bytes());
  const std::uint16_t header = folded(sum_of(Bytes(bytes).subspan(14, 20), 0));
  bytes[24] = static_cast<std::uint8_t>(header >> 8);
  bytes[25] = static_cast<std::uint8_t>(header);
  append(bytes, transport);
  waiting_.push({time, order_++, std::move(bytes)});
}

void Wire::segment(Time time, const net::Endpoint& from, const net::Endpoint& to,
                   std::uint32_t sequence, std::uint32_t acknowledgment, std::uint8_t flags,
                   Bytes payload) {
  std::vector<std::uint8_t> tcp;
  tcp.reserve(20 + payload.size());
  put16(tcp, from.port);
  put16(tcp, to.port);
  put32(tcp, sequence);
  put32(tcp, acknowledgment);
  put16(tcp, 0x5000u | flags);
  put16(tcp, 64240);
  put32(tcp, 0);
  append(tcp, payload);
  put(time, from, to, kTcp, std::move(tcp));
}

void Wire::datagram(Time time, const net::Endpoint& from, const net::Endpoint& to, Bytes payload) {
  std::vector<std::uint8_t> udp;
  put16(udp, from.port);
  put16(udp, to.port);
  put16(udp, static_cast<std::uint32_t>(8 + payload.size()));
  put16(udp, 0);
  append(udp, payload);
  put(time, from, to, kUdp, std::move(udp));
}

struct Wire::Half {
  net::Endpoint end;
  std::uint32_t sequence = 0;
};

Time Wire::converse(Time start, const Conversation& c) {
  const Duration trip = duration_from_seconds(0.0002 + 0.004 * random_.unit());
  Time now = start;
  if (c.udp) {
    for (const Said& said : c.said) {
      now += duration_from_seconds(said.delay);
      datagram(now, said.by_client ? c.client : c.server, said.by_client ? c.server : c.client,
               said.bytes);
      now += trip;
    }
    return now;
  }
  Half client{c.client, static_cast<std::uint32_t>(random_.next())};
  Half server{c.server, static_cast<std::uint32_t>(random_.next())};
  segment(now, client.end, server.end, client.sequence++, 0, kSyn, {});
  segment(now += trip, server.end, client.end, server.sequence++, client.sequence, kSyn | kAck, {});
  segment(now += trip, client.end, server.end, client.sequence, server.sequence, kAck, {});
  bool repeat = c.retransmits;
  for (const Said& said : c.said) {
    Half& speaker = said.by_client ? client : server;
    Half& listener = said.by_client ? server : client;
    now += duration_from_seconds(said.delay);
    for (std::size_t at = 0; at < said.bytes.size(); at += kSegment) {
      const Bytes part = head(tail(said.bytes, at), kSegment);
      const std::uint8_t flags = at + part.size() == said.bytes.size() ? kPsh | kAck : kAck;
      segment(now += kWire, speaker.end, listener.end, speaker.sequence, listener.sequence, flags,
              part);
      if (std::exchange(repeat, false))
        segment(now + 3 * kWire, speaker.end, listener.end, speaker.sequence, listener.sequence,
                flags, part);
      speaker.sequence += static_cast<std::uint32_t>(part.size());
    }
    segment(now += trip, listener.end, speaker.end, listener.sequence, speaker.sequence, kAck, {});
  }
  const Time arrived = now;
  if (c.ending == strain::Ending::reset) {
    segment(now += trip, server.end, client.end, server.sequence, client.sequence, kRst | kAck, {});
  } else if (c.ending == strain::Ending::fin) {
    segment(now += trip, client.end, server.end, client.sequence++, server.sequence, kFin | kAck,
            {});
    segment(now += trip, server.end, client.end, server.sequence++, client.sequence, kFin | kAck,
            {});
    segment(now += trip, client.end, server.end, client.sequence, server.sequence, kAck, {});
  }
  return arrived;
}

void Wire::unanswered(Time start, const net::Endpoint& client, const net::Endpoint& server) {
  const auto sequence = static_cast<std::uint32_t>(random_.next());
  segment(start, client, server, sequence, 0, kSyn, {});
  segment(start + 3s, client, server, sequence, 0, kSyn, {});
}

void Wire::refused(Time start, const net::Endpoint& client, const net::Endpoint& server) {
  const auto sequence = static_cast<std::uint32_t>(random_.next());
  segment(start, client, server, sequence, 0, kSyn, {});
  segment(start + 300us, server, client, 0, sequence + 1, kRst | kAck, {});
}

void Wire::flush(Time now) {
  while (!waiting_.empty() && waiting_.top().time <= now) {
    sink_.frame(waiting_.top().time, waiting_.top().bytes);
    ++frames_;
    waiting_.pop();
  }
}

}  // namespace cordon::traffic
