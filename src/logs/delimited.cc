#include "logs/delimited.h"

#include <algorithm>

#include "logs/flow_record.h"
#include "logs/forwarded.h"
#include "logs/recognisers.h"

namespace cordon::logs {
namespace {

constexpr std::size_t kByteOrderMark = 3;
constexpr std::size_t kLongestHeader = 16 * 1024;  // no table has a longer line of names

// "-" and "(null)" are how logs write that there is nothing.
std::string_view given(std::string_view cell) {
  return cell == "-" || cell == "(null)" ? std::string_view{} : cell;
}

bool is_status(std::uint64_t number) { return number >= 100 && number <= 999; }

}  // namespace

Verdict DelimitedParser::read(std::string_view line, EntrySink& sink) {
  if (ended_ || line.empty() || line.front() == '#') return Verdict::nothing;
  if (line.ends_with(layout_.header) && line.size() <= layout_.header.size() + kByteOrderMark)
    return Verdict::nothing;                                // again: of a file that was joined
  if (line == "Summary" && layout_.tells == Tells::flow) {  // nfdump: what follows is no record
    ended_ = true;
    return Verdict::nothing;
  }
  const bool whole = split(line);
  constexpr std::size_t kFewest = 2;
  if (cells_.size() < std::min(kFewest, layout_.width)) return Verdict::bad;
  entry_.clear();
  const Verdict verdict = layout_.tells == Tells::http ? read_request() : read_flow();
  if (verdict != Verdict::told) return verdict;
  entry_.time = read_time();
  entry_.sensor = given(cell(Column::sensor));
  sink.entry(entry_);
  return whole ? Verdict::told : Verdict::cut;
}

// Who converts Apache's logs leaves its \" in place, where the RFC would have "". Which of them
// this file means shows in the first line that makes sense in one way alone: in a file of the one
// kind nobody can write a request that makes sense in the other way alone.
bool DelimitedParser::split(std::string_view line) {
  using Quotes = Cells::Quotes;
  if (line.find("\\\"") == std::string_view::npos) return cells_.split(line, layout_.delimiter);
  if (!quotes_) {
    const auto fits = [&](Quotes quotes) {
      return cells_.split(line, layout_.delimiter, quotes) && cells_.size() == layout_.width;
    };
    const bool doubled = fits(Quotes::doubled), escaped = fits(Quotes::escaped);
    if (doubled != escaped) quotes_ = doubled ? Quotes::doubled : Quotes::escaped;
  }
  return cells_.split(line, layout_.delimiter, quotes_.value_or(Quotes::escaped));
}

Time DelimitedParser::read_time() {
  const std::string_view text = cell(Column::time);
  if (layout_.has(Column::date)) {  // then a column "time" is a clock
    moment_.assign(cell(Column::date));
    const std::string_view clock = layout_.has(Column::clock) ? cell(Column::clock) : text;
    if (!clock.empty()) (moment_ += ' ') += clock;
    return clock_.read(moment_, layout_.day_first);
  }
  if (layout_.has(Column::zone)) {
    moment_.assign(text);
    (moment_ += ' ') += cell(Column::zone);
    if (const auto time = read_iso(moment_)) return *time;
  }
  return clock_.read(text, layout_.day_first);
}

bool DelimitedParser::read_ends() {
  const auto client = read_address(cell(Column::client));
  const auto server = read_address(cell(Column::server));
  if (client) entry_.client.address = *client;
  if (server) entry_.server.address = *server;
  entry_.client.port = read_port(port_cell(Column::client_port)).value_or(std::uint16_t{0});
  entry_.server.port = read_port(port_cell(Column::server_port)).value_or(std::uint16_t{0});
  return client.has_value() && (server.has_value() || !layout_.has(Column::server));
}

void DelimitedParser::add_header(std::string_view name, Column column) {
  const std::string_view value = given(cell(column));
  if (!value.empty()) entry_.headers.push_back({name, value});
}

// Rows of something else (a joined file's other parts) lack what each request has.
bool DelimitedParser::row_of_requests() const {
  if (entry_.request_line.empty() && entry_.target.empty() && entry_.status == 0) return false;
  // An address or a name, or some with commas between; no sentence.
  const std::string_view client = cell(Column::client);
  if (client.substr(0, client.find(',')).find(' ') != std::string_view::npos) return false;
  if (!layout_.has(Column::status) || entry_.status != 0) return true;
  const auto place =
      static_cast<std::size_t>(layout_.place[static_cast<std::size_t>(Column::status)]);
  return place < cells_.size() && given(cell(Column::status)).empty();
}

Verdict DelimitedParser::read_request() {
  entry_.tells = Tells::http;
  entry_.app = event::App::http;
  read_ends();  // a client may be a name, which an entry cannot hold
  entry_.request_line = given(cell(Column::request_line));
  entry_.method = given(cell(Column::method));
  entry_.target = given(cell(Column::target));
  entry_.version = given(cell(Column::version));
  const std::string_view protocol = cell(Column::protocol);
  if (entry_.version.empty() && protocol.starts_with("HTTP/")) entry_.version = protocol;
  if (const auto query = given(cell(Column::query)); !query.empty() && !entry_.target.empty()) {
    joined_.assign(entry_.target);
    if (!query.starts_with('?')) joined_ += '?';
    joined_ += query;
    entry_.target = joined_;
    entry_.rewritten = Rewritten::target;
  }
  const std::uint64_t status = count(Column::status);
  entry_.status = is_status(status) ? static_cast<int>(status) : 0;
  if (!row_of_requests()) return Verdict::bad;
  entry_.response_bytes = layout_.has(Column::response_bytes) ? count(Column::response_bytes)
                                                              : count(Column::client_bytes);
  entry_.request_bytes = count(Column::request_bytes);
  add_header("Host", Column::host_header);
  add_header("User-Agent", Column::user_agent);
  add_header("Referer", Column::referer);
  add_header("Cookie", Column::cookie);
  put_forwarded(cell(Column::forwarded_for), entry_);
  return Verdict::told;
}

// As the name of the column says that has this row's port.
Transport DelimitedParser::transport_of(Column port) const {
  const Layout::Ports& ports = layout_.ports_of(port);
  const std::int16_t place = layout_.place[static_cast<std::size_t>(port)];
  if (place < 0) return Transport::unsaid;
  const bool first = ports.second < 0 || !cells_[static_cast<std::size_t>(place)].empty();
  return first ? ports.first_transport : ports.second_transport;
}

bool DelimitedParser::read_protocol_of_flow() {
  if (layout_.has(Column::protocol)) {
    if (const auto protocol = read_protocol(cell(Column::protocol))) {
      entry_.protocol = *protocol;
      return true;
    }
    return false;
  }
  Transport transport = transport_of(Column::server_port);
  if (transport == Transport::unsaid) transport = transport_of(Column::client_port);
  if (transport == Transport::udp) entry_.protocol = net::Protocol::udp;
  return true;
}

Verdict DelimitedParser::read_flow() {
  entry_.tells = Tells::flow;
  if (!read_protocol_of_flow()) {
    // ARP, STP, LLC: no IP. What names no protocol at all is no record of this table.
    const std::string_view name = cell(Column::protocol);
    const bool word = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == '-' || c == '_' || c == '.';
    });
    return word && cells_.size() == layout_.width ? Verdict::nothing : Verdict::bad;
  }
  if (!read_ends()) return Verdict::bad;
  read_counters();
  read_icmp();
  if (const auto ns = read_seconds_as_ns(cell(Column::lasted))) entry_.lasted = Duration(*ns);
  constexpr std::uint64_t kTenYears = 10ULL * 366 * 86400 * 1'000'000;
  if (const auto us = count(Column::lasted_us); us > 0 && us < kTenYears)
    entry_.lasted = std::chrono::microseconds(us);
  const bool turned = opened_by_destination();
  if (turned) turn(entry_);
  set_outcome(turned);
  return Verdict::told;
}

void DelimitedParser::read_counters() {
  entry_.client_packets = count(Column::client_packets);
  entry_.server_packets = count(Column::server_packets);
  entry_.client_bytes = count(Column::client_bytes);
  entry_.server_bytes = count(Column::server_bytes);
  const std::uint64_t packets = count(Column::packets), bytes = count(Column::bytes_both);
  if (!layout_.has(Column::server_packets) && packets > entry_.client_packets)
    entry_.server_packets = packets - entry_.client_packets;
  if (!layout_.has(Column::server_bytes) && bytes > entry_.client_bytes)
    entry_.server_bytes = bytes - entry_.client_bytes;
  // Argus counts whole frames, NetFlow's kin whole datagrams; CICFlowMeter payload.
  entry_.bytes_are_ip = !layout_.has(Column::lasted_us);
  const std::uint64_t sampling = count(Column::sampling);
  if (sampling > 1 && sampling <= UINT32_MAX)
    entry_.sampling = static_cast<std::uint32_t>(sampling);
}

// A flow's server port is type << 8 | code, as in event::Flow.
void DelimitedParser::read_icmp() {
  const bool four = entry_.protocol == net::Protocol::icmp;
  if (!four && entry_.protocol != net::Protocol::icmpv6) return;
  if (layout_.has(Column::icmp_type)) {
    const auto type = static_cast<std::uint8_t>(count(Column::icmp_type));
    entry_.server.port =
        static_cast<std::uint16_t>(type << 8 | static_cast<std::uint8_t>(count(Column::icmp_code)));
  } else if (layout_.argus) {
    const std::uint16_t source = entry_.client.port;
    // "0x0008": type in the low byte, code in the high one. IPv6: the type, and the code as port.
    const bool hex = cell(Column::client_port).starts_with("0x");
    entry_.server.port =
        static_cast<std::uint16_t>(hex ? (source & 0xff) << 8 | source >> 8
                                       : (source & 0xff) << 8 | (entry_.server.port & 0xff));
  }
  const std::string_view door = cell(Column::server_port);
  if (const auto dot = door.find('.'); dot != std::string_view::npos) {  // nfdump: type.code
    const auto type = read_count(door.substr(0, dot)), code = read_count(door.substr(dot + 1));
    if (type && code && *type < 256 && *code < 256)
      entry_.server.port = static_cast<std::uint16_t>(*type << 8 | *code);
  }
  entry_.client.port = 0;
}

// Argus: "<-" says so; with a question mark ("<?>": it missed the opening) the ports must.
bool DelimitedParser::opened_by_destination() const {
  const std::string_view direction = cell(Column::direction);
  if (direction.find('?') != std::string_view::npos) return source_serves(entry_);
  return direction.starts_with('<') && !direction.ends_with('>');
}

void DelimitedParser::set_outcome(bool turned) {
  const std::string_view state = cell(Column::state);
  if (!state.empty()) {
    entry_.outcome = outcome_of_state(state, entry_, turned);
    return;
  }
  if (layout_.one_way && entry_.server_packets == 0) {
    orient(entry_, read_tcp_flags(cell(Column::flags)));
    // A telescope: addresses that nobody has answer nothing.
    if (!layout_.has(Column::server)) entry_.outcome = event::Outcome::unanswered;
    return;
  }
  if (entry_.server_packets > 0)
    entry_.outcome = event::Outcome::established;
  else if (layout_.has(Column::server_packets))
    entry_.outcome = event::Outcome::unanswered;
}

std::optional<Format> recognise_delimited(std::string_view first, const Hints& hints) {
  const auto end = first.find('\n');
  std::string_view header = first.substr(0, end);
  if (header.ends_with('\r')) header.remove_suffix(1);
  if (header.size() > kLongestHeader || header.find('\0') != std::string_view::npos)
    return std::nullopt;
  const auto told = parse_column_hints(hints.columns);
  Layout layout = layout_of(header, told ? *told : std::vector<ColumnHint>{});
  if (layout.tells == Tells::nothing) return std::nullopt;
  if (end != std::string_view::npos) {
    DelimitedParser trial(layout);
    const Fit fit = fit_of(trial, first.substr(end + 1));
    if (fit.lines > 0 && fit.share() < 0.5) return std::nullopt;
  }
  Format format;
  format.name = layout.name;
  const bool flow = layout.tells == Tells::flow;
  format.depth = flow ? Depth::flows : Depth::requests;
  format.kind = flow ? "flows" : "access";
  format.parser = std::make_unique<DelimitedParser>(std::move(layout));
  return format;
}

}  // namespace cordon::logs
