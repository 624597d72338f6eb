// The service by which an unknown worm comes, and what is ordinarily said on it: HTTP on the ports
// of the web, elsewhere a made-up binary protocol of framed messages. Threads: plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"
#include "net/address.h"
#include "net/protocol.h"
#include "traffic/wire.h"

namespace cordon::traffic {

struct Service {
  bool udp = false;
  std::uint16_t port = 8080;

  /// "tcp/8080", "udp/1434".
  static Result<Service> parse(std::string_view text);
  std::string text() const;
  bool is_http() const { return !udp && (port == 80 || port == 8080 || port == 8000); }
};

/// Kinds of a framed message.
enum class Message : std::uint8_t { check = 1, fine = 2, ask = 3, answer = 4, error = 5 };
/// Four bytes that are the service's own, the kind, a zero, the length of what follows, a number;
/// then the body.
inline constexpr std::size_t kFrameSize = 12;
std::vector<std::uint8_t> framed(const Service& service, Message kind, std::uint32_t number,
                                 Bytes body);

/// Asked by load balancers and by neighbours: the same bytes from everyone, to everyone.
std::vector<Said> health_check(const Service& service);
/// A visitor asks for something; some visitors send something.
std::vector<Said> visit(const Service& service, const net::Address& server, Random& random);
/// A server asks another one.
std::vector<Said> call(const Service& service, const net::Address& server, Random& random);
/// What a reverse proxy says to the server behind it, when it was told this.
Said passed_on(const Service& service, const Said& said, const net::Address& visitor);
/// The answer to what is not understood.
Said refusal(const Service& service);

}  // namespace cordon::traffic
