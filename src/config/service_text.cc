#include "config/service_text.h"

#include <fmt/format.h>

#include <charconv>

namespace cordon::config {

std::optional<scan::Service> parse_service(std::string_view text) {
  scan::Service service;
  if (text.starts_with("tcp/")) {
    service.protocol = net::Protocol::tcp;
  } else if (text.starts_with("udp/")) {
    service.protocol = net::Protocol::udp;
  } else {
    return std::nullopt;
  }
  const std::string_view digits = text.substr(4);
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, service.port);
  if (error != std::errc() || stop != end || service.port == 0) return std::nullopt;
  return service;
}

std::string service_text(const scan::Service& service) {
  return fmt::format("{}/{}", net::name_of(service.protocol), service.port);
}

}  // namespace cordon::config
