// What the fields of one record of NetFlow v9 or IPFIX say: those that have a meaning here.
//
// Sources: IANA's registry "ipfix" (the numbers), RFC 7011 (encodings), RFC 5103 (the other
// direction of a flow), RFC 5477 (sampling). Plain values.
#pragma once

#include <optional>

#include "base/time.h"
#include "logs/flow_record.h"
#include "logs/ipfix_template.h"

namespace cordon::logs {

/// kNoTime where it is beyond what a Time can hold.
Time time_of_ms(std::uint64_t ms_since_1970);

struct FlowFields {
  std::optional<net::Address> source, destination;
  std::uint64_t source_port = 0, destination_port = 0, protocol = 6;
  bool has_protocol = false;
  std::optional<TcpFlags> flags, reverse_flags;
  std::uint64_t packets = 0, bytes = 0, reverse_packets = 0, reverse_bytes = 0;
  bool two_way = false;
  Time start = kNoTime, end = kNoTime;
  std::optional<std::uint32_t> first_uptime, last_uptime;
  std::optional<std::uint64_t> lasted_us, start_before_us;
  Time started = kNoTime;  // the exporter
  std::optional<std::uint64_t> icmp;
  std::uint64_t interval = 0, space = 0, population = 0, sample = 0;

  void hear(const TemplateField& field, Bytes value);

 private:
  void hear_counter(std::uint16_t id, std::uint64_t number);
  void hear_time(std::uint16_t id, std::uint64_t number);
  void hear_sampling(std::uint16_t id, std::uint64_t number);
  void hear_reverse(std::uint16_t id, std::uint64_t number);
};

}  // namespace cordon::logs
