// LDAP (RFC 4511), as far as a Log4Shell call-back needs it: binds, searches, and the Java
// attributes of the entries that a hostile server answers with. Bounded: kMostMessage bytes of a
// message are kept.
#pragma once

#include <string>

#include "proto/stream_reader.h"

namespace cordon::proto::ldap {

inline constexpr std::size_t kMostMessage = 8192;

class Reader final : public StreamReader {
 public:
  explicit Reader(Context& context) : context_(context) {}
  void chunk(const event::StreamChunk& chunk) override;
  void gap(const event::StreamGap& gap) override;

 private:
  struct Half {
    std::string pending;
    bool lost = false;
  };
  void show(const event::StreamChunk& chunk, Bytes message);

  Context& context_;
  Half halves_[2];
};

Verdict recognise(event::Side from, std::string_view first, const event::Flow& flow);

}  // namespace cordon::proto::ldap
