#include "proto/dns/message.h"

#include "base/cursor.h"
#include "base/text.h"
#include "net/address.h"

namespace cordon::proto::dns {
namespace {

constexpr std::size_t kHeader = 12;
constexpr std::size_t kMostName = 255;
constexpr int kMostPointers = 128;
constexpr std::uint16_t kA = 1, kNs = 2, kCname = 5, kPtr = 12, kMx = 15, kTxt = 16, kAaaa = 28;

// Reads the name at `at` and moves on; false where it makes no sense.
bool read_name(Bytes message, std::size_t& at, std::string& name) {
  std::size_t place = at;
  bool jumped = false;
  name.clear();
  for (int pointers = 0; pointers < kMostPointers;) {
    if (place >= message.size()) return false;
    const std::size_t length = message[place];
    if (length >= 0xc0) {
      if (place + 1 >= message.size()) return false;
      if (!jumped) at = place + 2;
      jumped = true;
      place = (length & 0x3f) << 8 | message[place + 1];
      ++pointers;
      continue;
    }
    if (length > 63 || place + 1 + length > message.size()) return false;
    if (length == 0) {
      if (!jumped) at = place + 1;
      return true;
    }
    if (name.size() + length > kMostName) return false;
    if (!name.empty()) name += '.';
    name += printable(message.subspan(place + 1, length), 63);
    place += 1 + length;
  }
  return false;
}

std::string data_text(Bytes message, std::size_t at, std::size_t size, std::uint16_t type) {
  const Bytes data = message.subspan(at, size);
  std::string name;
  switch (type) {
    case kA: return size == 4 ? net::Address::from_v4(data.data()).text() : "";
    case kAaaa: return size == 16 ? net::Address::from_v6(data.data()).text() : "";
    case kMx: at += 2; [[fallthrough]];
    case kNs:
    case kCname:
    case kPtr: return read_name(message, at, name) ? name : "";
    case kTxt: return printable(tail(data, 1));
    default: return "";
  }
}

bool read_record(Bytes message, std::size_t& at, bool question, event::DnsRecord& record) {
  if (!read_name(message, at, record.name)) return false;
  Cursor cursor(tail(message, at));
  record.type = cursor.be16();
  cursor.skip(2);
  if (!question) {
    record.ttl = cursor.be32();
    const std::size_t size = cursor.be16();
    if (cursor.failed() || cursor.left() < size) return false;
    record.data = data_text(message, at + cursor.offset(), size, record.type);
    cursor.skip(size);
  }
  at += cursor.offset();
  return !cursor.failed();
}

}  // namespace

bool is_dns_port(std::uint16_t port) { return port == 53 || port == 5353 || port == 5355; }

std::optional<Message> read_message(Bytes datagram) {
  Cursor cursor(datagram);
  Message message;
  message.id = cursor.be16();
  const std::uint16_t flags = cursor.be16();
  message.is_response = (flags & 0x8000) != 0;
  message.opcode = flags >> 11 & 0xf;
  message.rcode = flags & 0xf;
  const std::size_t questions = cursor.be16(), answers = cursor.be16();
  if (datagram.size() < kHeader || questions > kMostRecords || answers > 4 * kMostRecords)
    return std::nullopt;
  std::size_t at = kHeader;
  for (std::size_t i = 0; i < questions + answers && i < kMostRecords; ++i) {
    event::DnsRecord record;
    const bool question = i < questions;
    if (!read_record(datagram, at, question, record)) {
      if (i == 0) return std::nullopt;
      break;
    }
    (question ? message.questions : message.answers).push_back(std::move(record));
  }
  return message;
}

}  // namespace cordon::proto::dns
