// SMB over TCP: messages in NetBIOS session framing (RFC 1002 §4.3), both directions.
//
// The first kMostKept bytes of a message are kept for the event; the rest is skipped by its length.
// After a hole, or where the capture begins in the middle, it finds the next frame that holds an
// SMB.
#pragma once

#include <string>

#include "proto/stream_reader.h"

namespace cordon::proto::smb {

inline constexpr std::size_t kMostKept = 512;

class Reader final : public StreamReader {
 public:
  explicit Reader(Context& context) : context_(context) {}
  void chunk(const event::StreamChunk& chunk) override;
  void gap(const event::StreamGap& gap) override;

 private:
  struct Half {
    std::string pending;     // frame header and the start of its message
    std::uint64_t skip = 0;  // of the message's rest
  };
  void show(event::Flow& flow, event::Side from, event::Moment at, Bytes message);

  Context& context_;
  Half halves_[2];
};

Verdict recognise(event::Side from, std::string_view first, const event::Flow& flow);

}  // namespace cordon::proto::smb
