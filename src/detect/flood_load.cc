#include "detect/flood_load.h"

#include <algorithm>
#include <tuple>

namespace cordon::detect {
namespace {

using evidence::Contact;
using evidence::FloodKind;

constexpr std::uint64_t kEchoRequest = 8, kEchoRequestV6 = 128;
constexpr double kLeastSeconds = 1;

bool is_web(std::uint16_t port) {
  return port == 80 || port == 443 || port == 8000 || port == 8080 || port == 8443;
}

bool packets_are_known(const Contact& c) { return c.packets_out + c.packets_in > 0; }

Load load_of(const Contact& c, FloodKind kind) {
  Load load;
  load.kind = kind;
  load.client = c.client;
  load.server = c.server;
  load.port = c.port;
  load.protocol = c.protocol;
  load.begin = c.first;
  load.end = std::max({c.first, c.last, c.ended});
  load.frame = c.first_frame;
  load.flows = static_cast<double>(c.flows);
  const auto out = static_cast<double>(c.packets_out), in = static_cast<double>(c.packets_in);
  const auto in_vain = static_cast<double>(c.flows - std::min(c.flows, c.established));
  load.packets = packets_are_known(c) ? out : load.flows;
  // Of TCP the handshakes count: acknowledgments make any transfer lopsided.
  if (kind == FloodKind::syn || kind == FloodKind::http || !packets_are_known(c))
    load.one_sided = load.flows > 0 ? load.packets * in_vain / load.flows : 0;
  else
    load.one_sided = std::max(0.0, out - in);
  return load;
}

void join(Load& into, const Load& more) {
  if (more.begin < into.begin) into.frame = more.frame;
  into.begin = std::min(into.begin, more.begin);
  into.end = std::max(into.end, more.end);
  into.flows += more.flows;
  into.packets += more.packets;
  into.one_sided += more.one_sided;
  if (into.port != more.port) into.port = 0;
}

}  // namespace

double Load::rate() const {
  return (kind == FloodKind::http ? flows : one_sided) /
         std::max(kLeastSeconds, seconds(end - begin));
}

std::optional<FloodKind> kind_of(const Contact& c) {
  switch (c.protocol) {
    case net::Protocol::tcp:
      if (c.packets_out == 0 && c.packets_in > 0) return std::nullopt;  // it asked nothing
      return c.established * 2 > c.flows && is_web(c.port) ? FloodKind::http : FloodKind::syn;
    case net::Protocol::udp: return FloodKind::udp;
    case net::Protocol::icmp:
      return c.port >> 8 == kEchoRequest ? std::optional(FloodKind::icmp) : std::nullopt;
    case net::Protocol::icmpv6:
      return c.port >> 8 == kEchoRequestV6 ? std::optional(FloodKind::icmp) : std::nullopt;
    default: return std::nullopt;
  }
}

std::vector<Load> loads_of(const std::vector<Contact>& contacts) {
  std::vector<Load> loads;
  for (const Contact& c : contacts)
    if (const auto kind = kind_of(c)) loads.push_back(load_of(c, *kind));
  const auto key = [](const Load& load) {
    const bool any_port = load.kind == FloodKind::udp || load.kind == FloodKind::icmp;
    return std::tuple(load.client, load.kind, load.server, load.protocol, any_port ? 0 : load.port);
  };
  std::stable_sort(loads.begin(), loads.end(),
                   [&](const Load& a, const Load& b) { return key(a) < key(b); });
  std::vector<Load> joined;
  std::optional<decltype(key(loads.front()))> last;  // a joined load may have lost its port
  for (const Load& load : loads) {
    const auto here = key(load);
    if (last == here) {
      join(joined.back(), load);
    } else {
      joined.push_back(load);
    }
    last = here;
  }
  return joined;
}

}  // namespace cordon::detect
