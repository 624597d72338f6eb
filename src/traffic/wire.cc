#include "traffic/wire.h"

#include <algorithm>
#include <utility>

#include "traffic/frame_bytes.h"

namespace cordon::traffic {
namespace {

constexpr std::size_t kSegment = 1460;
constexpr Duration kWire = 50us;  // between frames of one host

}  // namespace

void Wire::put(Time time, const net::Endpoint& from, const net::Endpoint& to, std::uint8_t protocol,
               const std::vector<std::uint8_t>& transport) {
  waiting_.push(
      {time, order_++, frame_of(from.address, to.address, protocol, ip_id_++, transport)});
}

void Wire::segment(Time time, const net::Endpoint& from, const net::Endpoint& to,
                   std::uint32_t sequence, std::uint32_t acknowledgment, std::uint8_t flags,
                   Bytes payload) {
  put(time, from, to, kTcp, tcp_of(from.port, to.port, sequence, acknowledgment, flags, payload));
}

void Wire::datagram(Time time, const net::Endpoint& from, const net::Endpoint& to, Bytes payload) {
  put(time, from, to, kUdp, udp_of(from.port, to.port, payload));
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
