// An IPv4 or IPv6 address, a prefix of addresses, and an address with a port.
//
// IPv4 is held as ::ffff:a.b.c.d, so that every table has one kind of key. Order: IPv4 before IPv6,
// then by number. Threads: plain values.
#pragma once

#include <array>
#include <compare>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/hash.h"

namespace cordon::net {

class Address {
 public:
  Address() = default;  // "::", the unspecified address
  static Address v4(std::uint32_t host_order) {
    Address a;
    a.bytes_[10] = a.bytes_[11] = 0xff;
    for (int i = 0; i < 4; ++i)
      a.bytes_[12 + static_cast<std::size_t>(i)] =
          static_cast<std::uint8_t>(host_order >> (24 - 8 * i));
    return a;
  }
  /// Four or sixteen bytes as they stand in a header.
  static Address from_v4(const std::uint8_t* at) {
    std::uint32_t four;
    std::memcpy(&four, at, 4);
    // One store of eight bytes: who compares the address next loads as many.
    const std::uint64_t mapped = static_cast<std::uint64_t>(four) << 32 | 0xffff0000;
    Address a;
    std::memcpy(a.bytes_.data() + 8, &mapped, 8);
    return a;
  }
  static Address from_v6(const std::uint8_t* at) {
    Address a;
    std::memcpy(a.bytes_.data(), at, 16);
    return a;
  }
  static std::optional<Address> parse(std::string_view text);

  bool is_v4() const { return high() == 0 && static_cast<std::uint32_t>(low() >> 32) == 0xffff; }
  std::uint32_t v4_number() const {
    return static_cast<std::uint32_t>(bytes_[12]) << 24 |
           static_cast<std::uint32_t>(bytes_[13]) << 16 |
           static_cast<std::uint32_t>(bytes_[14]) << 8 | bytes_[15];
  }
  bool is_unspecified() const { return *this == Address() || (is_v4() && v4_number() == 0); }
  bool is_multicast() const { return is_v4() ? bytes_[12] >> 4 == 0xe : bytes_[0] == 0xff; }
  bool is_broadcast() const { return is_v4() && v4_number() == 0xffffffff; }
  /// RFC 1918, RFC 4193, loopback and link-local: an address that no stranger has.
  bool is_private() const;

  /// 4 bytes of an IPv4 address, 16 of an IPv6 one, in network order; lives as long as this.
  Bytes bytes() const { return is_v4() ? Bytes(bytes_).subspan(12) : Bytes(bytes_); }
  const std::array<std::uint8_t, 16>& mapped() const { return bytes_; }
  /// The address as a number of 128 bits, in two halves.
  std::uint64_t high() const { return half(0); }
  std::uint64_t low() const { return half(8); }
  std::uint64_t hash() const { return combine(high(), low()); }
  std::string text() const;

  friend bool operator==(const Address& a, const Address& b) {
    return a.high() == b.high() && a.low() == b.low();
  }
  friend std::strong_ordering operator<=>(const Address& a, const Address& b) {
    if (a.is_v4() != b.is_v4())
      return a.is_v4() ? std::strong_ordering::less : std::strong_ordering::greater;
    return a.high() != b.high() ? a.high() <=> b.high() : a.low() <=> b.low();
  }
  template <typename H>
  friend H AbslHashValue(H h, const Address& a) {
    return H::combine(std::move(h), a.hash());
  }

 private:
  std::uint64_t half(std::size_t at) const {  // this machine is little-endian, headers are not
    std::uint64_t word;
    std::memcpy(&word, bytes_.data() + at, 8);
    return __builtin_bswap64(word);
  }
  std::array<std::uint8_t, 16> bytes_{};
};

/// A network in CIDR notation. The host bits are zero.
class Prefix {
 public:
  Prefix() = default;
  Prefix(const Address& address, int length);  // length in bits of the address's own family
  static std::optional<Prefix> parse(
      std::string_view text);  // "10.0.0.0/8", "10.1.2.3", "fe80::/10"

  bool contains(const Address& address) const;
  const Address& base() const { return base_; }
  int length() const { return length_; }
  std::string text() const;
  friend auto operator<=>(const Prefix&, const Prefix&) = default;

 private:
  Address base_;
  int length_ = 0;
};

struct Endpoint {
  Address address;
  std::uint16_t port = 0;

  std::string text() const;  // "10.0.0.1:80", "[fe80::1]:80"
  friend auto operator<=>(const Endpoint&, const Endpoint&) = default;
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const Endpoint& e) {
    return H::combine(std::move(h), e.address.hash(), e.port);
  }
};

}  // namespace cordon::net
