// Keywords about a packet's headers.
#include "base/text.h"
#include "rules/keyword.h"

namespace cordon::rules {
namespace {

template <class Field>
Complaint number(Draft& d, std::string_view value, Field field) {
  auto holds = comparison(value);
  if (!holds) return "no number: " + std::string(value);
  d.rule.needs_packet = true;
  d.rule.checks.push_back([holds = std::move(holds), field](const Scene& s, const FlowState&) {
    return s.packet != nullptr && holds(field(*s.packet));
  });
  return {};
}

using P = decode::Packet;
bool is_icmp(const P& p) {
  return p.protocol == net::Protocol::icmp || p.protocol == net::Protocol::icmpv6;
}
constexpr std::uint64_t kNone = UINT64_MAX;  // a field that the packet does not have

Complaint dsize(Draft& d, std::string_view v) {
  return number(d, v, [](const P& p) -> std::uint64_t { return p.payload.size(); });
}
Complaint ttl(Draft& d, std::string_view v) {
  return number(d, v, [](const P& p) -> std::uint64_t { return p.ttl; });
}
Complaint ip_id(Draft& d, std::string_view v) {
  return number(d, v, [](const P& p) -> std::uint64_t { return p.ip_id; });
}
Complaint seq(Draft& d, std::string_view v) {
  return number(d, v, [](const P& p) -> std::uint64_t { return p.sequence; });
}
Complaint ack(Draft& d, std::string_view v) {
  return number(d, v, [](const P& p) -> std::uint64_t { return p.acknowledgment; });
}
Complaint window(Draft& d, std::string_view v) {
  return number(d, v, [](const P& p) -> std::uint64_t { return p.window; });
}
Complaint itype(Draft& d, std::string_view v) {
  return number(d, v, [](const P& p) { return is_icmp(p) ? p.icmp_type : kNone; });
}
Complaint icode(Draft& d, std::string_view v) {
  return number(d, v, [](const P& p) { return is_icmp(p) ? p.icmp_code : kNone; });
}
Complaint icmp_id(Draft& d, std::string_view v) {
  return number(d, v, [](const P& p) { return is_icmp(p) ? p.icmp_id : kNone; });
}
Complaint icmp_seq(Draft& d, std::string_view v) {
  return number(d, v, [](const P& p) { return is_icmp(p) ? p.icmp_sequence : kNone; });
}

Complaint vlan_id(Draft& d, std::string_view value) {
  const auto words = list_of(value);
  auto holds = comparison(words[0]);
  if (!holds) return "no number: " + std::string(value);
  const auto layer = words.size() > 1 ? integer(words[1]) : std::nullopt;
  d.rule.needs_packet = true;
  d.rule.checks.push_back([=](const Scene& s, const FlowState&) {
    if (s.packet == nullptr) return false;
    const int count = std::min<int>(s.packet->vlan_count, 3);
    for (int i = 0; i < count; ++i)
      if ((!layer || *layer == i || *layer == i - count) && holds(s.packet->vlan[i])) return true;
    return false;
  });
  return {};
}

Complaint flags(Draft& d, std::string_view value) {
  const auto words = list_of(value);
  const auto bits = [](std::string_view text) {
    static constexpr std::string_view kLetters = "FSRPAUEC";
    std::uint8_t set = 0;
    for (const char c : text) {
      const auto at = kLetters.find(c == '1' ? 'C' : c == '2' ? 'E' : c);
      if (at != std::string_view::npos) set = static_cast<std::uint8_t>(set | 1U << at);
    }
    return set;
  };
  std::string_view text = words[0];
  const char mode = text.empty() ? '=' : text[0];
  const std::uint8_t wanted = bits(text);
  std::uint8_t ignored = 0;
  if (words.size() > 1) ignored = bits(words[1]);
  d.rule.needs_packet = true;
  d.rule.checks.push_back([=](const Scene& s, const FlowState&) {
    if (s.packet == nullptr || s.packet->protocol != net::Protocol::tcp) return false;
    const auto set = static_cast<std::uint8_t>(s.packet->tcp_flags & ~ignored);
    if (mode == '*') return (set & wanted) != 0;
    if (mode == '+') return (set & wanted) == wanted;
    if (mode == '!') return (set & wanted) != wanted;
    return set == wanted;
  });
  return {};
}

Complaint ip_proto(Draft& d, std::string_view value) {
  static const std::map<std::string, std::int64_t, std::less<>> kNames = {
      {"icmp", 1}, {"tcp", 6}, {"udp", 17}, {"gre", 47}, {"ipv6-icmp", 58}, {"sctp", 132}};
  const auto named = kNames.find(value);
  const std::string text =
      named != kNames.end() ? std::to_string(named->second) : std::string(value);
  return number(d, text, [](const P& p) { return static_cast<std::uint64_t>(p.protocol); });
}

Complaint sameip(Draft& d, std::string_view) {
  d.rule.needs_packet = true;
  d.rule.checks.push_back([](const Scene& s, const FlowState&) {
    return s.packet != nullptr && s.packet->source == s.packet->destination;
  });
  return {};
}

Complaint fragbits(Draft& d, std::string_view value) {
  const bool more = value.find('M') != value.npos, dont = value.find('D') != value.npos;
  d.rule.needs_packet = true;
  d.rule.checks.push_back([=](const Scene& s, const FlowState&) {
    if (s.packet == nullptr || s.packet->ip_version != 4 || s.packet->ip_header.size() < 20)
      return false;
    const std::uint8_t bits = s.packet->ip_header[6];
    return (!more || (bits & 0x20) != 0) && (!dont || (bits & 0x40) != 0);
  });
  return {};
}

}  // namespace

std::vector<KeywordEntry> packet_keywords() {
  return {{"dsize", dsize},       {"ttl", ttl},         {"id", ip_id},         {"seq", seq},
          {"ack", ack},           {"tcp.seq", seq},     {"tcp.ack", ack},      {"window", window},
          {"tcp.window", window}, {"itype", itype},     {"icode", icode},      {"icmp_id", icmp_id},
          {"icmp_seq", icmp_seq}, {"vlan.id", vlan_id}, {"flags", flags},      {"tcp.flags", flags},
          {"ip_proto", ip_proto}, {"sameip", sameip},   {"fragbits", fragbits}};
}

}  // namespace cordon::rules
