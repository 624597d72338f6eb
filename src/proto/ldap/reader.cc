#include "proto/ldap/reader.h"

#include <optional>

#include "base/cursor.h"

namespace cordon::proto::ldap {
namespace {

using Operation = event::LdapMessage::Operation;

constexpr std::uint8_t kSequence = 0x30, kInteger = 0x02, kOctets = 0x04;
constexpr int kMostAttributes = 64;

struct Element {
  std::uint8_t tag = 0;
  Bytes value;
};

// The next BER element; nothing where it does not fit into what is left.
std::optional<Element> take_element(Cursor& cursor) {
  Element element;
  element.tag = cursor.u8();
  std::size_t length = cursor.u8();
  if (length >= 0x80) {
    const std::size_t bytes = length & 0x7f;
    if (bytes == 0 || bytes > 4) return std::nullopt;
    length = 0;
    for (std::size_t i = 0; i < bytes; ++i) length = length << 8 | cursor.u8();
  }
  element.value = cursor.take(length);
  if (cursor.failed()) return std::nullopt;
  return element;
}

// Size of the whole message at the front; 0: more bytes are needed; nothing: it is no LDAP.
std::optional<std::size_t> message_size(std::string_view bytes) {
  if (bytes.empty()) return 0;
  if (static_cast<std::uint8_t>(bytes[0]) != kSequence) return std::nullopt;
  if (bytes.size() < 2) return 0;
  const auto byte = [&](std::size_t i) {
    return static_cast<std::size_t>(static_cast<std::uint8_t>(bytes[i]));
  };
  std::size_t length = byte(1), header = 2;
  if (length >= 0x80) {
    const std::size_t wide = length & 0x7f;
    if (wide == 0 || wide > 4) return std::nullopt;
    header += wide;
    if (bytes.size() < header) return 0;
    length = 0;
    for (std::size_t i = 0; i < wide; ++i) length = length << 8 | byte(2 + i);
  }
  if (length > kMostMessage) return std::nullopt;
  return bytes.size() < header + length ? 0 : header + length;
}

Operation operation_of(std::uint8_t tag) {
  switch (tag) {
    case 0x60: return Operation::bind_request;
    case 0x61: return Operation::bind_response;
    case 0x63: return Operation::search_request;
    case 0x64: return Operation::search_entry;
    case 0x65: return Operation::search_done;
    default: return Operation::other;
  }
}

void read_attributes(Bytes list, event::LdapMessage& message) {
  Cursor cursor(list);
  for (int i = 0; i < kMostAttributes && cursor.left() > 0; ++i) {
    const auto attribute = take_element(cursor);
    if (!attribute) return;
    Cursor inner(attribute->value);
    const auto name = take_element(inner), values = take_element(inner);
    if (!name || !values) continue;
    Cursor first(values->value);
    const auto value = take_element(first);
    if (!value) continue;
    const std::string_view key = text_of(name->value);
    std::string* kept = key == "javaCodeBase"    ? &message.code_base
                        : key == "javaClassName" ? &message.class_name
                        : key == "javaFactory"   ? &message.factory
                                                 : nullptr;
    if (kept != nullptr) *kept = text_of(head(value->value, 1024));
  }
}

void read_operation(const Element& operation, event::LdapMessage& message) {
  message.operation = operation_of(operation.tag);
  Cursor cursor(operation.value);
  if (message.operation == Operation::bind_request) take_element(cursor);  // version
  const auto first = take_element(cursor);
  if (!first) return;
  if (first->tag == kOctets) message.name = text_of(first->value);
  if (message.operation == Operation::search_entry) {
    if (const auto attributes = take_element(cursor)) read_attributes(attributes->value, message);
  } else if (first->value.size() == 1 && first->tag == 0x0a) {
    message.result = first->value[0];
  }
}

}  // namespace

void Reader::show(const event::StreamChunk& chunk, Bytes bytes) {
  Cursor whole(bytes);
  const auto sequence = take_element(whole);
  if (!sequence) return;
  Cursor cursor(sequence->value);
  const auto id = take_element(cursor), operation = take_element(cursor);
  if (!id || id->tag != kInteger || !operation) return;
  event::LdapMessage message{chunk.flow, chunk.from, chunk.at, Operation::other};
  for (const std::uint8_t byte : id->value) message.message_id = message.message_id << 8 | byte;
  read_operation(*operation, message);
  ++context_.counters.ldap_messages;
  context_.next.see(message);
}

void Reader::chunk(const event::StreamChunk& chunk) {
  Half& half = halves_[event::index(chunk.from)];
  if (half.lost) return;
  half.pending += text_of(chunk.bytes);
  std::string_view rest = half.pending;
  while (!rest.empty()) {
    const auto size = message_size(rest);
    half.lost = !size;
    if (!size || *size == 0) break;
    show(chunk, bytes_of(rest.substr(0, *size)));
    rest.remove_prefix(*size);
  }
  half.pending = half.lost ? std::string() : std::string(rest);
}

void Reader::gap(const event::StreamGap& gap) {
  Half& half = halves_[event::index(gap.from)];
  half.pending.clear();
  half.lost = true;
}

Verdict recognise(event::Side, std::string_view first, const event::Flow&) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(first[i]); };
  if (byte(0) != kSequence) return Verdict::no;
  if (first.size() < 8) return Verdict::more;
  const std::size_t header = byte(1) < 0x80 ? 2 : 2u + (byte(1) & 0x7fu);
  if (header > 6 || first.size() < header + 4 || byte(header) != kInteger) return Verdict::no;
  const std::size_t at = header + 2u + byte(header + 1);
  if (byte(header + 1) > 4 || at >= first.size()) return Verdict::no;
  return operation_of(byte(at)) == Operation::other ? Verdict::no : Verdict::yes;
}

}  // namespace cordon::proto::ldap
