#include "decode/defragment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/random.h"
#include "decode/packet_builder.h"

namespace cordon::decode {
namespace {

using net::Protocol;

/// Hands fragments to one decoder, a packet each; the bytes live as long as this.
class Fragments {
 public:
  explicit Fragments(DecodeOptions options = {}) : decoder_(options) {}
  Packet see(const PacketBuilder& builder, Duration at = 0s, std::size_t cut = 0) {
    frames_.push_back(builder.bytes());
    net::Frame frame;
    frame.time = Time{} + at;
    frame.bytes = Bytes(frames_.back()).first(frames_.back().size() - cut);
    frame.wire_length = static_cast<std::uint32_t>(frames_.back().size());
    return decoder_.decode(frame);
  }
  const Decoder::Counters& counters() const { return decoder_.counters(); }

 private:
  std::deque<std::vector<std::uint8_t>> frames_;
  Decoder decoder_;
};

PacketBuilder piece(int offset, bool more, std::string_view bytes, int id = 1) {
  return PacketBuilder()
      .eth()
      .ipv4("10.0.0.1", "10.0.0.2")
      .fragment(offset, more, id)
      .protocol(Protocol::udp)
      .payload(bytes);
}

PacketBuilder piece6(int offset, bool more, std::string_view bytes, Protocol next = Protocol::udp) {
  return PacketBuilder().eth().ipv6().fragment6(offset, more).protocol(next).payload(bytes);
}

// Source port 1, destination port 53, 24 bytes in all; without a checksum.
std::string datagram() { return std::string("\0\1\0\65\0\30\0\0", 8) + "abcdefghijklmnop"; }

TEST(Defragment, ADatagramIsWholeWhateverTheOrderOfItsFragments) {
  const std::string whole = datagram();
  std::vector<int> order = {0, 1, 2};
  do {
    Fragments fragments;
    Packet last;
    for (int seen = 0; seen < 3; ++seen) {
      const int at = order[static_cast<std::size_t>(seen)] * 8;
      last = fragments.see(piece(at, at != 16, whole.substr(static_cast<std::size_t>(at), 8)));
      EXPECT_EQ(last.is_fragment, seen < 2);
      EXPECT_EQ(last.was_reassembled, seen == 2);
      EXPECT_EQ(last.depth, seen < 2 ? Depth::network : Depth::transport);
    }
    EXPECT_EQ(last.destination_port, 53);
    EXPECT_EQ(text_of(last.payload), "abcdefghijklmnop");
    EXPECT_FALSE(last.anomalies.has(Anomaly::fragment_overlap));
    EXPECT_EQ(fragments.counters().fragments, 3u);
    EXPECT_EQ(fragments.counters().reassembled, 1u);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Defragment, IPv6IsWholeTooAndItsFirstFragmentSaysWhatItIs) {
  Fragments fragments;
  const std::string whole = datagram();
  // RFC 8200: what the later ones say of the next header does not count.
  EXPECT_TRUE(fragments.see(piece6(8, false, whole.substr(8), Protocol::no_next)).is_fragment);
  const Packet packet = fragments.see(piece6(0, true, whole.substr(0, 8)));
  EXPECT_TRUE(packet.was_reassembled);
  EXPECT_EQ(packet.protocol, Protocol::udp);
  EXPECT_EQ(packet.destination_port, 53);
}

TEST(Defragment, ExtensionHeadersBehindAFragmentedOneAreWalked) {
  Fragments fragments;
  const std::string options("\21\0\1\4\0\0\0\0", 8);  // destination options, then UDP
  fragments.see(piece6(0, true, options, Protocol::destination_options));
  const Packet packet = fragments.see(piece6(8, false, datagram(), Protocol::destination_options));
  EXPECT_EQ(packet.depth, Depth::transport);
  EXPECT_EQ(packet.destination_port, 53);
}

TEST(Defragment, AnAtomicFragmentIsWholeAtOnce) {
  Fragments fragments;
  const Packet packet = fragments.see(piece6(0, false, datagram()));
  EXPECT_FALSE(packet.is_fragment);
  EXPECT_EQ(packet.destination_port, 53);
  EXPECT_EQ(fragments.counters().fragments, 0u);
}

TEST(Defragment, WhatHoldsNoKnownTransportIsWholeAsPayload) {
  Fragments fragments;
  const auto other = [](int offset, bool more, std::string_view bytes) {
    return PacketBuilder()
        .eth()
        .ipv4()
        .fragment(offset, more)
        .protocol(Protocol::esp)
        .payload(bytes);
  };
  fragments.see(other(0, true, "01234567"));
  const Packet packet = fragments.see(other(8, false, "89"));
  EXPECT_TRUE(packet.was_reassembled);
  EXPECT_EQ(packet.depth, Depth::network);
  EXPECT_EQ(text_of(packet.payload), "0123456789");
}

TEST(Defragment, TeardropIsSurvivedAndNamed) {
  Fragments fragments;
  const std::string whole = datagram();
  fragments.see(piece(0, true, whole));
  const Packet second = fragments.see(piece(8, false, "XXXX"));  // ends within the first
  EXPECT_TRUE(second.anomalies.has(Anomaly::fragment_overlap));
  EXPECT_TRUE(second.is_fragment);
}

TEST(Defragment, WhereFragmentsOverlapTheFirstStays) {
  Fragments fragments;
  const std::string whole = datagram();
  fragments.see(piece(0, true, whole.substr(0, 16)));
  const Packet packet = fragments.see(piece(8, false, "XXXXXXXX" + whole.substr(16)));
  EXPECT_TRUE(packet.anomalies.has(Anomaly::fragment_overlap));
  EXPECT_EQ(text_of(packet.payload), "abcdefghijklmnop");
}

TEST(Defragment, TheSameFragmentAgainIsNoOverlap) {
  Fragments fragments;
  const std::string whole = datagram();
  fragments.see(piece(8, false, whole.substr(8)));
  EXPECT_FALSE(fragments.see(piece(8, false, whole.substr(8))).anomalies.any());
  EXPECT_EQ(fragments.see(piece(0, true, whole.substr(0, 8))).destination_port, 53);
}

TEST(Defragment, ADatagramBeyondItsMostBytesIsNamed) {  // ping of death
  Fragments fragments;
  EXPECT_TRUE(
      fragments.see(piece(65528, false, "0123456789")).anomalies.has(Anomaly::fragment_too_long));
}

TEST(Defragment, AFirstFragmentWithoutAWholeHeaderIsNamed) {
  Fragments fragments;
  EXPECT_TRUE(fragments.see(piece(0, true, "01234567")).anomalies.has(Anomaly::fragment_too_small));
}

TEST(Defragment, FragmentsOfDifferentDatagramsDoNotMix) {
  Fragments fragments;
  const std::string whole = datagram();
  fragments.see(piece(0, true, whole.substr(0, 8), 1));
  EXPECT_TRUE(fragments.see(piece(8, false, whole.substr(8), 2)).is_fragment);
  EXPECT_TRUE(fragments.see(piece(8, false, whole.substr(8), 1)).was_reassembled);
}

TEST(Defragment, AFragmentThatComesTooLateBeginsAnew) {
  Fragments fragments;
  const std::string whole = datagram();
  fragments.see(piece(0, true, whole.substr(0, 8)));
  EXPECT_TRUE(fragments.see(piece(8, false, whole.substr(8)), kFragmentLife + 1s).is_fragment);
  EXPECT_EQ(fragments.counters().datagrams_given_up, 1u);
  Fragments six;
  six.see(piece6(0, true, whole.substr(0, 8)));
  EXPECT_TRUE(six.see(piece6(8, false, whole.substr(8)), kFragmentLife + 1s).was_reassembled);
}

TEST(Defragment, WhatTheCaptureCutOffTheLastFragmentIsMissing) {
  Fragments fragments;
  const std::string whole = datagram();
  fragments.see(piece(0, true, whole.substr(0, 8)));
  const Packet packet = fragments.see(piece(8, false, whole.substr(8)), 0s, 6);
  EXPECT_EQ(text_of(packet.payload), "abcdefghij");
  EXPECT_EQ(packet.missing, 6u);
}

TEST(Defragment, ADatagramOfTooManyFragmentsIsGivenUp) {
  Fragments fragments;
  Packet last;
  for (std::size_t i = 0; i <= kMostFragments; ++i)
    last = fragments.see(piece(static_cast<int>(i * 16), true, "01234567"));
  EXPECT_TRUE(last.anomalies.has(Anomaly::fragment_given_up));
  EXPECT_EQ(fragments.counters().datagrams_given_up, 1u);
}

TEST(Defragment, FloodsStayWithinTheirBoundsAndTheOldestGoes) {
  Defragmenter defragmenter;
  const std::vector<std::uint8_t> large(60000);
  std::uint64_t seen = 0;
  for (const std::size_t size : {std::size_t{8}, large.size()})
    for (std::size_t i = 0; i < 2 * kMostDatagrams; ++i, ++seen) {
      Packet packet;
      packet.ip_version = 4;
      Walk walk{packet, Bytes(large).first(size)};
      walk.fragment_id = static_cast<std::uint32_t>(seen);
      walk.more_fragments = true;
      EXPECT_TRUE(defragmenter.add(walk).empty());
      ASSERT_LE(defragmenter.datagrams(), kMostDatagrams);
      ASSERT_LE(defragmenter.held(), kMostFragmentBytes);
    }
  EXPECT_EQ(defragmenter.given_up() + defragmenter.datagrams(), seen);
}

// The slow twin: a map from place to byte, in which who came first stays.
TEST(Defragment, AgreesWithAByteByByteTwinOnRandomFragments) {
  Random random(7);
  int completed = 0;
  for (int round = 0; round < 2000; ++round) {
    Defragmenter defragmenter;
    std::map<std::size_t, std::uint8_t> twin;
    std::size_t end = 0;
    for (int i = 0; i < 40; ++i) {
      const std::size_t offset = random.below(8) * 8;
      const bool more = random.below(4) != 0;
      std::vector<std::uint8_t> bytes((random.below(3) + 1) * 8);
      for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random.below(256));
      Packet packet;
      packet.ip_version = 4;
      Walk walk{packet, bytes};
      walk.fragment_offset = static_cast<std::uint32_t>(offset);
      walk.more_fragments = more;
      const Bytes whole = defragmenter.add(walk);
      const std::size_t stop = offset + bytes.size();
      const std::size_t furthest = twin.empty() ? 0 : twin.rbegin()->first + 1;
      const bool fits = end != 0 ? (more ? stop <= end : stop == end) : more || stop >= furthest;
      if (fits) {
        if (!more) end = stop;
        for (std::size_t b = 0; b < bytes.size(); ++b) twin.emplace(offset + b, bytes[b]);
      }
      const bool complete = end != 0 && twin.size() == end;
      ASSERT_EQ(!whole.empty(), complete);
      if (!complete) continue;
      ++completed;
      std::vector<std::uint8_t> expected;
      for (const auto& [at, byte] : twin) expected.push_back(byte);
      ASSERT_EQ(copy_of(whole), expected);
      break;
    }
  }
  EXPECT_GT(completed, 1000);
}

}  // namespace
}  // namespace cordon::decode
