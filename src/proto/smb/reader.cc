#include "proto/smb/reader.h"

#include <algorithm>

#include "proto/smb/message.h"

namespace cordon::proto::smb {
namespace {

constexpr std::size_t kFrame = 4;  // type, and 24 bits of length

bool is_frame(std::string_view bytes) {
  const auto type = static_cast<std::uint8_t>(bytes[0]);
  return type == 0 || (type >= 0x81 && type <= 0x85);
}

std::size_t length_of(std::string_view frame) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::size_t>(static_cast<std::uint8_t>(frame[i]));
  };
  return byte(1) << 16 | byte(2) << 8 | byte(3);
}

// Where the next frame with an SMB begins in what is left, or npos.
std::size_t next_start(std::string_view bytes) {
  for (std::size_t at = bytes.find("SMB"); at != std::string_view::npos;
       at = bytes.find("SMB", at + 1)) {
    if (at < kFrame + 1) continue;
    const std::string_view frame = bytes.substr(at - 1 - kFrame);
    if (frame[0] == 0 && is_smb(bytes_of(frame.substr(kFrame)))) return at - 1 - kFrame;
  }
  return std::string_view::npos;
}

}  // namespace

void Reader::show(event::Flow& flow, event::Side from, event::Moment at, Bytes message) {
  const auto header = read_header(message);
  if (!header) return;
  ++context_.counters.smb_messages;
  event::SmbMessage event{flow, from, at};
  event.version = header->version;
  event.command = header->command;
  event.is_response = header->is_response;
  event.status = header->status;
  event.message_id = header->message_id;
  event.process_id = header->process_id;
  event.tree_id = header->tree_id;
  event.session_id = header->session_id;
  event.subcommand = header->subcommand;
  event.message = message;
  context_.next.see(event);
}

void Reader::chunk(const event::StreamChunk& chunk) {
  Half& half = halves_[event::index(chunk.from)];
  std::string_view bytes = text_of(chunk.bytes);
  const auto skipped = static_cast<std::size_t>(std::min<std::uint64_t>(half.skip, bytes.size()));
  half.skip -= skipped;
  bytes.remove_prefix(skipped);
  if (bytes.empty()) return;
  std::string joined;
  if (!half.pending.empty()) {
    joined = std::move(half.pending) + std::string(bytes);
    half.pending.clear();
    bytes = joined;
  }
  while (bytes.size() >= kFrame) {
    const std::size_t length = length_of(bytes);
    const bool smb =
        bytes.size() < 2 * kFrame || bytes[0] != 0 || is_smb(bytes_of(bytes.substr(kFrame)));
    if (!is_frame(bytes) || !smb) {
      const std::size_t start = next_start(bytes);
      if (start == std::string_view::npos) return;
      bytes.remove_prefix(start);
      continue;
    }
    const std::size_t wanted = std::min(length, kMostKept);
    if (bytes.size() < kFrame + wanted) break;
    show(chunk.flow, chunk.from, chunk.at, bytes_of(bytes.substr(kFrame, wanted)));
    const std::size_t here = std::min(bytes.size(), kFrame + length);
    half.skip = kFrame + length - here;
    bytes.remove_prefix(here);
  }
  half.pending.assign(bytes.substr(0, kFrame + kMostKept));
}

void Reader::gap(const event::StreamGap& gap) {
  Half& half = halves_[event::index(gap.from)];
  half.pending.clear();
  half.skip -= std::min(half.skip, gap.size);
}

Verdict recognise(event::Side, std::string_view first, const event::Flow& flow) {
  const bool port = flow.server.port == 445 || flow.server.port == 139;
  if (first.size() >= 2 * kFrame && first[0] == 0 && is_smb(bytes_of(first.substr(kFrame))))
    return Verdict::yes;
  if (port && next_start(first) != std::string_view::npos) return Verdict::yes;
  return port || (first.size() < 2 * kFrame && first[0] == 0) ? Verdict::more : Verdict::no;
}

}  // namespace cordon::proto::smb
