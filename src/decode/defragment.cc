#include "decode/defragment.h"

#include <algorithm>

namespace cordon::decode {

void Defragmenter::expire(Time now) {
  for (auto at = datagrams_.begin(); at != datagrams_.end();) {
    if (now - at->second.begun > kFragmentLife) {
      ++given_up_;
      at = datagrams_.erase(at);
    } else {
      ++at;
    }
  }
  if (datagrams_.size() < kMostDatagrams) return;
  const auto oldest = std::min_element(
      datagrams_.begin(), datagrams_.end(),
      [](const auto& a, const auto& b) { return a.second.begun < b.second.begun; });
  ++given_up_;
  datagrams_.erase(oldest);
}

bool Defragmenter::build(const Datagram& datagram, std::vector<std::uint8_t>& whole) {
  whole.assign(datagram.end, 0);
  std::vector<bool> filled(datagram.end);
  std::size_t count = 0;
  for (const Piece& piece : datagram.pieces)
    for (std::size_t i = 0; i < piece.bytes.size() && piece.offset + i < datagram.end; ++i) {
      if (filled[piece.offset + i]) continue;
      filled[piece.offset + i] = true;
      whole[piece.offset + i] = piece.bytes[i];
      ++count;
    }
  return count == datagram.end;
}

Bytes Defragmenter::add(Walk& walk) {
  Packet& packet = walk.packet;
  const Key key{packet.source, packet.destination, packet.protocol, walk.fragment_id};
  const std::size_t end = walk.fragment_offset + walk.rest.size();
  if (end > kMostDatagramBytes) {
    packet.anomalies.add(Anomaly::fragment_too_long);
    return {};
  }
  if (!datagrams_.contains(key)) expire(packet.time);
  Datagram& datagram = datagrams_[key];
  if (datagram.pieces.empty()) datagram.begun = packet.time;
  if (datagram.pieces.size() >= kMostFragments) {
    packet.anomalies.add(Anomaly::fragment_given_up);
    ++given_up_;
    datagrams_.erase(key);
    return {};
  }
  for (const Piece& piece : datagram.pieces)
    if (walk.fragment_offset < piece.offset + piece.bytes.size() && piece.offset < end)
      packet.anomalies.add(Anomaly::fragment_overlap);
  datagram.pieces.push_back({walk.fragment_offset, copy_of(walk.rest)});
  if (!walk.more_fragments) datagram.end = static_cast<std::uint32_t>(end);
  if (datagram.end == 0) return {};
  std::vector<std::uint8_t> whole;
  if (!build(datagram, whole)) return {};
  datagrams_.erase(key);
  whole_.push_back(std::move(whole));
  return whole_.back();
}

}  // namespace cordon::decode
