#include "proto/rmi/reader.h"

namespace cordon::proto::rmi {
namespace {

constexpr std::string_view kMagic = "JRMI";
constexpr std::size_t kHandshake = 7;  // magic, version, protocol
constexpr char kAcknowledged = 0x4e;

}  // namespace

void Reader::chunk(const event::StreamChunk& chunk) {
  if (over_) return;
  if (chunk.from == event::Side::server) {
    const bool acknowledged = !chunk.bytes.empty() && text_of(chunk.bytes).front() == kAcknowledged;
    context_.next.see(
        event::RmiHandshake{chunk.flow, chunk.from, chunk.at, version_, 0, acknowledged});
    over_ = true;
    return;
  }
  if (asked_) return;
  client_ += text_of(head(chunk.bytes, kHandshake - client_.size()));
  if (client_.size() < kHandshake) return;
  asked_ = true;
  version_ = static_cast<std::uint16_t>(static_cast<std::uint8_t>(client_[4]) << 8 |
                                        static_cast<std::uint8_t>(client_[5]));
  context_.next.see(event::RmiHandshake{chunk.flow, chunk.from, chunk.at, version_,
                                        static_cast<std::uint8_t>(client_[6]), false});
}

Verdict recognise(event::Side from, std::string_view first, const event::Flow&) {
  if (from == event::Side::server) return Verdict::no;
  if (first.size() < kMagic.size()) return kMagic.starts_with(first) ? Verdict::more : Verdict::no;
  return first.starts_with(kMagic) ? Verdict::yes : Verdict::no;
}

}  // namespace cordon::proto::rmi
