#include "logs/flow_fields.h"

namespace cordon::logs {
namespace {

constexpr std::uint32_t kReverse = 29305;  // RFC 5103's enterprise number: of the other direction

std::uint64_t number_of(Bytes bytes) {
  if (bytes.size() > 8) return 0;
  std::uint64_t number = 0;
  for (const std::uint8_t byte : bytes) number = number << 8 | byte;
  return number;
}

std::optional<net::Address> address_of(Bytes bytes) {
  if (bytes.size() == 4) return net::Address::from_v4(bytes.data());
  if (bytes.size() == 16) return net::Address::from_v6(bytes.data());
  return std::nullopt;
}

// RFC 7011, 6.1.9: NTP's 32 bits of seconds since 1900 and 32 of fraction.
Time time_of_ntp(std::uint64_t ntp) {
  constexpr std::uint64_t kFrom1900To1970 = 2'208'988'800;
  const std::uint64_t seconds = ntp >> 32;
  if (seconds < kFrom1900To1970) return kNoTime;
  return Time(std::chrono::seconds(seconds - kFrom1900To1970)) +
         Duration(static_cast<std::int64_t>((ntp & 0xffffffff) * 1'000'000'000 >> 32));
}

}  // namespace

Time time_of_ms(std::uint64_t ms) {
  constexpr std::uint64_t kMost = 9'000'000'000'000;
  return ms > kMost ? kNoTime : Time(std::chrono::milliseconds(ms));
}

void FlowFields::hear(const TemplateField& field, Bytes value) {
  const std::uint64_t number = number_of(value);
  if (field.enterprise == kReverse) return hear_reverse(field.id, number);
  if (field.enterprise != 0) return;
  switch (field.id) {
    case 4:
      protocol = number;
      has_protocol = true;
      return;
    case 6: flags = static_cast<TcpFlags>(number); return;
    case 7: source_port = number; return;
    case 11: destination_port = number; return;
    case 8:
    case 27:
      // Dual-stack templates have both, one of them zero.
      if (const auto a = address_of(value); a && (!source || source->is_unspecified())) source = a;
      return;
    case 12:
    case 28:
      if (const auto a = address_of(value); a && (!destination || destination->is_unspecified()))
        destination = a;
      return;
    case 32:
    case 139: icmp = number; return;  // type << 8 | code
    case 176:
    case 178: icmp = (number & 0xff) << 8 | (icmp.value_or(0) & 0xff); return;
    case 177:
    case 179: icmp = (icmp.value_or(0) & 0xff00) | (number & 0xff); return;
    default: break;
  }
  hear_counter(field.id, number);
  hear_time(field.id, number);
  hear_sampling(field.id, number);
}

void FlowFields::hear_counter(std::uint16_t id, std::uint64_t number) {
  switch (id) {
    case 1:
    case 85: bytes = number; break;
    case 2:
    case 86: packets = number; break;
    case 231: bytes = number; break;  // of the initiator: the record is two-way
    case 298: packets = number; break;
    case 232:
      reverse_bytes = number;
      two_way = true;
      break;
    case 299:
      reverse_packets = number;
      two_way = true;
      break;
    default: break;
  }
}

void FlowFields::hear_reverse(std::uint16_t id, std::uint64_t number) {
  two_way = true;
  switch (id) {
    case 1:
    case 85: reverse_bytes = number; break;
    case 2:
    case 86: reverse_packets = number; break;
    case 6: reverse_flags = static_cast<TcpFlags>(number); break;
    default: break;
  }
}

void FlowFields::hear_time(std::uint16_t id, std::uint64_t number) {
  switch (id) {
    case 21: last_uptime = static_cast<std::uint32_t>(number); break;
    case 22: first_uptime = static_cast<std::uint32_t>(number); break;
    case 150: start = time_of_ms((number & 0xffffffff) * 1000); break;
    case 151: end = time_of_ms((number & 0xffffffff) * 1000); break;
    case 152: start = time_of_ms(number); break;
    case 153: end = time_of_ms(number); break;
    case 154:
    case 156: start = time_of_ntp(number); break;
    case 155:
    case 157: end = time_of_ntp(number); break;
    case 158: start_before_us = number; break;
    case 160: started = time_of_ms(number); break;
    case 161: lasted_us = number * 1000; break;
    case 162: lasted_us = number; break;
    case 323:
      if (start == kNoTime) start = time_of_ms(number);
      break;
    default: break;
  }
}

void FlowFields::hear_sampling(std::uint16_t id, std::uint64_t number) {
  switch (id) {
    case 34:
    case 50:
      interval = 1;
      space = number > 0 ? number - 1 : 0;
      break;
    case 305: interval = number; break;
    case 306: space = number; break;
    case 309: sample = number; break;
    case 310: population = number; break;
    default: break;
  }
}

}  // namespace cordon::logs
