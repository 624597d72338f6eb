#include "logs/flow_record.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.h"
#include "logs/cells.h"

namespace cordon::logs {
namespace {

using event::Outcome;

// Services above the well-known ports that worms and their back doors are known by. Sorted.
constexpr std::uint16_t kServices[] = {1080, 1433, 1434, 1521,  2323,  2375,  3127,  3128, 3306,
                                       3389, 4444, 5000, 5060,  5432,  5555,  5554,  5900, 5985,
                                       6379, 7001, 7547, 8000,  8080,  8081,  8443,  8888, 9000,
                                       9200, 9527, 9996, 11211, 27017, 37215, 52869, 60001};

// The lower, the more of a server's.
int rank_of(std::uint16_t port) {
  if (port != 0 && port < 1024) return 0;
  return std::find(std::begin(kServices), std::end(kServices), port) != std::end(kServices) ? 1 : 2;
}

struct Word {
  std::string_view word;
  Outcome outcome;
};

// Of TCP. Argus' generic words, Zeek's conn_state, Slips' own.
constexpr Word kTcpWords[] = {
    {"EST", Outcome::established}, {"CON", Outcome::established},   {"ACC", Outcome::established},
    {"FIN", Outcome::established}, {"CLO", Outcome::established},   {"RST", Outcome::refused},
    {"REQ", Outcome::unanswered},  {"INT", Outcome::unanswered},    {"S0", Outcome::unanswered},
    {"SH", Outcome::unanswered},   {"RSTOS0", Outcome::unanswered}, {"REJ", Outcome::refused},
    {"S1", Outcome::established},  {"S2", Outcome::established},    {"S3", Outcome::established},
    {"SF", Outcome::established},  {"RSTO", Outcome::established},  {"RSTR", Outcome::established},
    {"SHR", Outcome::established}, {"RSTRH", Outcome::established},
};

// Argus' words for ICMP errors: of other protocols they say that one came back.
bool is_unreachable(std::string_view state) {
  return state.starts_with("UR") || state == "RST" || state == "REJ";
}

bool is_flags(std::string_view text) {
  return text.find_first_not_of("FSRPAUECW.") == std::string_view::npos;
}

}  // namespace

Outcome outcome_of(TcpFlags client, TcpFlags server) {
  if ((server & kSyn) != 0) return Outcome::established;
  const bool bare_reset = (server & kReset) != 0 && (server & (kPush | kFin)) == 0;
  if (bare_reset) {
    const bool midstream = (client & kSyn) == 0 && (client & (kPush | kFin)) != 0;
    return midstream ? Outcome::unknown : Outcome::refused;
  }
  if ((server & kAck) != 0) return Outcome::established;
  if (server != 0) return Outcome::unknown;
  // The server was not seen. Who acknowledges has been answered; a bare reset acknowledges nothing.
  if ((client & kAck) != 0 && (client & (kSyn | kPush | kFin)) != 0) return Outcome::established;
  return (client & (kSyn | kAck | kReset)) == kSyn ? Outcome::unanswered : Outcome::unknown;
}

bool source_serves(const Entry& entry) {
  const std::uint16_t source = entry.client.port, destination = entry.server.port;
  if (source == 0 || destination == 0) return false;  // not said, or not of this protocol
  if (rank_of(source) != rank_of(destination)) return rank_of(source) < rank_of(destination);
  return source < destination;
}

void turn(Entry& entry) {
  std::swap(entry.client, entry.server);
  std::swap(entry.client_packets, entry.server_packets);
  std::swap(entry.client_bytes, entry.server_bytes);
}

void orient(Entry& entry, std::optional<TcpFlags> flags) {
  const bool tcp = entry.protocol == net::Protocol::tcp && flags && *flags != 0;
  const bool opens = tcp && (*flags & (kSyn | kAck)) == kSyn;
  const bool turned = !opens && source_serves(entry);
  if (turned) turn(entry);
  if (tcp) entry.outcome = turned ? outcome_of(0, *flags) : outcome_of(*flags, 0);
}

std::optional<TcpFlags> read_tcp_flags(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const bool hex = text.starts_with("0x");
  if (hex || (text.front() >= '0' && text.front() <= '9')) {
    if (hex) text.remove_prefix(2);
    std::uint32_t number = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number, hex ? 16 : 10);
    if (error != std::errc() || end != last) return std::nullopt;
    return static_cast<TcpFlags>(number);
  }
  TcpFlags flags = 0;
  for (const char c : text) {
    constexpr std::string_view kLetters = "FSRPAUEC";
    const auto at = kLetters.find(c);
    if (at != std::string_view::npos)
      flags = static_cast<TcpFlags>(flags | 1 << at);
    else if (c != '.' && c != ' ' && c != 'W')
      return std::nullopt;
  }
  return flags;
}

Outcome outcome_of_state(std::string_view state, const Entry& entry, bool turned) {
  if (entry.protocol == net::Protocol::tcp) {
    if (const auto bar = state.find('_'); bar != std::string_view::npos) {
      std::string_view client = state.substr(0, bar), server = state.substr(bar + 1);
      if (turned) std::swap(client, server);
      if (!is_flags(client) || !is_flags(server)) return Outcome::unknown;
      return outcome_of(read_tcp_flags(client).value_or(TcpFlags{0}),
                        read_tcp_flags(server).value_or(TcpFlags{0}));
    }
    for (const Word& word : kTcpWords)
      if (word.word == state) return word.outcome;
  }
  const bool icmp =
      entry.protocol == net::Protocol::icmp || entry.protocol == net::Protocol::icmpv6;
  if (!icmp && is_unreachable(state)) return Outcome::refused;
  if (state == "Established" || state == "CON" || state == "SF") return Outcome::established;
  if (state == "Not Established") return Outcome::unanswered;
  if (entry.protocol == net::Protocol::tcp) return Outcome::unknown;
  if (state == "INT" || state == "REQ" || state == "S0") return Outcome::unanswered;
  // An echo is a question; ICMP's errors and the announcements of neighbours want no answer.
  if (state == "ECO") return entry.server_packets > 0 ? Outcome::established : Outcome::unanswered;
  return entry.server_packets > 0 ? Outcome::established : Outcome::unknown;
}

std::optional<net::Protocol> read_protocol(std::string_view text) {
  if (text == "tcp" || text == "TCP") return net::Protocol::tcp;  // nearly all are
  if (text == "udp" || text == "UDP") return net::Protocol::udp;
  struct Name {
    std::string_view name;
    std::uint8_t number;
  };
  constexpr Name kNames[] = {{"tcp", 6},    {"udp", 17},       {"icmp", 1},  {"icmpv6", 58},
                             {"icmp6", 58}, {"ipv6-icmp", 58}, {"igmp", 2},  {"sctp", 132},
                             {"gre", 47},   {"esp", 50},       {"ah", 51},   {"ipv6", 41},
                             {"ipnip", 4},  {"pim", 103},      {"ospf", 89}, {"vrrp", 112},
                             {"rsvp", 46},  {"udplite", 136},  {"dccp", 33}, {"egp", 8}};
  if (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    const auto number = read_count(text);
    if (!number || *number > 255) return std::nullopt;
    return static_cast<net::Protocol>(*number);
  }
  constexpr std::size_t kLongest = 12;
  if (text.size() > kLongest) return std::nullopt;
  const std::string lower = lowered(text);
  for (const Name& name : kNames)
    if (name.name == lower) return static_cast<net::Protocol>(name.number);
  return std::nullopt;
}

}  // namespace cordon::logs
