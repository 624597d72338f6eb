// For tests: packets made by hand, and an observer that writes down what it is shown.
#pragma once

#include <string>
#include <vector>

#include "flow/table.h"

namespace cordon::flow {

inline net::Endpoint end_of(std::string_view address, std::uint16_t port) {
  return {*net::Address::parse(address), port};
}

inline decode::Packet packet_between(const net::Endpoint& source, const net::Endpoint& destination,
                                     net::Protocol protocol, std::string_view payload = {}) {
  decode::Packet packet;
  packet.depth = decode::Depth::transport;
  packet.ip_version = 4;
  packet.protocol = protocol;
  packet.source = source.address;
  packet.source_port = source.port;
  packet.destination = destination.address;
  packet.destination_port = destination.port;
  packet.payload = bytes_of(payload);
  return packet;
}

/// One line an event: "open", "C abc", "S [3]", "C datagram x", "packet C", "close finished".
class Record final : public event::Observer {
 public:
  void see(const event::FlowOpened& e) override { say("open", e.flow, e.at); }
  void see(const event::PacketSeen& e) override { say("packet " + who(e.from), e.flow, e.at); }
  void see(const event::StreamChunk& e) override {
    say(who(e.from) + " " + std::string(text_of(e.bytes)), e.flow, e.at);
  }
  void see(const event::StreamGap& e) override {
    say(who(e.from) + " [" + std::to_string(e.size) + "]", e.flow, e.at);
  }
  void see(const event::Datagram& e) override {
    say(who(e.from) + " datagram " + std::string(text_of(e.bytes)), e.flow, e.at);
  }
  void see(const event::FlowClosed& e) override {
    static constexpr const char* kWhy[] = {"finished", "reset", "timed_out", "evicted",
                                           "input_ended"};
    say(std::string("close ") + kWhy[static_cast<std::size_t>(e.why)], e.flow, e.at);
    Over over;
    over.id = e.flow.id;
    over.client = e.flow.client;
    over.server = e.flow.server;
    over.outcome = e.flow.outcome;
    over.established = e.flow.established;
    over.midstream = e.flow.midstream;
    over.zeek = std::string(zeek_state(e.flow));
    over.first_frame = e.flow.first.frame;
    closed.push_back(over);
  }

  struct Over {
    std::uint64_t id = 0, first_frame = 0;
    net::Endpoint client, server;
    event::Outcome outcome{};
    bool established = false, midstream = false;
    std::string zeek;
  };
  std::vector<std::string> lines;
  std::vector<Over> closed;

 private:
  static std::string who(event::Side side) { return side == event::Side::client ? "C" : "S"; }
  void say(std::string line, const event::Flow&, event::Moment) {
    lines.push_back(std::move(line));
  }
};

/// A TCP conversation, a packet a call; `C` and `S` send. Numbers count from 0 at the SYN.
class Wire {
 public:
  explicit Wire(TableOptions options = {}, event::Demand demand = {})
      : table(options, demand, record) {}

  void tcp(char from, std::uint8_t flags, std::uint32_t sequence, std::uint32_t acknowledgment = 0,
           std::string_view payload = {}, std::uint32_t missing = 0) {
    const bool client_sends = from == 'C';
    decode::Packet packet =
        packet_between(client_sends ? client : server, client_sends ? server : client,
                       net::Protocol::tcp, payload);
    packet.tcp_flags = flags;
    packet.sequence = (client_sends ? client_first : server_first) + sequence;
    packet.acknowledgment = (client_sends ? server_first : client_first) + acknowledgment;
    packet.missing = missing;
    send(packet);
  }
  void send(decode::Packet packet) {
    now += 1ms;
    packet.time = now;
    packet.frame = ++frame;
    table.add(packet);
  }
  void handshake() {
    tcp('C', decode::kSyn, 0);
    tcp('S', decode::kSyn | decode::kAck, 0, 1);
    tcp('C', decode::kAck, 1, 1);
  }
  void finish() { table.finish({now, frame}); }
  event::Moment moment() const { return {now, frame}; }

  net::Endpoint client = end_of("10.0.0.1", 40000), server = end_of("10.0.0.2", 80);
  std::uint32_t client_first = 0xfffffffe, server_first = 7000;
  Time now = time_from_ns(1'000'000'000);
  std::uint64_t frame = 0;
  Record record;
  Table table;
};

}  // namespace cordon::flow
