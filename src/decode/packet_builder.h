// Packets for tests, written as one would say them:
//
//   PacketBuilder().eth().vlan(7).ipv4("10.0.0.1", "10.0.0.2").tcp(40000, 80).payload("GET /")
//
// Each layer names itself in the one before it; lengths and checksums are filled in by bytes().
// with() then overwrites bytes of the last layer, so that a test says what is wrong and no more.
// For tests only; owns its bytes; threads: plain value.
#pragma once

#include <functional>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "decode/decoder.h"
#include "decode/network.h"

namespace cordon::decode {

class PacketBuilder {
 public:
  using Octets = std::initializer_list<int>;

  PacketBuilder& eth() {
    name(0x6558, -1, -1);
    begin({2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 0, 0});
    return next_is(Next::ethertype, 12);
  }
  PacketBuilder& vlan(int id, int ethertype = 0x8100) {
    name(ethertype, -1, -1);
    begin({id >> 8, id & 0xff, 0, 0});
    return next_is(Next::ethertype, 2);
  }
  PacketBuilder& mpls(int label, bool bottom) {
    name(0x8847, -1, -1);
    begin({label >> 12, label >> 4 & 0xff, (label & 15) << 4 | (bottom ? 1 : 0), 64});
    return next_is(Next::none, 0);
  }
  PacketBuilder& pppoe() {
    name(0x8864, -1, -1);
    begin({0x11, 0, 0, 1, 0, 0, 0, 0});  // with PPP's protocol behind it
    on_finish([](std::uint8_t* at, std::size_t size) { put16(at + 4, size - 6); });
    return next_is(Next::ppp, 6);
  }
  PacketBuilder& ipv4(std::string_view source = "192.0.2.1",
                      std::string_view destination = "198.51.100.2", Octets options = {}) {
    name(0x0800, 4, 0x21);
    begin({0x45, 0, 0, 0, 0x12, 0x34, 0, 0, 64, 0xfd, 0, 0});
    add(net::Address::parse(source)->bytes());
    add(net::Address::parse(destination)->bytes());
    octets(options);
    const std::size_t header = 20 + options.size();
    bytes_[layers_.back().start] = static_cast<std::uint8_t>(0x40 | header / 4);
    on_finish([header](std::uint8_t* at, std::size_t size) {
      put16(at + 2, size);
      put16(at + 10, ~folded(internet_sum({at, header})));
    });
    address_ = layers_.back().start + 12;
    v4_ = true;
    return next_is(Next::protocol, 9);
  }
  /// Of the last IPv4 header: a fragment at `offset`, in bytes.
  PacketBuilder& fragment(int offset, bool more, int id = 0x1234) {
    std::uint8_t* at = bytes_.data() + layers_.back().start;
    put16(at + 4, static_cast<std::size_t>(id));
    put16(at + 6, static_cast<std::size_t>(offset / 8 | (more ? 0x2000 : 0)));
    return *this;
  }
  PacketBuilder& protocol(net::Protocol protocol) {
    name(-1, static_cast<int>(protocol), -1);
    return *this;
  }
  PacketBuilder& ipv6(std::string_view source = "2001:db8::1",
                      std::string_view destination = "2001:db8::2") {
    name(0x86dd, 41, 0x57);
    begin({0x60, 0, 0, 0, 0, 0, 59, 64});
    add(net::Address::parse(source)->bytes());
    add(net::Address::parse(destination)->bytes());
    on_finish([](std::uint8_t* at, std::size_t size) { put16(at + 4, size - 40); });
    address_ = layers_.back().start + 8;
    v4_ = false;
    return next_is(Next::protocol, 6);
  }
  /// An extension header of 8 bytes: hop-by-hop (0), routing (43), destination options (60), ...
  PacketBuilder& extension(net::Protocol kind) {
    name(-1, static_cast<int>(kind), -1);
    begin({59, 0, 1, 4, 0, 0, 0, 0});
    return next_is(Next::protocol, 0);
  }
  PacketBuilder& fragment6(int offset, bool more, int id = 0x1234) {
    name(-1, 44, -1);
    begin({59, 0, offset >> 8, (offset & 0xf8) | (more ? 1 : 0), 0, 0, id >> 8, id & 0xff});
    return next_is(Next::protocol, 0);
  }
  PacketBuilder& tcp(int source = 40000, int destination = 80, int flags = kAck | kPsh,
                     Octets options = {}) {
    name(-1, 6, -1);
    begin({source >> 8,
           source & 0xff,
           destination >> 8,
           destination & 0xff,
           0,
           0,
           3,
           0xe8,
           0,
           0,
           7,
           0xd0,
           0,
           flags,
           0x20,
           0,
           0,
           0,
           0,
           0});
    octets(options);
    bytes_[layers_.back().start + 12] = static_cast<std::uint8_t>((20 + options.size()) / 4 << 4);
    sum_at(16, 6);
    return next_is(Next::none, 0);
  }
  PacketBuilder& udp(int source = 40000, int destination = 53) {
    name(-1, 17, -1);
    begin({source >> 8, source & 0xff, destination >> 8, destination & 0xff, 0, 0, 0, 0});
    on_finish([](std::uint8_t* at, std::size_t size) { put16(at + 4, size); });
    sum_at(6, 17);
    return next_is(Next::none, 0);
  }
  PacketBuilder& icmp(int type = 8, int code = 0, int id = 77, int sequence = 3) {
    name(-1, 1, -1);
    begin({type, code, 0, 0, id >> 8, id & 0xff, sequence >> 8, sequence & 0xff});
    on_finish([](std::uint8_t* at, std::size_t size) {
      put16(at + 2, ~folded(internet_sum({at, size})));
    });
    return next_is(Next::none, 0);
  }
  PacketBuilder& icmpv6(int type = 128, int code = 0, int id = 77, int sequence = 3) {
    name(-1, 58, -1);
    begin({type, code, 0, 0, id >> 8, id & 0xff, sequence >> 8, sequence & 0xff});
    sum_at(2, 58);
    return next_is(Next::none, 0);
  }
  PacketBuilder& gre(int flags = 0, Octets optional = {}) {
    name(-1, 47, -1);
    begin({flags >> 8, flags & 0xff, 0, 0});
    octets(optional);
    return next_is(Next::ethertype, 2);
  }
  PacketBuilder& vxlan(int network = 1) {
    begin({8, 0, 0, 0, 0, 0, network, 0});
    return next_is(Next::none, 0);
  }
  /// What a layer without a builder of its own consists of, or what a transport carries.
  PacketBuilder& raw(Octets values) {
    octets(values);
    return *this;
  }
  PacketBuilder& payload(std::string_view text) {
    add(bytes_of(text));
    return *this;
  }
  /// When all is filled in, these bytes stand at `offset` of the layer that was added last.
  PacketBuilder& with(std::size_t offset, Octets values) {
    const std::size_t at = (layers_.empty() ? 0 : layers_.back().start) + offset;
    for (std::size_t i = 0; i < values.size(); ++i) damage_.emplace_back(at + i, values.begin()[i]);
    return *this;
  }

  std::vector<std::uint8_t> bytes() const {
    std::vector<std::uint8_t> whole = bytes_;
    for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer)
      for (const Finish& finish : layer->finish)
        finish(whole.data() + layer->start, whole.size() - layer->start);
    for (const auto& [at, value] : damage_) whole.at(at) = static_cast<std::uint8_t>(value);
    return whole;
  }

 private:
  using Finish = std::function<void(std::uint8_t* at, std::size_t size)>;
  enum class Next { none, ethertype, protocol, ppp };
  struct Started {
    std::size_t start;
    std::vector<Finish> finish;
  };

  static void put16(std::uint8_t* at, std::size_t value) {
    at[0] = static_cast<std::uint8_t>(value >> 8);
    at[1] = static_cast<std::uint8_t>(value);
  }
  static std::size_t folded(std::uint32_t sum) {
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
    return sum;
  }
  void add(Bytes bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
  void octets(Octets values) {
    for (const int value : values) bytes_.push_back(static_cast<std::uint8_t>(value));
  }
  void begin(Octets header) {
    layers_.push_back({bytes_.size(), {}});
    octets(header);
  }
  void on_finish(Finish finish) { layers_.back().finish.push_back(std::move(finish)); }
  PacketBuilder& next_is(Next next, std::size_t offset) {
    next_ = next;
    next_at_ = layers_.back().start + offset;
    return *this;
  }
  void name(int ethertype, int protocol, int ppp) {
    const int value = next_ == Next::ethertype  ? ethertype
                      : next_ == Next::protocol ? protocol
                      : next_ == Next::ppp      ? ppp
                                                : -1;
    if (value < 0) return;
    if (next_ == Next::protocol)
      bytes_[next_at_] = static_cast<std::uint8_t>(value);
    else
      put16(bytes_.data() + next_at_, static_cast<std::size_t>(value));
  }
  // A checksum over the pseudo header too: the addresses are the innermost IP header's so far.
  void sum_at(std::size_t offset, int protocol) {
    const std::size_t from = address_, start = layers_.back().start;
    const std::size_t length = v4_ ? 8 : 32;
    on_finish([=](std::uint8_t* at, std::size_t size) {
      const std::uint32_t sum =
          internet_sum({at - start + from, length},
                       static_cast<std::uint32_t>(protocol) + static_cast<std::uint32_t>(size));
      put16(at + offset, ~folded(internet_sum({at, size}, sum)));
    });
  }

  std::vector<std::uint8_t> bytes_;
  std::vector<Started> layers_;
  std::vector<std::pair<std::size_t, int>> damage_;
  Next next_ = Next::none;
  std::size_t next_at_ = 0;
  std::size_t address_ = 0;  // where the innermost source address stands
  bool v4_ = true;
};

/// A frame's bytes, and what decode makes of them.
struct Decoded {
  explicit Decoded(const PacketBuilder& builder, DecodeOptions options = {},
                   net::LinkType link = net::LinkType::ethernet)
      : Decoded(builder.bytes(), options, link) {}
  explicit Decoded(std::vector<std::uint8_t> frame_bytes, DecodeOptions options = {},
                   net::LinkType link = net::LinkType::ethernet, std::uint32_t cut = 0)
      : bytes(std::move(frame_bytes)), decoder(options) {
    net::Frame frame;
    frame.number = 1;
    frame.link = link;
    frame.bytes = bytes;
    frame.wire_length = static_cast<std::uint32_t>(bytes.size()) + cut;
    packet = decoder.decode(frame);
  }
  Decoded(const Decoded&) = delete;  // the packet looks into the bytes

  bool has(Anomaly anomaly) const { return packet.anomalies.has(anomaly); }
  const Packet* operator->() const { return &packet; }

  std::vector<std::uint8_t> bytes;
  Decoder decoder;
  Packet packet;
};

}  // namespace cordon::decode
