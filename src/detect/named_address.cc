#include "detect/named_address.h"

#include <algorithm>
#include <charconv>

namespace cordon::detect {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads a number of at most `most` at the front of `text` and removes it.
bool take_number(std::string_view& text, unsigned most, unsigned& value) {
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || value > most) return false;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return true;
}

// A dotted quad at the front of `text`; on success it is removed.
bool take_quad(std::string_view& text, std::uint32_t& address) {
  std::string_view rest = text;
  address = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0) {
      if (!rest.starts_with('.')) return false;
      rest.remove_prefix(1);
    }
    unsigned value = 0;
    if (!take_number(rest, 255, value)) return false;
    address = address << 8 | value;
  }
  if (!rest.empty() &&
      (is_digit(rest.front()) || (rest.front() == '.' && rest.size() > 1 && is_digit(rest[1]))))
    return false;  // a version number such as 1.2.3.4.5
  text = rest;
  return true;
}

}  // namespace

std::vector<net::Endpoint> named_addresses(Bytes exploit) {
  std::vector<net::Endpoint> named;
  std::string_view text = text_of(head(exploit, kMostSearched));
  char before = ' ';
  while (!text.empty() && named.size() < kMostNamed) {
    std::uint32_t number = 0;
    const bool starts_word = !is_digit(before) && before != '.';
    if (!starts_word || !is_digit(text.front()) || !take_quad(text, number)) {
      before = text.front();
      text.remove_prefix(1);
      continue;
    }
    before = '0';
    net::Endpoint endpoint{net::Address::v4(number), 0};
    unsigned port = 0;
    if (text.starts_with(':')) {
      text.remove_prefix(1);
      if (take_number(text, 65535, port)) endpoint.port = static_cast<std::uint16_t>(port);
    }
    if (endpoint.address.is_unspecified() || endpoint.address.is_multicast()) continue;
    if (std::find(named.begin(), named.end(), endpoint) == named.end()) named.push_back(endpoint);
  }
  return named;
}

}  // namespace cordon::detect
