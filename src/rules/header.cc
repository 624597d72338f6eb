#include "rules/header.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace cordon::rules {
namespace {

tl::unexpected<Error> bad(std::string_view text, std::string cause) {
  return fail("parse", std::string(text), std::move(cause));
}

/// The items of "[a,[b,c]]" at its outermost level.
std::vector<std::string_view> items_of(std::string_view list) {
  std::vector<std::string_view> items;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= list.size(); ++i) {
    if (i == list.size() || (list[i] == ',' && depth == 0)) {
      const auto item = trimmed(list.substr(begin, i - begin));
      if (!item.empty()) items.push_back(item);
      begin = i + 1;
    } else if (list[i] == '[') {
      ++depth;
    } else if (list[i] == ']') {
      --depth;
    }
  }
  return items;
}

/// Walks lists, negations and variables; calls leaf(text, negated) for each plain item.
template <class Leaf>
Result<void> walk(std::string_view text, const Variables& variables, bool negated, int depth,
                  Leaf& leaf) {
  if (depth > kMostNesting) return bad(text, "lists or variables nest too deep");
  text = trimmed(text);
  if (text.empty()) return bad(text, "empty");
  if (text[0] == '!') return walk(text.substr(1), variables, !negated, depth + 1, leaf);
  if (text[0] == '$') {
    const auto found = variables.find(std::string(text.substr(1)));
    if (found == variables.end()) return bad(text, "unknown variable");
    return walk(found->second, variables, negated, depth + 1, leaf);
  }
  if (text[0] == '[') {
    if (text.back() != ']') return bad(text, "list without end");
    for (const auto item : items_of(text.substr(1, text.size() - 2)))
      if (auto done = walk(item, variables, negated, depth + 1, leaf); !done) return done;
    return {};
  }
  return leaf(text, negated);
}

bool number(std::string_view text, std::uint16_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

struct ProtocolName {
  std::string_view name;
  Transport transport;
  event::App app;
};
constexpr ProtocolName kProtocols[] = {
    {"ip", Transport::ip, event::App::unknown},
    {"ipv4", Transport::ip, event::App::unknown},
    {"ipv6", Transport::ip, event::App::unknown},
    {"tcp", Transport::tcp, event::App::unknown},
    {"tcp-pkt", Transport::tcp, event::App::unknown},
    {"tcp-stream", Transport::tcp, event::App::unknown},
    {"udp", Transport::udp, event::App::unknown},
    {"icmp", Transport::icmp, event::App::unknown},
    {"icmpv4", Transport::icmp, event::App::unknown},
    {"icmpv6", Transport::icmp, event::App::unknown},
    {"sctp", Transport::sctp, event::App::unknown},
    {"http", Transport::application, event::App::http},
    {"http1", Transport::application, event::App::http},
    {"dns", Transport::application, event::App::dns},
    {"tls", Transport::application, event::App::tls},
    {"smb", Transport::application, event::App::smb},
    {"ssh", Transport::application, event::App::ssh},
    {"ftp", Transport::application, event::App::ftp},
    {"ftp-data", Transport::application, event::App::ftp_data},
    {"smtp", Transport::application, event::App::smtp},
    {"tftp", Transport::application, event::App::tftp},
    {"ldap", Transport::application, event::App::ldap},
    {"telnet", Transport::application, event::App::telnet},
};

bool carries(Transport transport, net::Protocol protocol) {
  switch (transport) {
    case Transport::tcp: return protocol == net::Protocol::tcp;
    case Transport::udp: return protocol == net::Protocol::udp;
    case Transport::icmp:
      return protocol == net::Protocol::icmp || protocol == net::Protocol::icmpv6;
    case Transport::sctp: return protocol == net::Protocol::sctp;
    default: return true;
  }
}

}  // namespace

const Variables& default_variables() {
  static const Variables kDefaults = {
      {"HOME_NET", "[192.168.0.0/16,10.0.0.0/8,172.16.0.0/12]"},
      {"EXTERNAL_NET", "!$HOME_NET"},
      {"HTTP_SERVERS", "$HOME_NET"},
      {"SMTP_SERVERS", "$HOME_NET"},
      {"SQL_SERVERS", "$HOME_NET"},
      {"DNS_SERVERS", "$HOME_NET"},
      {"TELNET_SERVERS", "$HOME_NET"},
      {"AIM_SERVERS", "$EXTERNAL_NET"},
      {"DC_SERVERS", "$HOME_NET"},
      {"DNP3_SERVER", "$HOME_NET"},
      {"DNP3_CLIENT", "$HOME_NET"},
      {"MODBUS_CLIENT", "$HOME_NET"},
      {"MODBUS_SERVER", "$HOME_NET"},
      {"ENIP_CLIENT", "$HOME_NET"},
      {"ENIP_SERVER", "$HOME_NET"},
      {"HTTP_PORTS", "80"},
      {"SHELLCODE_PORTS", "!80"},
      {"ORACLE_PORTS", "1521"},
      {"SSH_PORTS", "22"},
      {"DNP3_PORTS", "20000"},
      {"MODBUS_PORTS", "502"},
      {"FILE_DATA_PORTS", "[$HTTP_PORTS,110,143]"},
      {"FTP_PORTS", "21"},
      {"GENEVE_PORTS", "6081"},
      {"VXLAN_PORTS", "4789"},
      {"TEREDO_PORTS", "3544"},
      {"SIP_PORTS", "[5060,5061]"},
  };
  return kDefaults;
}

bool AddressSet::contains(const net::Address& address) const {
  const auto in = [&](const net::Prefix& prefix) { return prefix.contains(address); };
  if (!any && std::none_of(included.begin(), included.end(), in)) return false;
  return std::none_of(excluded.begin(), excluded.end(), in);
}

bool PortSet::contains(std::uint16_t port) const {
  const auto in = [&](const Range& range) { return range.first <= port && port <= range.last; };
  if (!included.empty() && std::none_of(included.begin(), included.end(), in)) return false;
  return std::none_of(excluded.begin(), excluded.end(), in);
}

bool Header::matches(const event::Flow& flow, event::Side from) const {
  if (!carries(transport, flow.protocol)) return false;
  const auto one_way = [&](const net::Endpoint& a, const net::Endpoint& b) {
    const bool has_ports = flow.protocol == net::Protocol::tcp ||
                           flow.protocol == net::Protocol::udp ||
                           flow.protocol == net::Protocol::sctp;
    return (!has_ports || (source_port.contains(a.port) && destination_port.contains(b.port))) &&
           source.contains(a.address) && destination.contains(b.address);
  };
  return one_way(flow.from(from), flow.to(from)) ||
         (both_ways && one_way(flow.to(from), flow.from(from)));
}

Result<AddressSet> parse_addresses(std::string_view text, const Variables& variables) {
  AddressSet set;
  bool all = false;
  const auto leaf = [&](std::string_view item, bool negated) -> Result<void> {
    if (item == "any") {
      if (negated) return bad(item, "no address is left");
      all = true;
      return {};
    }
    const auto prefix = net::Prefix::parse(item);
    if (!prefix) return bad(item, "no address");
    (negated ? set.excluded : set.included).push_back(*prefix);
    return {};
  };
  if (auto done = walk(text, variables, false, 0, leaf); !done)
    return tl::unexpected<Error>(done.error());
  set.any = all || set.included.empty();
  return set;
}

Result<PortSet> parse_ports(std::string_view text, const Variables& variables) {
  PortSet set;
  const auto leaf = [&](std::string_view item, bool negated) -> Result<void> {
    if (item == "any") return {};
    PortSet::Range range{0, 65535};
    const auto colon = item.find(':');
    const auto low = trimmed(item.substr(0, colon));
    const auto high = colon == std::string_view::npos ? low : trimmed(item.substr(colon + 1));
    if ((!low.empty() && !number(low, range.first)) ||
        (!high.empty() && !number(high, range.last)) || range.first > range.last)
      return bad(item, "no port");
    (negated ? set.excluded : set.included).push_back(range);
    return {};
  };
  if (auto done = walk(text, variables, false, 0, leaf); !done)
    return tl::unexpected<Error>(done.error());
  return set;
}

Result<Header> parse_header(const std::vector<std::string>& words, const Variables& variables) {
  if (words.size() != 6)
    return bad("header", "needs protocol, source, port, ->, destination, port");
  Header header;
  for (const auto& word : words) header.text += word + ' ';
  const auto named = std::find_if(std::begin(kProtocols), std::end(kProtocols),
                                  [&](const ProtocolName& p) { return p.name == words[0]; });
  if (named == std::end(kProtocols)) return bad(words[0], "unknown protocol");
  header.transport = named->transport;
  header.app = named->app;
  if (named->transport == Transport::application) header.app_name = words[0];
  header.packets_only = words[0] == "tcp-pkt";
  header.stream_only = words[0] == "tcp-stream";
  if (words[3] != "->" && words[3] != "<>") return bad(words[3], "unknown direction");
  header.both_ways = words[3] == "<>";
  auto source = parse_addresses(words[1], variables);
  auto source_port = parse_ports(words[2], variables);
  auto destination = parse_addresses(words[4], variables);
  auto destination_port = parse_ports(words[5], variables);
  if (!source) return tl::unexpected<Error>(source.error());
  if (!source_port) return tl::unexpected<Error>(source_port.error());
  if (!destination) return tl::unexpected<Error>(destination.error());
  if (!destination_port) return tl::unexpected<Error>(destination_port.error());
  header.source = std::move(*source);
  header.source_port = std::move(*source_port);
  header.destination = std::move(*destination);
  header.destination_port = std::move(*destination_port);
  return header;
}

}  // namespace cordon::rules
