#include "decode/defragment.h"

#include <algorithm>

namespace cordon::decode {

void Defragmenter::drop(Place datagram) {
  held_ -= datagram->bytes + datagram->pieces.size() * kFragmentCost;
  by_key_.erase(datagram->key);
  by_age_.erase(datagram);
}

void Defragmenter::give_up(Place datagram) {
  ++given_up_;
  drop(datagram);
}

void Defragmenter::make_room(Time now, std::size_t bytes) {
  while (!by_age_.empty()) {
    const Datagram& oldest = by_age_.front();
    const bool full = by_key_.size() >= kMostDatagrams || held_ + bytes > kMostFragmentBytes;
    if (!full && now - oldest.begun <= oldest.life) return;
    give_up(by_age_.begin());
  }
}

Defragmenter::Place Defragmenter::find_or_begin(const Packet& packet, std::uint32_t id) {
  const bool v6 = packet.ip_version == 6;
  const Key key{packet.source, packet.destination, id,
                v6 ? net::Protocol::no_next : packet.protocol};
  const auto known = by_key_.find(key);
  if (known != by_key_.end()) {
    if (packet.time - known->second->begun <= known->second->life) return known->second;
    give_up(known->second);  // an id comes round again
  }
  Datagram& datagram = by_age_.emplace_back();
  datagram.key = key;
  datagram.begun = packet.time;
  datagram.life = v6 ? kFragmentLife6 : kFragmentLife;
  datagram.protocol = packet.protocol;
  return by_key_[key] = std::prev(by_age_.end());
}

// Puts in what is not there yet: who came first stays.
void Defragmenter::put(Datagram& datagram, std::uint32_t offset, Bytes bytes,
                       Anomalies& anomalies) {
  auto at = std::find_if(datagram.pieces.begin(), datagram.pieces.end(),
                         [offset](const Piece& piece) { return piece.end() > offset; });
  if (at != datagram.pieces.end() && at->offset == offset &&
      std::equal(bytes.begin(), bytes.end(), at->bytes.begin(), at->bytes.end()))
    return;  // a repetition
  while (!bytes.empty()) {
    const bool last = at == datagram.pieces.end();
    const std::size_t room = last ? bytes.size() : at->offset > offset ? at->offset - offset : 0;
    const Bytes fresh = head(bytes, room);
    if (!fresh.empty()) {
      at = datagram.pieces.insert(at, {offset, copy_of(fresh)}) + 1;
      datagram.bytes += fresh.size();
      held_ += fresh.size() + kFragmentCost;
    }
    if (fresh.size() == bytes.size()) return;
    anomalies.add(Anomaly::fragment_overlap);
    bytes = tail(bytes, at->end() - offset);
    offset = at->end();
    ++at;
  }
}

Bytes Defragmenter::join(const Datagram& datagram) {
  std::vector<std::uint8_t>& whole = whole_.emplace_back();
  whole.reserve(datagram.bytes);
  for (const Piece& piece : datagram.pieces)
    whole.insert(whole.end(), piece.bytes.begin(), piece.bytes.end());
  return whole;
}

Bytes Defragmenter::add(Walk& walk) {
  Packet& packet = walk.packet;
  Bytes bytes = walk.rest;
  // All but the last come in units of eight bytes; what is beyond is cut, as Linux does.
  if (walk.more_fragments) bytes = bytes.first(bytes.size() & ~std::size_t{7});
  const std::size_t end = walk.fragment_offset + bytes.size();
  if (end > kMostDatagramBytes) {
    packet.anomalies.add(Anomaly::fragment_too_long);
    return {};
  }
  make_room(packet.time, bytes.size() + kFragmentCost);
  const Place place = find_or_begin(packet, walk.fragment_id);
  Datagram& datagram = *place;
  const std::uint32_t known_end = datagram.pieces.empty() ? 0 : datagram.pieces.back().end();
  const bool contradicts = walk.more_fragments ? datagram.end != 0 && end > datagram.end
                           : datagram.end != 0 ? end != datagram.end
                                               : end < known_end;
  if (contradicts) {  // the datagram has another end
    packet.anomalies.add(Anomaly::fragment_overlap);
    return {};
  }
  if (datagram.pieces.size() >= kMostFragments) {
    packet.anomalies.add(Anomaly::fragment_given_up);
    give_up(place);
    return {};
  }
  if (walk.fragment_offset == 0) datagram.protocol = packet.protocol;
  if (!walk.more_fragments) {
    datagram.end = static_cast<std::uint32_t>(end);
    datagram.missing = packet.missing;
  }
  put(datagram, walk.fragment_offset, bytes, packet.anomalies);
  if (datagram.end == 0 || datagram.bytes != datagram.end) return {};
  packet.protocol = datagram.protocol;
  packet.missing = datagram.missing;
  const Bytes whole = join(datagram);
  drop(place);
  return whole;
}

}  // namespace cordon::decode
