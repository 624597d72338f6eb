#include "traffic/wire.h"

#include <algorithm>
#include <utility>

#include "traffic/frame_bytes.h"

namespace cordon::traffic {
namespace {

constexpr std::size_t kSegment = 1460;
constexpr Duration kWire = 50us;  // between frames of one host

Duration trip_of(Random& random) { return duration_from_seconds(0.0002 + 0.004 * random.unit()); }

}  // namespace

Wire::Quote Wire::put(Time time, const net::Address& from, const net::Address& to,
                      std::uint8_t protocol, const std::vector<std::uint8_t>& transport) {
  std::vector<std::uint8_t> bytes = frame_of(from, to, protocol, ip_id_++, transport);
  Quote quote{};
  std::copy_n(bytes.begin() + kEthernetSize, quote.size(), quote.begin());
  waiting_.push({time, order_++, std::move(bytes)});
  return quote;
}

void Wire::segment(Time time, const net::Endpoint& from, const net::Endpoint& to,
                   std::uint32_t sequence, std::uint32_t acknowledgment, std::uint8_t flags,
                   Bytes payload) {
  put(time, from.address, to.address, kTcp,
      tcp_of(from.port, to.port, sequence, acknowledgment, flags, payload));
}

void Wire::datagram(Time time, const net::Endpoint& from, const net::Endpoint& to, Bytes payload) {
  put(time, from.address, to.address, kUdp, udp_of(from.port, to.port, payload));
}

Time Wire::converse(Time start, const Conversation& c) {
  Time now = start;
  if (c.udp) {
    const Duration trip = trip_of(random_);
    for (const Said& said : c.said) {
      now += duration_from_seconds(said.delay);
      datagram(now, said.by_client ? c.client : c.server, said.by_client ? c.server : c.client,
               said.bytes);
      now += trip;
    }
    return now;
  }
  Connection connection = open(now, c.client, c.server, random_);
  bool repeat = c.retransmits;
  for (const Said& said : c.said) say_once_twice(connection, now, said, repeat);
  const Time arrived = now;
  if (c.ending == strain::Ending::reset) reset(connection, now, false);
  if (c.ending == strain::Ending::fin) finish(connection, now, true);
  return arrived;
}

Connection Wire::open(Time& now, const net::Endpoint& client, const net::Endpoint& server,
                      Random& random) {
  Connection c{client, server, 0, 0, trip_of(random)};
  c.from_client = static_cast<std::uint32_t>(random.next());
  c.from_server = static_cast<std::uint32_t>(random.next());
  segment(now, client, server, c.from_client++, 0, kSyn, {});
  segment(now += c.trip, server, client, c.from_server++, c.from_client, kSyn | kAck, {});
  segment(now += c.trip, client, server, c.from_client, c.from_server, kAck, {});
  return c;
}

void Wire::say(Connection& c, Time& now, const Said& said) {
  bool repeat = false;
  say_once_twice(c, now, said, repeat);
}

// The first segment is sent twice where `repeat` is set, which is cleared.
void Wire::say_once_twice(Connection& c, Time& now, const Said& said, bool& repeat) {
  const net::Endpoint& speaker = said.by_client ? c.client : c.server;
  const net::Endpoint& listener = said.by_client ? c.server : c.client;
  std::uint32_t& sequence = said.by_client ? c.from_client : c.from_server;
  const std::uint32_t heard = said.by_client ? c.from_server : c.from_client;
  now += duration_from_seconds(said.delay);
  for (std::size_t at = 0; at < said.bytes.size(); at += kSegment) {
    const Bytes part = head(tail(said.bytes, at), kSegment);
    const std::uint8_t flags = at + part.size() == said.bytes.size() ? kPsh | kAck : kAck;
    segment(now += kWire, speaker, listener, sequence, heard, flags, part);
    if (std::exchange(repeat, false))
      segment(now + 3 * kWire, speaker, listener, sequence, heard, flags, part);
    sequence += static_cast<std::uint32_t>(part.size());
  }
  segment(now += c.trip, listener, speaker, heard, sequence, kAck, {});
}

void Wire::say_cut(Connection& c, Time& now, const Said& said,
                   const std::vector<std::size_t>& cuts) {
  Said part{said.by_client, {}, said.delay};
  std::size_t from = 0;
  for (std::size_t i = 0; i <= cuts.size(); ++i) {
    const std::size_t to = i < cuts.size() ? cuts[i] : said.bytes.size();
    if (to <= from) continue;
    part.bytes = copy_of(Bytes(said.bytes).subspan(from, to - from));
    say(c, now, part);
    part.delay = 0;
    from = to;
  }
}

void Wire::finish(Connection& c, Time& now, bool by_client) {
  const net::Endpoint& first = by_client ? c.client : c.server;
  const net::Endpoint& second = by_client ? c.server : c.client;
  std::uint32_t& mine = by_client ? c.from_client : c.from_server;
  std::uint32_t& theirs = by_client ? c.from_server : c.from_client;
  segment(now += c.trip, first, second, mine++, theirs, kFin | kAck, {});
  segment(now += c.trip, second, first, theirs++, mine, kFin | kAck, {});
  segment(now += c.trip, first, second, mine, theirs, kAck, {});
}

void Wire::reset(Connection& c, Time& now, bool by_client) {
  now += c.trip;
  if (by_client)
    segment(now, c.client, c.server, c.from_client, c.from_server, kRst | kAck, {});
  else
    segment(now, c.server, c.client, c.from_server, c.from_client, kRst | kAck, {});
}

void Wire::say_unheard(Connection& c, Time& now, const Said& said) {
  const net::Endpoint& speaker = said.by_client ? c.client : c.server;
  const net::Endpoint& listener = said.by_client ? c.server : c.client;
  const std::uint32_t sequence = said.by_client ? c.from_client : c.from_server;
  const std::uint32_t heard = said.by_client ? c.from_server : c.from_client;
  now += duration_from_seconds(said.delay);
  Duration pause = 1s;  // doubled each time (RFC 6298)
  for (int i = 0; i < 4; ++i, pause *= 2) {
    segment(now, speaker, listener, sequence, heard, kPsh | kAck, head(said.bytes, kSegment));
    now += pause;
  }
}

void Wire::knock(Time& now, const net::Endpoint& client, const net::Endpoint& server, Answer answer,
                 Random& random) {
  const auto mine = static_cast<std::uint32_t>(random.next());
  const auto theirs = static_cast<std::uint32_t>(random.next());
  const Duration trip = trip_of(random);
  segment(now, client, server, mine, 0, kSyn, {});
  if (answer == Answer::refusal) segment(now += trip, server, client, 0, mine + 1, kRst | kAck, {});
  if (answer != Answer::welcome) return;
  segment(now += trip, server, client, theirs, mine + 1, kSyn | kAck, {});
  segment(now += trip, client, server, mine + 1, 0, kRst, {});
}

void Wire::knock_twice(Time now, const net::Endpoint& client, const net::Endpoint& server,
                       Random& random) {
  const auto mine = static_cast<std::uint32_t>(random.next());
  segment(now, client, server, mine, 0, kSyn, {});
  segment(now + 3s, client, server, mine, 0, kSyn, {});
}

void Wire::brief(Time& now, const net::Endpoint& client, const net::Endpoint& server,
                 const Said& asked, const Said& answer, Random& random) {
  auto mine = static_cast<std::uint32_t>(random.next());
  auto theirs = static_cast<std::uint32_t>(random.next());
  const Duration trip = trip_of(random);
  const Bytes question = head(asked.bytes, kSegment), told = head(answer.bytes, kSegment);
  segment(now, client, server, mine++, 0, kSyn, {});
  segment(now += trip, server, client, theirs++, mine, kSyn | kAck, {});
  segment(now += trip, client, server, mine, theirs, kPsh | kAck, question);
  mine += static_cast<std::uint32_t>(question.size());
  segment(now += trip, server, client, theirs, mine, kPsh | kAck | kFin, told);
  theirs += static_cast<std::uint32_t>(told.size()) + 1;
  segment(now += trip, client, server, mine++, theirs, kFin | kAck, {});
  segment(now += trip, server, client, theirs, mine, kAck, {});
}

void Wire::exchange(Time& now, const net::Endpoint& client, const net::Endpoint& server,
                    const std::vector<Said>& said, Random& random) {
  const Duration trip = trip_of(random);
  for (const Said& one : said) {
    now += duration_from_seconds(one.delay);
    datagram(now, one.by_client ? client : server, one.by_client ? server : client, one.bytes);
    now += trip;
  }
}

void Wire::unreachable_segment(Time& now, const net::Endpoint& client, const net::Endpoint& server,
                               const net::Address& by, Random& random) {
  const auto mine = static_cast<std::uint32_t>(random.next());
  const Quote quote = put(now, client.address, server.address, kTcp,
                          tcp_of(client.port, server.port, mine, 0, kSyn, {}));
  put(now += trip_of(random), by, client.address, kIcmp,
      icmp_unreachable_of(static_cast<std::uint8_t>(Unreachable::host), quote));
}

void Wire::unreachable_datagram(Time& now, const net::Endpoint& client, const net::Endpoint& server,
                                Bytes payload, const net::Address& by, Unreachable what,
                                Random& random) {
  const Quote quote =
      put(now, client.address, server.address, kUdp, udp_of(client.port, server.port, payload));
  put(now += trip_of(random), by, client.address, kIcmp,
      icmp_unreachable_of(static_cast<std::uint8_t>(what), quote));
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
