// Any bytes as frames of any link type. The input is a list of frames: link (a byte), length (a
// byte), that many bytes. Whatever they are: what the packet shows lies within the frame or within
// a datagram that decode holds, and decoding the same again says the same.
#include <vector>

#include "base/check.h"
#include "decode/decoder.h"

namespace {

using namespace cordon;

constexpr net::LinkType kLinks[] = {
    net::LinkType::ethernet,      net::LinkType::raw_ip,
    net::LinkType::linux_sll,     net::LinkType::linux_sll2,
    net::LinkType::null_loopback, net::LinkType::nflog,
    net::LinkType::ieee80211,     net::LinkType::ieee80211_radiotap};

bool within(Bytes part, Bytes whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void see(decode::Decoder& decoder, const net::Frame& frame, std::vector<std::uint64_t>& story) {
  const decode::Packet packet = decoder.decode(frame);
  CHECK(packet.was_reassembled || within(packet.payload, frame.bytes));
  CHECK(packet.was_reassembled || within(packet.transport_header, frame.bytes));
  CHECK(packet.was_reassembled || within(packet.ip_header, frame.bytes));
  CHECK(packet.depth < decode::Depth::network || !packet.ip_header.empty());
  CHECK(packet.depth < decode::Depth::transport || !packet.transport_header.empty());
  std::uint64_t sum = 0;  // reads every byte that is shown
  for (const Bytes bytes : {packet.ip_header, packet.transport_header, packet.payload})
    for (const std::uint8_t byte : bytes) sum = sum * 31 + byte;
  story.push_back(sum);
  story.push_back(packet.anomalies.bits());
  story.push_back(packet.source.hash() ^ packet.destination.hash());
  story.push_back(static_cast<std::uint64_t>(packet.depth) << 32 | packet.source_port << 16 |
                  packet.destination_port);
}

std::vector<std::uint64_t> tell(Bytes input, decode::DecodeOptions options) {
  decode::Decoder decoder(options);
  std::vector<std::uint64_t> story;
  net::Frame frame;
  while (input.size() >= 2) {
    frame.link = kLinks[input[0] % std::size(kLinks)];
    const bool cut = (input[0] & 0x80) != 0;
    frame.bytes = head(input.subspan(2), input[1]);
    frame.wire_length = static_cast<std::uint32_t>(frame.bytes.size()) + (cut ? 100 : 0);
    ++frame.number;
    frame.time += std::chrono::seconds(1);
    input = input.subspan(2 + frame.bytes.size());
    see(decoder, frame, story);
  }
  return story;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  CHECK(tell({data, size}, {}) == tell({data, size}, {}));
  tell({data, size}, {.check_checksums = true});
  return 0;
}
