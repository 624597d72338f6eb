// A rule's header: action, protocol, addresses and ports with variables, lists and negation.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "event/flow.h"

namespace cordon::rules {

using Variables = std::map<std::string, std::string>;

/// suricata.yaml's defaults.
const Variables& default_variables();
inline constexpr int kMostNesting =
    16;  // of lists and variables: stops variables that name themselves

/// Addresses that are meant, less those that are not.
struct AddressSet {
  std::vector<net::Prefix> included, excluded;
  bool any = true;  // where `included` is empty
  bool contains(const net::Address& address) const;
  bool operator==(const AddressSet&) const = default;
};

struct PortSet {
  struct Range {
    std::uint16_t first = 0, last = 0;
    bool operator==(const Range&) const = default;
  };
  std::vector<Range> included, excluded;
  bool contains(std::uint16_t port) const;
  bool operator==(const PortSet&) const = default;
};

enum class Transport : std::uint8_t { ip, tcp, udp, icmp, sctp, application };

struct Header {
  Transport transport = Transport::ip;
  event::App app = event::App::unknown;  // the application protocol, where one is named
  std::string app_name;
  bool packets_only = false, stream_only = false;  // tcp-pkt, tcp-stream
  AddressSet source, destination;
  PortSet source_port, destination_port;
  bool both_ways = false;
  std::string text;  // the words, joined: equal texts are equal headers

  /// May a packet of this flow in this direction be meant? (The app is judged later.)
  bool matches(const event::Flow& flow, event::Side from) const;
};

/// `words`: protocol, source, port, arrow, destination, port.
Result<Header> parse_header(const std::vector<std::string>& words, const Variables& variables);
Result<AddressSet> parse_addresses(std::string_view text, const Variables& variables);
Result<PortSet> parse_ports(std::string_view text, const Variables& variables);

}  // namespace cordon::rules
