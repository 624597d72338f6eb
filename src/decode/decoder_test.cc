// The whole walk: against a plain twin, against random damage, and over real captures.
#include "decode/decoder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>

#include "base/random.h"
#include "decode/packet_builder.h"

namespace cordon::decode {
namespace {

using net::Protocol;

// What of a frame is Ethernet, IPv4 and TCP, read in the plainest way; nothing where it is not.
struct Plain {
  std::uint32_t source, destination, sequence;
  int source_port, destination_port, flags;
  std::string payload;
};

std::optional<Plain> read_plainly(const std::vector<std::uint8_t>& f) {
  const auto number = [&f](std::size_t at, int bytes) {
    std::uint32_t value = 0;
    for (int i = 0; i < bytes; ++i) value = value * 256 + f.at(at + static_cast<std::size_t>(i));
    return value;
  };
  if (f.size() < 34 || number(12, 2) != 0x0800 || f[14] / 16 != 4) return {};
  const std::size_t ip = f[14] % 16 * 4u, total = number(16, 2), fragment = number(20, 2) & 0x3fff;
  if (ip < 20 || f[23] != 6 || fragment != 0) return {};
  if (total != 0 && total < ip) return {};
  const std::size_t end = total == 0 ? f.size() : std::min(f.size(), 14 + total), tcp = 14 + ip;
  if (end < tcp + 20) return {};
  const std::size_t header = f[tcp + 12] / 16 * 4u;
  if (header < 20 || tcp + header > end) return {};
  const auto begin = f.begin() + static_cast<std::ptrdiff_t>(tcp + header);
  return Plain{number(26, 4),
               number(30, 4),
               number(tcp + 4, 4),
               static_cast<int>(number(tcp, 2)),
               static_cast<int>(number(tcp + 2, 2)),
               f[tcp + 13],
               std::string(begin, f.begin() + static_cast<std::ptrdiff_t>(end))};
}

TEST(Decoder, AgreesWithAPlainTwinOnDamagedTcpFrames) {
  const auto sound = PacketBuilder()
                         .eth()
                         .ipv4("10.0.0.1", "8.8.8.8", {1, 1, 1, 0})
                         .tcp()
                         .payload("payload")
                         .bytes();
  Random random(1);
  int agreed = 0;
  for (int round = 0; round < 200'000; ++round) {
    auto bytes = sound;
    for (std::uint64_t i = random.below(3); i-- > 0;)
      bytes[12 + random.below(bytes.size() - 12)] = static_cast<std::uint8_t>(random.below(256));
    if (random.below(4) == 0) bytes.resize(random.below(bytes.size() + 1));
    const auto plain = read_plainly(bytes);
    const Decoded d(bytes);
    const bool tcp = d->depth == Depth::transport && d->protocol == Protocol::tcp &&
                     d->ethertype == 0x0800 && d->ip_version == 4 && d->tunnel_depth == 0;
    ASSERT_EQ(tcp, plain.has_value());
    if (!tcp) continue;
    ++agreed;
    ASSERT_EQ(d->source.v4_number(), plain->source);
    ASSERT_EQ(d->destination.v4_number(), plain->destination);
    ASSERT_EQ(d->sequence, plain->sequence);
    ASSERT_EQ(d->source_port, plain->source_port);
    ASSERT_EQ(d->destination_port, plain->destination_port);
    ASSERT_EQ(d->tcp_flags, plain->flags);
    ASSERT_EQ(text_of(d->payload), plain->payload);
  }
  EXPECT_GT(agreed, 50'000);
}

TEST(Decoder, TheFastWayAndTheTableSayTheSame) {
  // Linux cooked capture goes by the table; Ethernet with the same inside goes the fast way.
  const auto inside = PacketBuilder().ipv4().tcp(1, 2, kAck, {1, 1, 1, 1}).payload("same").bytes();
  auto ethernet = PacketBuilder().eth().with(12, {8, 0}).bytes();
  std::vector<std::uint8_t> cooked(16, 0);
  cooked[14] = 8;
  ethernet.insert(ethernet.end(), inside.begin(), inside.end());
  cooked.insert(cooked.end(), inside.begin(), inside.end());
  const Decoded fast(ethernet), slow(cooked, {}, net::LinkType::linux_sll);
  EXPECT_EQ(fast->depth, slow->depth);
  EXPECT_EQ(fast->ethertype, slow->ethertype);
  EXPECT_EQ(fast->source, slow->source);
  EXPECT_EQ(fast->destination_port, slow->destination_port);
  EXPECT_EQ(fast->transport_header.size(), slow->transport_header.size());
  EXPECT_EQ(text_of(fast->payload), text_of(slow->payload));
}

TEST(Decoder, EveryAnomalyHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (int i = 0; i < static_cast<int>(Anomaly::count); ++i)
    EXPECT_TRUE(names.insert(name_of(static_cast<Anomaly>(i))).second);
}

// A capture of whole microsecond pcap, either byte order: source may not be included here.
class PlainCapture {
 public:
  explicit PlainCapture(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(in), {});
    if (bytes_.size() < 24) return;
    little_ = bytes_[0] == 0xd4 || bytes_[0] == 0x4d;
    link_ = static_cast<net::LinkType>(number(20) & 0xffff);
  }
  template <class See>
  void each(See see) const {
    std::uint64_t count = 0;
    for (std::size_t at = 24; at + 16 <= bytes_.size();) {
      net::Frame frame;
      frame.time = Time{} + std::chrono::seconds(number(at));
      frame.number = ++count;
      frame.link = link_;
      frame.wire_length = number(at + 12);
      frame.bytes = head(tail(bytes_, at + 16), number(at + 8));
      at += 16 + number(at + 8);
      see(frame);
    }
  }

 private:
  std::uint32_t number(std::size_t at) const {
    const std::uint32_t value = load_be32(bytes_.data() + at);
    return little_ ? __builtin_bswap32(value) : value;
  }
  std::vector<std::uint8_t> bytes_;
  bool little_ = true;
  net::LinkType link_{};
};

struct Counted {
  std::uint64_t frames = 0, ip = 0, tcp = 0, udp = 0, icmp = 0;
  bool operator==(const Counted&) const = default;
  friend std::ostream& operator<<(std::ostream& out, const Counted& c) {
    return out << c.frames << " frames, " << c.ip << " IP, " << c.tcp << " TCP, " << c.udp
               << " UDP, " << c.icmp << " ICMP";
  }
};

Counted count(const std::filesystem::path& path) {
  Decoder decoder;
  Counted counted;
  PlainCapture(path).each([&](const net::Frame& frame) {
    const Packet packet = decoder.decode(frame);
    ++counted.frames;
    counted.ip += packet.depth >= Depth::network;
    if (packet.depth < Depth::transport) return;
    counted.tcp += packet.protocol == Protocol::tcp;
    counted.udp += packet.protocol == Protocol::udp;
    counted.icmp += packet.protocol == Protocol::icmp || packet.protocol == Protocol::icmpv6;
  });
  return counted;
}

struct Known {
  const char* path;
  Counted counted;
};

// As tshark 4.0 counts them (frame.protocols: the first transport of each frame). Where we differ
// on purpose, the line says why.
// clang-format off
const Known kKnown[] = {
    {"robust/arkime-bigendian.pcap", {2, 2, 0, 0, 2}},
    {"robust/arkime-long-session.pcap", {5, 5, 5, 0, 0}},
    {"robust/suricata-urgent11-sll.pcap", {10, 8, 8, 0, 0}},
    {"robust/zeek-arp-who-has-radiotap.pcap", {2, 0, 0, 0, 0}},
    {"robust/zeek-arp-who-has-wlanmon.pcap", {2, 0, 0, 0, 0}},
    {"robust/zeek-chksums-ip4-tcp-bad-chksum.pcap", {1, 1, 1, 0, 0}},
    {"robust/zeek-erspan.pcap", {287, 287, 106, 48, 84}},
    {"robust/zeek-http-content-length-overflow.pcap", {10, 10, 10, 0, 0}},
    {"robust/zeek-http-entity_gap.pcap", {13, 13, 13, 0, 0}},
    {"robust/zeek-http-http_09.pcap", {50, 50, 50, 0, 0}},
    {"robust/zeek-http-no-version.pcap", {11, 11, 11, 0, 0}},
    {"robust/zeek-http-percent-end-of-line.pcap", {23, 23, 23, 0, 0}},
    {"robust/zeek-http-pipelined-requests.pcap", {49, 49, 49, 0, 0}},
    {"robust/zeek-ip-bogus-header-len.pcap", {1, 1, 0, 0, 1}},
    // tshark: 1 UDP, joined from fragments that put the end at 164 and then beyond it
    {"robust/zeek-ipv4-fragmented-1.pcap", {3, 3, 0, 0, 0}},
    {"robust/zeek-ipv4-fragmented-3.pcap", {5, 5, 0, 0, 0}},
    {"robust/zeek-ipv4-fragmented-syn.pcap", {2, 2, 1, 0, 0}},
    {"robust/zeek-linux_dlt_sll2.pcap", {6, 4, 0, 0, 4}},
    {"robust/zeek-linuxsll-arp.pcap", {12, 0, 0, 0, 0}},
    {"robust/zeek-nflog-http.pcap", {13, 13, 13, 0, 0}},
    {"robust/zeek-pppoe-over-qinq.pcap", {86, 86, 86, 0, 0}},
    {"robust/zeek-pppoe.pcap", {65, 25, 0, 4, 21}},
    {"robust/zeek-q-in-q.pcap", {5, 4, 0, 4, 0}},
    {"robust/zeek-raw_packets.pcap", {33, 26, 6, 18, 2}},
    {"robust/zeek-tcp-handshake-reorder.pcap", {14, 14, 14, 0, 0}},
    {"robust/zeek-tcp-miss_end_data.pcap", {9, 9, 9, 0, 0}},
    {"robust/zeek-tcp-missing-syn.pcap", {21, 21, 21, 0, 0}},
    {"robust/zeek-tcp-reassembly.pcap", {117, 117, 117, 0, 0}},
    {"robust/zeek-tcp-retransmit-fast009.pcap", {39, 39, 39, 0, 0}},
    // tshark: 1 IP, of which the capture holds 6 bytes
    {"robust/zeek-trunc-ip4-trunc.pcap", {1, 0, 0, 0, 0}},
    {"robust/zeek-trunc-trunc-hdr.pcap", {1, 0, 0, 0, 0}},
    {"robust/zeek-vntag.pcap", {3, 3, 0, 0, 0}},
    // tshark: 3 UDP, one being the teardrop itself: its last fragment ends within its first
    {"scan/teardrop.cap", {17, 6, 0, 2, 2}},
    {"scan/ppa-portscan.pcap", {29, 29, 29, 0, 0}},
    {"scan/ppa-ftp-crack-2002.pcap", {19730, 19730, 19730, 0, 0}},
    {"worm/wannacry-lan-2017.pcap", {4981, 4981, 4770, 211, 0}},
    {"worm/slammer-1packet.pcap", {1, 1, 0, 1, 0}},
    {"worm/iot-hns-or-mirai-scan-2018.pcap", {2000, 1969, 1407, 528, 28}},
    {"log4shell/corelight-log4j-user_agent.pcap", {429, 421, 421, 0, 0}},
    {"exploit/eternalblue-success-win7.pcap", {576, 572, 572, 0, 0}},
    {"control/benign-smb2.pcap", {1178, 1178, 1178, 0, 0}},
};
// clang-format on

TEST(RealCaptures, TeardropIsNamedInTheRealAttack) {
  const std::filesystem::path path =
      std::filesystem::path(CORDON_SHARED) / "data" / "pcap" / "scan" / "teardrop.cap";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no real captures here";
  Decoder decoder;
  std::vector<std::uint64_t> named;
  PlainCapture(path).each([&](const net::Frame& frame) {
    if (decoder.decode(frame).anomalies.has(Anomaly::fragment_overlap))
      named.push_back(frame.number);
  });
  EXPECT_EQ(named, std::vector<std::uint64_t>{9});
}

TEST(RealCaptures, HoldAsManyPacketsOfEachKindAsTsharkCounts) {
  const std::filesystem::path folder = std::filesystem::path(CORDON_SHARED) / "data" / "pcap";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no real captures here";
  for (const Known& known : kKnown)
    EXPECT_EQ(count(folder / known.path), known.counted) << known.path;
}

}  // namespace
}  // namespace cordon::decode
