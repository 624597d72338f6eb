#include "net/community_id.h"

#include <openssl/evp.h>

#include <optional>
#include <tuple>
#include <vector>

namespace cordon::net {
namespace {

bool has_ports(Protocol protocol) {
  switch (protocol) {
    case Protocol::tcp:
    case Protocol::udp:
    case Protocol::icmp:
    case Protocol::icmpv6:
    case Protocol::sctp: return true;
    default: return false;
  }
}

struct Pair {
  std::uint8_t one, other;
};
constexpr Pair kAnswers4[] = {{8, 0}, {13, 14}, {15, 16}, {17, 18}, {10, 9}};
constexpr Pair kAnswers6[] = {{128, 129}, {130, 131}, {133, 134},
                              {135, 136}, {139, 140}, {144, 145}};

// The type that answers an ICMP type, or that it answers.
template <std::size_t kCount>
std::optional<std::uint16_t> counterpart(const Pair (&pairs)[kCount], std::uint16_t type) {
  for (const Pair& pair : pairs) {
    if (pair.one == type) return pair.other;
    if (pair.other == type) return pair.one;
  }
  return std::nullopt;
}

void put16(std::vector<std::uint8_t>& out, std::uint16_t value) {
  out.push_back(static_cast<std::uint8_t>(value >> 8));
  out.push_back(static_cast<std::uint8_t>(value));
}

std::string base64(Bytes bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3), '\0');
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                  static_cast<int>(bytes.size()));
  return text;
}

}  // namespace

std::string community_id(const Endpoint& source, const Endpoint& destination, Protocol protocol) {
  Endpoint from = source, to = destination;
  bool two_way = true;
  if (protocol == Protocol::icmp || protocol == Protocol::icmpv6) {
    const auto answer = protocol == Protocol::icmp ? counterpart(kAnswers4, source.port)
                                                   : counterpart(kAnswers6, source.port);
    two_way = answer.has_value();
    if (answer) to.port = *answer;  // in the code's place; one that has no answer keeps its code
  }
  const auto order = [](const Endpoint& e) { return std::tuple(e.address.mapped(), e.port); };
  const bool swapped = two_way && order(to) < order(from);
  const Endpoint& first = swapped ? to : from;
  const Endpoint& second = swapped ? from : to;
  std::vector<std::uint8_t> data{0, 0};  // the seed
  for (const Endpoint* end : {&first, &second}) {
    const Bytes address = end->address.bytes();
    data.insert(data.end(), address.begin(), address.end());
  }
  data.push_back(static_cast<std::uint8_t>(protocol));
  data.push_back(0);
  if (has_ports(protocol)) {
    put16(data, first.port);
    put16(data, second.port);
  }
  std::uint8_t digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_Digest(data.data(), data.size(), digest, &size, EVP_sha1(), nullptr);
  return "1:" + base64(Bytes(digest, size));
}

}  // namespace cordon::net
