// Writes a capture of ordinary HTTP, the same for everyone: what the whole-program benchmark reads.
//
//     http_capture OUT.pcap [MEGABYTES]
//
// Many clients and a few servers; keep-alive connections of some requests each, dozens at a time;
// answers of a kilobyte to a megabyte in segments of 1448 bytes, acknowledged every second one. The
// bytes of bodies are pseudo-random text, so that nothing compresses or matches by chance.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "base/random.h"
#include "source/pcap_writer.h"

namespace {

using namespace cordon;

constexpr std::size_t kSegment = 1448;
constexpr std::size_t kOpenConnections = 48;

void put16(std::string& out, unsigned value) {
  out += static_cast<char>(value >> 8);
  out += static_cast<char>(value);
}
void put32(std::string& out, std::uint32_t value) {
  put16(out, value >> 16);
  put16(out, value & 0xffff);
}

struct Wire {
  source::PcapWriter writer;
  Time now = Time(std::chrono::seconds(1'700'000'000));
  std::uint64_t bytes = 0;
  std::string frame;

  void send(std::uint32_t from, std::uint32_t to, unsigned from_port, unsigned to_port,
            std::uint32_t sequence, std::uint32_t acknowledgment, unsigned flags,
            std::string_view payload) {
    frame.assign("\x02\0\0\0\0\x01\x02\0\0\0\0\x02\x08\0", 14);
    put16(frame, 0x4500);
    put16(frame, static_cast<unsigned>(40 + payload.size()));
    put32(frame, 0x00004000);
    put32(frame, 0x40060000);
    put32(frame, from);
    put32(frame, to);
    put16(frame, from_port);
    put16(frame, to_port);
    put32(frame, sequence);
    put32(frame, acknowledgment);
    put16(frame, 0x5000 | flags);
    put32(frame, 0xffff0000);
    put16(frame, 0);
    frame += payload;
    writer.write(now, bytes_of(frame));
    bytes += frame.size() + 16;
    now += std::chrono::microseconds(3);
  }
};

class Connection {
 public:
  Connection(Random& random, const std::string& text, std::uint32_t number)
      : random_(random),
        text_(text),
        client_(0xc0a80000 + static_cast<std::uint32_t>(random.below(2000))),
        server_(0x0a000001 + static_cast<std::uint32_t>(random.below(8))),
        port_(1024 + number % 60000),
        requests_(1 + static_cast<int>(random.below(12))),
        client_sequence_(static_cast<std::uint32_t>(random.next())),
        server_sequence_(static_cast<std::uint32_t>(random.next())) {}

  bool over() const { return state_ == State::over; }

  void step(Wire& wire) {
    switch (state_) {
      case State::opening:
        to_server(wire, 0x02, "");
        ++client_sequence_;
        to_client(wire, 0x12, "");
        ++server_sequence_;
        to_server(wire, 0x10, "");
        state_ = State::asking;
        break;
      case State::asking: ask(wire); break;
      case State::answering: answer(wire); break;
      case State::closing:
        to_server(wire, 0x11, "");
        ++client_sequence_;
        to_client(wire, 0x11, "");
        ++server_sequence_;
        to_server(wire, 0x10, "");
        state_ = State::over;
        break;
      case State::over: break;
    }
  }

 private:
  enum class State { opening, asking, answering, closing, over };

  void to_server(Wire& wire, unsigned flags, std::string_view payload) {
    wire.send(client_, server_, port_, 80, client_sequence_, server_sequence_, flags, payload);
    client_sequence_ += static_cast<std::uint32_t>(payload.size());
  }
  void to_client(Wire& wire, unsigned flags, std::string_view payload) {
    wire.send(server_, client_, 80, port_, server_sequence_, client_sequence_, flags, payload);
    server_sequence_ += static_cast<std::uint32_t>(payload.size());
  }

  void ask(Wire& wire) {
    static constexpr const char* kKinds[] = {"html", "css", "js", "png", "json"};
    const std::string request = fmt::format(
        "GET /site{}/page-{}.{}?id={}&lang=en HTTP/1.1\r\nHost: www{}.example.com\r\n"
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0\r\n"
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
        "Accept-Language: en-US,en;q=0.5\r\nAccept-Encoding: gzip, deflate\r\n"
        "Connection: keep-alive\r\nCookie: session={:016x}\r\n\r\n",
        random_.below(20), random_.below(5000), kKinds[random_.below(5)], random_.below(100000),
        random_.below(8), random_.next());
    to_server(wire, 0x18, request);
    const double size = 1000 * std::pow(1000.0, random_.unit() * random_.unit());
    body_left_ = static_cast<std::size_t>(size);
    pending_ = fmt::format(
        "HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Tue, 14 Nov 2023 22:13:20 GMT\r\n"
        "Content-Type: text/html\r\nContent-Length: {}\r\nConnection: keep-alive\r\n\r\n",
        body_left_);
    state_ = State::answering;
  }

  void answer(Wire& wire) {
    for (int segment = 0; segment < 2 && (body_left_ > 0 || !pending_.empty()); ++segment) {
      const std::size_t room = kSegment - pending_.size();
      const std::size_t more = std::min(room, body_left_);
      const std::size_t at = random_.below(text_.size() - kSegment);
      pending_.append(text_, at, more);
      body_left_ -= more;
      to_client(wire, 0x18, pending_);
      pending_.clear();
    }
    to_server(wire, 0x10, "");
    if (body_left_ > 0) return;
    state_ = --requests_ > 0 ? State::asking : State::closing;
  }

  Random& random_;
  const std::string& text_;
  std::uint32_t client_, server_;
  unsigned port_;
  int requests_;
  std::uint32_t client_sequence_, server_sequence_;
  State state_ = State::opening;
  std::string pending_;
  std::size_t body_left_ = 0;
};

std::string noise(Random& random) {
  constexpr std::string_view kLetters = "etaoin shrdlu cmfwyp vbgkqj xz,.<>/=\"0123456789\n";
  std::string text(1 << 20, ' ');
  for (char& c : text) c = kLetters[random.below(kLetters.size())];
  return text;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    fmt::print(stderr, "usage: http_capture OUT.pcap [MEGABYTES]\n");
    return 2;
  }
  const std::uint64_t wanted =
      (count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1350) * 1'000'000;
  auto writer = source::PcapWriter::open(arguments[1], {});
  if (!writer) {
    fmt::print(stderr, "{}\n", writer.error().message());
    return 2;
  }
  Wire wire{std::move(*writer), {}, 0, {}};
  wire.now = Time(std::chrono::seconds(1'700'000'000));
  Random random(2001);
  const std::string text = noise(random);
  std::vector<Connection> open;
  std::uint32_t number = 0;
  while (wire.bytes < wanted || !open.empty()) {
    while (open.size() < kOpenConnections && wire.bytes < wanted)
      open.emplace_back(random, text, number++);
    for (Connection& connection : open) connection.step(wire);
    std::vector<Connection> kept;
    for (Connection& connection : open)
      if (!connection.over()) kept.push_back(std::move(connection));
    open.swap(kept);  // connections hold references: they are moved, not assigned
  }
  const auto done = wire.writer.close();
  if (!done) fmt::print(stderr, "{}\n", done.error().message());
  return done ? 0 : 2;
}
