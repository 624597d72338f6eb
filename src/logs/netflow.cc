#include "logs/netflow.h"

#include <bit>
#include <cstring>

#include "logs/recognisers.h"

namespace cordon::logs {
namespace {

constexpr std::size_t kV5Header = 24, kV5Record = 48, kV9Header = 20, kIpfixHeader = 16;
constexpr std::uint16_t kMostV5Records = 30;  // in a datagram, says Cisco; more is no NetFlow
constexpr std::uint16_t kFirstDataSet = 256;

bool is_set_id(std::uint16_t id) { return id <= 1 || id >= kFirstDataSet; }

std::size_t v9_size(Bytes bytes, bool at_end) {
  std::size_t at = kV9Header;
  while (true) {
    if (at > kMostMessage) return kNoMessage;
    const Bytes rest = tail(bytes, at);
    if (rest.size() < 2) return at_end && at <= bytes.size() ? at : 0;
    if (!is_set_id(load_be16(rest.data()))) return at;
    if (rest.size() < 4) return at_end ? at : 0;
    const std::size_t length = load_be16(rest.data() + 2);
    if (length < 4) return at == kV9Header ? kNoMessage : at;
    if (length > rest.size()) return at_end ? bytes.size() : 0;
    at += length;
  }
}

}  // namespace

std::size_t message_size(std::string_view text, bool at_end) {
  const Bytes bytes = bytes_of(text);
  if (bytes.size() < 4) return at_end ? kNoMessage : 0;
  const std::uint16_t version = load_be16(bytes.data()), second = load_be16(bytes.data() + 2);
  std::size_t size = 0;
  switch (version) {
    case 5:
      if (second == 0 || second > kMostV5Records) return kNoMessage;
      size = kV5Header + kV5Record * second;
      break;
    case 9:
      if (bytes.size() < kV9Header) return at_end ? kNoMessage : 0;
      return v9_size(bytes, at_end);
    case 10:
      if (second < kIpfixHeader) return kNoMessage;
      size = second;
      break;
    default: return kNoMessage;
  }
  if (size <= bytes.size()) return size;
  return at_end ? bytes.size() : 0;  // the last message is cut: what is there of it
}

Verdict NetflowParser::read(std::string_view text, EntrySink& sink) {
  const Bytes message = bytes_of(text);
  if (message.size() < 2) return Verdict::bad;
  Cursor cursor(message);
  const std::uint16_t version = cursor.be16();
  if (version == 5) return read_v5(message, sink);
  if (version != 9 && version != 10) return Verdict::bad;
  const bool ipfix = version == 10;
  const std::uint16_t second = cursor.be16();
  Clock clock;
  if (!ipfix) clock.uptime_ms = cursor.be32();
  clock.exported = time_of_ms(cursor.be32() * std::uint64_t{1000});
  cursor.be32();  // sequence
  const std::uint32_t domain = cursor.be32();
  if (cursor.failed()) return Verdict::bad;
  Bytes sets = cursor.rest();
  const bool cut = ipfix && second > message.size();
  if (ipfix && second >= kIpfixHeader) sets = head(sets, second - kIpfixHeader);
  const Verdict verdict = read_sets(sets, domain, clock, ipfix, sink);
  return cut && verdict == Verdict::told ? Verdict::cut : verdict;
}

Verdict NetflowParser::read_v5(Bytes message, EntrySink& sink) {
  if (message.size() < kV5Header) return Verdict::bad;
  Cursor cursor(message);
  cursor.skip(2);
  const std::uint16_t count = cursor.be16();
  Clock clock;
  clock.uptime_ms = cursor.be32();
  const std::uint32_t seconds = cursor.be32(), ns = cursor.be32();
  clock.exported = Time(std::chrono::seconds(seconds)) + Duration(ns % 1'000'000'000);
  cursor.skip(6);                                         // sequence, engine
  const std::uint16_t sampling = cursor.be16() & 0x3fff;  // the two bits above are its mode
  std::size_t told = 0;
  for (; told < count && cursor.left() >= kV5Record; ++told) {
    const Bytes record = cursor.take(kV5Record);
    const auto* at = record.data();
    FlowFields heard;
    heard.source = net::Address::from_v4(at);
    heard.destination = net::Address::from_v4(at + 4);
    heard.packets = load_be32(at + 16);
    heard.bytes = load_be32(at + 20);
    heard.first_uptime = load_be32(at + 24);
    heard.last_uptime = load_be32(at + 28);
    heard.source_port = load_be16(at + 32);
    heard.destination_port = load_be16(at + 34);
    heard.flags = at[37];
    heard.protocol = at[38];
    if (sampling > 1) {
      heard.interval = 1;
      heard.space = sampling - std::uint64_t{1};
    }
    tell(heard, 0, clock, sink);
  }
  if (told == 0) return Verdict::bad;
  return told < count ? Verdict::cut : Verdict::told;
}

Verdict NetflowParser::read_sets(Bytes sets, std::uint32_t domain, const Clock& clock, bool ipfix,
                                 EntrySink& sink) {
  Tally result;
  Cursor cursor(sets);
  bool cut = false;
  while (cursor.left() >= 4) {
    const std::uint16_t id = cursor.be16(), length = cursor.be16();
    if (length < 4) {
      result.bad = true;
      break;
    }
    cut = length - 4u > cursor.left();
    const Bytes set = cursor.take(cut ? cursor.left() : length - 4u);
    read_set(id, set, domain, clock, ipfix, sink, result);
  }
  if (result.told > 0) return cut || result.bad ? Verdict::cut : Verdict::told;
  return result.bad || cut || !result.understood ? Verdict::bad : Verdict::nothing;
}

void NetflowParser::read_set(std::uint16_t id, Bytes set, std::uint32_t domain, const Clock& clock,
                             bool ipfix, EntrySink& sink, Tally& result) {
  if (id < kFirstDataSet) {
    const bool options = id == (ipfix ? 3 : 1);
    if (id != (ipfix ? 2 : 0) && !options) {
      result.bad = true;
      return;
    }
    const auto read = ipfix     ? templates_.read_ipfix(set, domain, options)
                      : options ? templates_.read_v9_options(set, domain)
                                : templates_.read_v9(set, domain);
    (read ? result.understood : result.bad) = true;
    return;
  }
  if (const Template* form = templates_.find(domain, id))
    read_data(*form, set, domain, clock, sink, result);
  else
    result.bad = true;  // its template is still to come, or was lost
}

void NetflowParser::read_data(const Template& form, Bytes set, std::uint32_t domain,
                              const Clock& clock, EntrySink& sink, Tally& result) {
  Cursor cursor(set);
  while (cursor.left() >= form.least_size) {
    FlowFields heard;
    for (const TemplateField& field : form.fields) {
      std::size_t length = field.length;
      if (field.length == kVariableLength) {
        length = cursor.u8();
        if (length == 255) length = cursor.be16();
      }
      heard.hear(field, cursor.take(length));
    }
    if (cursor.failed()) {
      result.bad = true;
      return;
    }
    result.understood = true;
    if (form.options)
      learn_sampling(heard, domain);
    else if (tell(heard, domain, clock, sink))
      ++result.told;
  }
}

void NetflowParser::learn_sampling(const FlowFields& heard, std::uint32_t domain) {
  std::uint64_t rate = 0;
  if (heard.interval > 0 && heard.space <= UINT32_MAX && heard.interval <= UINT32_MAX)
    rate = (heard.interval + heard.space) / heard.interval;
  else if (heard.sample > 0)
    rate = heard.population / heard.sample;
  if (rate == 0 || rate > UINT32_MAX) return;
  if (sampling_.size() >= kMostDomains && sampling_.count(domain) == 0) return;
  sampling_[domain] = static_cast<std::uint32_t>(rate);
}

bool NetflowParser::tell(const FlowFields& heard, std::uint32_t domain, const Clock& clock,
                         EntrySink& sink) {
  if (!heard.source || !heard.destination) return false;  // of layer 2, or counters alone
  entry_.clear();
  entry_.tells = Tells::flow;
  entry_.client = {*heard.source, static_cast<std::uint16_t>(heard.source_port)};
  entry_.server = {*heard.destination, static_cast<std::uint16_t>(heard.destination_port)};
  entry_.protocol = static_cast<net::Protocol>(heard.protocol);
  entry_.client_packets = heard.packets;
  entry_.client_bytes = heard.bytes;
  entry_.server_packets = heard.reverse_packets;
  entry_.server_bytes = heard.reverse_bytes;
  entry_.bytes_are_ip = true;
  set_times(heard, clock);
  const bool icmp =
      entry_.protocol == net::Protocol::icmp || entry_.protocol == net::Protocol::icmpv6;
  if (icmp) {  // exporters that have no field for it put type and code into the port
    if (heard.icmp && *heard.icmp != 0)
      entry_.server.port = static_cast<std::uint16_t>(*heard.icmp);
    entry_.client.port = 0;
  }
  set_sampling(heard, domain);
  set_outcome(heard);
  sink.entry(entry_);
  return true;
}

void NetflowParser::set_sampling(const FlowFields& heard, std::uint32_t domain) {
  const auto known = sampling_.find(domain);
  if (known != sampling_.end()) entry_.sampling = known->second;
  if (heard.interval > 0 && heard.space < UINT32_MAX && heard.interval <= UINT32_MAX)
    entry_.sampling = static_cast<std::uint32_t>((heard.interval + heard.space) / heard.interval);
}

void NetflowParser::set_times(const FlowFields& heard, const Clock& clock) {
  Time start = heard.start, end = heard.end;
  const auto at_uptime = [&](std::uint32_t ms) {
    return heard.started != kNoTime ? heard.started + std::chrono::milliseconds(ms)
                                    : clock.at_uptime(ms);
  };
  if (start == kNoTime && heard.first_uptime) start = at_uptime(*heard.first_uptime);
  if (end == kNoTime && heard.last_uptime) end = at_uptime(*heard.last_uptime);
  if (start == kNoTime && heard.start_before_us && *heard.start_before_us <= UINT32_MAX)
    start = clock.exported - std::chrono::microseconds(*heard.start_before_us);
  if (start == kNoTime) start = end != kNoTime ? end : clock.exported;
  if (heard.first_uptime && heard.last_uptime && end == kNoTime)  // of an unknown start: how long
    entry_.lasted = std::chrono::milliseconds(*heard.last_uptime - *heard.first_uptime);
  entry_.time = start;
  constexpr std::uint64_t kMostLasted =
      10ULL * 366 * 86400 * 1'000'000;  // ten years: no flow lasts
  if (end != kNoTime && end > start)
    entry_.lasted = end - start;
  else if (heard.lasted_us && *heard.lasted_us < kMostLasted)
    entry_.lasted = std::chrono::microseconds(*heard.lasted_us);
}

void NetflowParser::set_outcome(const FlowFields& heard) {
  if (!heard.two_way) return orient(entry_, heard.flags);
  if (entry_.protocol == net::Protocol::tcp && heard.flags)
    entry_.outcome = outcome_of(*heard.flags, heard.reverse_flags.value_or(TcpFlags{0}));
  else
    entry_.outcome = entry_.server_packets + entry_.server_bytes > 0 ? event::Outcome::established
                                                                     : event::Outcome::unanswered;
}

std::optional<Format> recognise_netflow(std::string_view first, const Hints&) {
  const bool whole_file = first.size() < kFirstBytes;
  const std::size_t size = message_size(first, whole_file);
  if (size == 0 || size == kNoMessage) return std::nullopt;
  const auto version = static_cast<unsigned char>(first[1]);
  // What follows must be a message of the same kind; the first must make sense by itself.
  const std::string_view next = first.substr(size);
  if (next.size() >= 2 && (next[0] != 0 || (next[1] != 5 && next[1] != 9 && next[1] != 10)))
    return std::nullopt;
  struct Nobody final : EntrySink {
    void entry(const Entry&) override {}
  } nobody;
  NetflowParser trial;
  const bool sense = trial.read(first.substr(0, size), nobody) != Verdict::bad;
  if (!sense && (next.empty() || version == 5)) return std::nullopt;
  Format format;
  format.name = version == 5 ? "NetFlow v5" : version == 9 ? "NetFlow v9" : "IPFIX";
  format.framing = Framing::netflow_messages;
  format.depth = Depth::flows;
  format.kind = "flows";
  format.parser = std::make_unique<NetflowParser>();
  return format;
}

}  // namespace cordon::logs
