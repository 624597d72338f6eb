#include "net/community_id.h"

#include <openssl/evp.h>

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
  const auto order = [](const Endpoint& e) { return std::tuple(e.address.mapped(), e.port); };
  const bool swapped = order(destination) < order(source);
  const Endpoint& first = swapped ? destination : source;
  const Endpoint& second = swapped ? source : destination;
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
