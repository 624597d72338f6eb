#include "net/address.h"

#include <arpa/inet.h>

#include <charconv>

namespace cordon::net {

std::optional<Address> Address::parse(std::string_view text) {
  const std::string copy(text);
  std::uint8_t raw[16];
  if (inet_pton(AF_INET, copy.c_str(), raw) == 1) return from_v4(raw);
  if (inet_pton(AF_INET6, copy.c_str(), raw) == 1) return from_v6(raw);
  return std::nullopt;
}

std::string Address::text() const {
  char buffer[INET6_ADDRSTRLEN];
  const bool v4 = is_v4();
  inet_ntop(v4 ? AF_INET : AF_INET6, bytes_.data() + (v4 ? 12 : 0), buffer, sizeof buffer);
  return buffer;
}

bool Address::is_private() const {
  if (!is_v4()) {
    const bool loopback = bytes_[15] == 1 && Address() == [this] {
      Address rest = *this;
      rest.bytes_[15] = 0;
      return rest;
    }();
    return loopback || (bytes_[0] & 0xfe) == 0xfc ||
           (bytes_[0] == 0xfe && (bytes_[1] & 0xc0) == 0x80);
  }
  const std::uint32_t n = v4_number();
  return n >> 24 == 10 || n >> 24 == 127 || n >> 20 == 0xac1 || n >> 16 == 0xc0a8 ||
         n >> 16 == 0xa9fe;
}

Prefix::Prefix(const Address& address, int length) : length_(length) {
  auto bytes = address.mapped();
  const int kept = address.is_v4() ? length + 96 : length;
  for (int bit = kept; bit < 128; ++bit)
    bytes[static_cast<std::size_t>(bit / 8)] &= static_cast<std::uint8_t>(~(0x80 >> bit % 8));
  base_ = Address::from_v6(bytes.data());
}

std::optional<Prefix> Prefix::parse(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = Address::parse(text.substr(0, slash));
  if (!address) return std::nullopt;
  const int most = address->is_v4() ? 32 : 128;
  int length = most;
  if (slash != std::string_view::npos) {
    const auto digits = text.substr(slash + 1);
    const auto end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, length);
    if (error != std::errc() || stop != end || length < 0 || length > most) return std::nullopt;
  }
  return Prefix(*address, length);
}

bool Prefix::contains(const Address& address) const {
  const bool v4 = base_.is_v4();
  if (address.is_v4() != v4) return false;
  const int kept = v4 ? length_ + 96 : length_;
  const auto& a = address.mapped();
  const auto& b = base_.mapped();
  const auto whole = static_cast<std::size_t>(kept / 8);
  if (std::memcmp(a.data(), b.data(), whole) != 0) return false;
  const int rest = kept % 8;
  return rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0;
}

std::string Prefix::text() const { return base_.text() + "/" + std::to_string(length_); }

std::string Endpoint::text() const {
  const std::string host = address.is_v4() ? address.text() : "[" + address.text() + "]";
  return host + ":" + std::to_string(port);
}

}  // namespace cordon::net
