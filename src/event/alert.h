// What another sensor concluded: an alert of Suricata's, a notice of Zeek's. Views live while the
// event is being seen. There is no flow behind it: the sensor did not pass one on.
#pragma once

#include <span>
#include <string_view>

#include "event/flow.h"

namespace cordon::event {

struct PeerAlert {
  Moment at;
  net::Endpoint client, server;
  net::Protocol protocol = net::Protocol::tcp;
  bool from_server = false;  // the bytes that it is about were the server's
  std::uint32_t gid = 0, sid = 0;
  std::string_view message, category;
  std::span<const std::string_view> references;
};

}  // namespace cordon::event
