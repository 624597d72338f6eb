// Where the one sits who captures: everywhere, at the network's edge, or on one server.
// Threads: plain values; a sink is used by one.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "net/address.h"
#include "traffic/wire.h"

namespace cordon::traffic {

struct Vantage {
  enum class Kind { everywhere, border, server };
  Kind kind = Kind::everywhere;
  net::Address server;  // of Kind::server

  /// "all", "border", "server:10.20.0.17".
  static Result<Vantage> parse(std::string_view text);
  std::string text() const;
  /// Whether frames between these two pass by it. The edge is passed by what goes into the network
  /// or out of it.
  bool sees(const net::Address& a, const net::Address& b, const net::Prefix& network) const;
};

/// Hands on the frames that a vantage sees.
class VantageSink final : public FrameSink {
 public:
  VantageSink(const Vantage& vantage, const net::Prefix& network, FrameSink& sink)
      : vantage_(vantage), network_(network), sink_(sink) {}
  void frame(Time time, Bytes bytes) override;
  std::uint64_t frames() const { return frames_; }

 private:
  Vantage vantage_;
  net::Prefix network_;
  FrameSink& sink_;
  std::uint64_t frames_ = 0;
};

}  // namespace cordon::traffic
