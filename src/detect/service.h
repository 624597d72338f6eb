// A service, as contacts tell it: transport and port; and the name of a worm that is known by the
// service alone. Plain values.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>

#include "net/protocol.h"

namespace cordon::detect {

using Service = std::pair<net::Protocol, std::uint16_t>;

/// "unknown.tcp.80": a strain of trace's family kUnknownFamily (trace/account.h).
inline std::string unknown_strain(const Service& service) {
  return fmt::format("unknown.{}.{}", net::name_of(service.first), service.second);
}

}  // namespace cordon::detect
