// The wire of a simulation: conversations between two hosts as frames, in the order of time.
//
// TCP with handshake, segments, acknowledgments and an ending; UDP; checksums are right. Frames
// wait in a heap until time has come to them, so that memory holds only what overlaps. All bytes
// are inert. Deterministic: the same calls give the same frames. Threads: one.
#pragma once

#include <array>
#include <cstdint>
#include <queue>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/time.h"
#include "net/address.h"
#include "strain/strain.h"

namespace cordon::traffic {

/// Who takes the frames, in the order of time.
class FrameSink {
 public:
  virtual ~FrameSink() = default;
  virtual void frame(Time time, Bytes bytes) = 0;
};

struct Said {
  bool by_client = true;
  std::vector<std::uint8_t> bytes;
  double delay = 0.01;  // seconds before it
};

struct Conversation {
  net::Endpoint client, server;
  bool udp = false;
  std::vector<Said> said;
  strain::Ending ending = strain::Ending::fin;
  bool retransmits = false;  // one segment is sent twice
};

/// A TCP connection that is open: what each side has sent so far.
struct Connection {
  net::Endpoint client, server;
  std::uint32_t from_client = 0, from_server = 0;  // the next sequence numbers
  Duration trip{};                                 // from one to the other
};

class Wire {
 public:
  Wire(FrameSink& sink, Random& random) : sink_(sink), random_(random) {}

  /// Returns when the last byte has arrived.
  Time converse(Time start, const Conversation& conversation);
  /// A SYN (and its repeat) that nobody answers; or a datagram to nowhere.
  void unanswered(Time start, const net::Endpoint& client, const net::Endpoint& server);
  /// A SYN that is refused by a reset.
  void refused(Time start, const net::Endpoint& client, const net::Endpoint& server);
  void datagram(Time time, const net::Endpoint& from, const net::Endpoint& to, Bytes payload);

  // What lasts longer than one call, or goes wrong. All move `now` to when it is over; random
  // numbers are the caller's, so that more ordinary traffic leaves an outbreak as it is.

  Connection open(Time& now, const net::Endpoint& client, const net::Endpoint& server,
                  Random& random);
  void say(Connection& c, Time& now, const Said& said);
  /// As say(), and a segment begins at each of these places too (ascending).
  void say_cut(Connection& c, Time& now, const Said& said, const std::vector<std::size_t>& cuts);
  /// In order, by whoever asks for it first.
  void finish(Connection& c, Time& now, bool by_client);
  void reset(Connection& c, Time& now, bool by_client);
  /// Said, and said again at ever longer times, and never acknowledged.
  void say_unheard(Connection& c, Time& now, const Said& said);
  /// A SYN that is not repeated: answered by nobody, by a reset, or by a server that is then reset.
  enum class Answer { none, refusal, welcome };
  void knock(Time& now, const net::Endpoint& client, const net::Endpoint& server, Answer answer,
             Random& random);
  /// Likewise, repeated after three seconds; nobody answers.
  void knock_twice(Time now, const net::Endpoint& client, const net::Endpoint& server,
                   Random& random);
  /// A question and an answer of one segment each, in as few frames as there can be.
  void brief(Time& now, const net::Endpoint& client, const net::Endpoint& server, const Said& asked,
             const Said& answer, Random& random);
  /// Datagrams to and fro.
  void exchange(Time& now, const net::Endpoint& client, const net::Endpoint& server,
                const std::vector<Said>& said, Random& random);
  /// What did not arrive: told so by a router, or by a host that has no such port.
  enum class Unreachable : std::uint8_t { host = 1, port = 3 };
  void unreachable_segment(Time& now, const net::Endpoint& client, const net::Endpoint& server,
                           const net::Address& by, Random& random);
  void unreachable_datagram(Time& now, const net::Endpoint& client, const net::Endpoint& server,
                            Bytes payload, const net::Address& by, Unreachable what,
                            Random& random);

  /// Time has come this far: what is before it goes to the sink.
  void flush(Time now);
  void flush_all() { flush(Time::max()); }
  std::uint64_t frames() const { return frames_; }

 private:
  void say_once_twice(Connection& c, Time& now, const Said& said, bool& repeat);
  void segment(Time time, const net::Endpoint& from, const net::Endpoint& to,
               std::uint32_t sequence, std::uint32_t acknowledgment, std::uint8_t flags,
               Bytes payload);
  // The IP packet's headers, as an error about it quotes them.
  using Quote = std::array<std::uint8_t, 28>;
  Quote put(Time time, const net::Address& from, const net::Address& to, std::uint8_t protocol,
            const std::vector<std::uint8_t>& transport);

  struct Waiting {
    Time time;
    std::uint64_t order;
    std::vector<std::uint8_t> bytes;
    friend bool operator>(const Waiting& a, const Waiting& b) {
      return std::pair(a.time, a.order) > std::pair(b.time, b.order);
    }
  };
  FrameSink& sink_;
  Random& random_;
  std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> waiting_;
  std::uint64_t order_ = 0, frames_ = 0;
  std::uint16_t ip_id_ = 1;
};

}  // namespace cordon::traffic
