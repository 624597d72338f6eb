// IP fragments -> whole datagrams.
//
// Owns copies of the fragments until the datagram is whole, and the whole one until forget(). Where
// fragments overlap, the bytes that came first stay (as Windows and Solaris do, RFC 5722 forbids it
// in IPv6); every overlap is named, because nobody needs one but an attacker (teardrop, 1997).
// Bounds: kMostDatagrams at a time, kMostFragments of each, kFragmentLife of packet time. What goes
// unfinished is counted. Threads: one.
#pragma once

#include <deque>
#include <map>
#include <vector>

#include "decode/layers.h"

namespace cordon::decode {

inline constexpr std::size_t kMostDatagrams = 4096;  // stops: floods of first fragments
inline constexpr std::size_t kMostFragments = 1024;  // of one datagram; stops: fragments of 8 bytes
inline constexpr std::size_t kMostDatagramBytes = 65535;
inline constexpr Duration kFragmentLife = 30s;

class Defragmenter {
 public:
  /// The whole payload of the datagram, if this fragment completes it; else nothing.
  Bytes add(Walk& walk);
  /// Whole datagrams that were handed out are gone.
  void forget() { whole_.clear(); }
  std::uint64_t given_up() const { return given_up_; }

 private:
  struct Key {
    net::Address source, destination;
    net::Protocol protocol;
    std::uint32_t id;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  struct Piece {
    std::uint32_t offset;
    std::vector<std::uint8_t> bytes;
  };
  struct Datagram {
    Time begun{};
    std::vector<Piece> pieces;  // in the order of arrival
    std::uint32_t end = 0;      // 0 until the last fragment has come
  };
  void expire(Time now);
  static bool build(const Datagram& datagram, std::vector<std::uint8_t>& whole);

  std::map<Key, Datagram> datagrams_;
  std::deque<std::vector<std::uint8_t>> whole_;
  std::uint64_t given_up_ = 0;
};

}  // namespace cordon::decode
