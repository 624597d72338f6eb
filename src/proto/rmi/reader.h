// The handshake of Java RMI's wire protocol ("JRMI", version, protocol; the server's 0x4e), as far
// as a Log4Shell call-back needs it. What follows is not read.
#pragma once

#include <string>

#include "proto/stream_reader.h"

namespace cordon::proto::rmi {

class Reader final : public StreamReader {
 public:
  explicit Reader(Context& context) : context_(context) {}
  void chunk(const event::StreamChunk& chunk) override;
  void gap(const event::StreamGap&) override { over_ = true; }

 private:
  Context& context_;
  std::string client_;  // the first seven bytes
  std::uint16_t version_ = 0;
  bool asked_ = false, over_ = false;
};

Verdict recognise(event::Side from, std::string_view first, const event::Flow& flow);

}  // namespace cordon::proto::rmi
