// IP fragments -> whole datagrams.
//
// Owns copies of the fragments until the datagram is whole, and the whole one until forget(). Where
// fragments overlap, the bytes that came first stay (as Windows and Solaris have it; RFC 5722 would
// drop the datagram in IPv6, which would show nothing). Every overlap is named, because nobody
// needs one but an attacker (teardrop, 1997); the same fragment again is a repetition and no
// overlap. A fragment that contradicts where the datagram ends is named and dropped, as Linux does.
// The oldest datagrams make room for new ones; what goes unfinished is counted. Threads: one.
// Sources: RFC 791, 815, 1122 (3.3.2), 8200 (4.5).
#pragma once

#include <absl/container/flat_hash_map.h>

#include <deque>
#include <list>
#include <vector>

#include "decode/layers.h"

namespace cordon::decode {

inline constexpr std::size_t kMostDatagrams = 4096;  // stops: floods of first fragments
inline constexpr std::size_t kMostFragments = 1024;  // of one datagram; stops: fragments of 8 bytes
inline constexpr std::size_t kMostDatagramBytes = 65535;             // stops: ping of death (1996)
inline constexpr std::size_t kMostFragmentBytes = 16 * 1024 * 1024;  // stops: floods of large ones
inline constexpr std::size_t kFragmentCost = 64;  // what holding a fragment costs besides its bytes
inline constexpr Duration kFragmentLife = 30s;    // of packet time, as Linux has it
inline constexpr Duration kFragmentLife6 = 60s;   // RFC 8200

class Defragmenter {
 public:
  /// The whole payload of the datagram, if this fragment completes it; else nothing. Sets what the
  /// first and the last fragment say of the whole: the protocol, and what the capture lacks.
  Bytes add(Walk& walk);
  /// Whole datagrams that were handed out are gone.
  void forget() { whole_.clear(); }
  std::uint64_t given_up() const { return given_up_; }
  std::size_t datagrams() const { return by_key_.size(); }
  std::size_t held() const { return held_; }  // bytes, with what holding them costs

 private:
  struct Key {
    net::Address source, destination;
    std::uint32_t id;
    net::Protocol protocol;  // IPv4 only: in IPv6 the id alone tells (RFC 8200)
    friend bool operator==(const Key&, const Key&) = default;
    template <typename H>
    friend H AbslHashValue(H h, const Key& key) {
      return H::combine(std::move(h), key.source, key.destination, key.id, key.protocol);
    }
  };
  struct Piece {
    std::uint32_t offset;
    std::vector<std::uint8_t> bytes;
    std::uint32_t end() const { return offset + static_cast<std::uint32_t>(bytes.size()); }
  };
  struct Datagram {
    Key key;
    Time begun{};
    Duration life{};
    std::vector<Piece> pieces;  // by offset; none overlaps another
    std::size_t bytes = 0;      // of all pieces
    std::uint32_t end = 0;      // 0 until the last fragment has come
    std::uint32_t missing = 0;  // of the last fragment
    net::Protocol protocol{};   // the first fragment's
  };
  using Place = std::list<Datagram>::iterator;

  Place find_or_begin(const Packet& packet, std::uint32_t id);
  void make_room(Time now, std::size_t bytes);
  void give_up(Place datagram);
  void drop(Place datagram);
  void put(Datagram& datagram, std::uint32_t offset, Bytes bytes, Anomalies& anomalies);
  Bytes join(const Datagram& datagram);

  std::list<Datagram> by_age_;  // the oldest first
  absl::flat_hash_map<Key, Place> by_key_;
  std::deque<std::vector<std::uint8_t>> whole_;
  std::size_t held_ = 0;
  std::uint64_t given_up_ = 0;
};

}  // namespace cordon::decode
