#include "logs/forwarded.h"

#include <charconv>

#include "base/text.h"
#include "logs/cells.h"

namespace cordon::logs {
std::optional<net::Endpoint> endpoint_of(std::string_view text) {
  if (const auto address = read_address(text)) return net::Endpoint{*address, 0};
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view host = text.substr(0, colon);
  const auto address = read_address(host);
  if (!address) return std::nullopt;
  std::uint16_t port = 0;
  std::from_chars(text.data() + colon + 1, text.data() + text.size(), port);
  return net::Endpoint{*address, port};
}

std::optional<net::Address> forwarded_client(std::string_view list) {
  std::optional<net::Address> client;
  for (bool more = true; more;) {
    const std::size_t comma = list.rfind(',');
    more = comma != std::string_view::npos;
    const auto endpoint = endpoint_of(trimmed(more ? list.substr(comma + 1) : list));
    if (!endpoint || endpoint->address.is_unspecified()) break;
    client = endpoint->address;
    if (!client->is_private()) break;
    if (more) list = list.substr(0, comma);
  }
  return client;
}

void put_forwarded(std::string_view list, Entry& entry) {
  if (list.empty() || list == "-") return;
  entry.headers.push_back({"X-Forwarded-For", list});
  if (!entry.client.address.is_private() && !entry.client.address.is_unspecified()) return;
  if (const auto client = forwarded_client(list)) entry.client = {*client, 0};
}

}  // namespace cordon::logs
