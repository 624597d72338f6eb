// A service as people write it: "tcp/25".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scan/options.h"

namespace cordon::config {

std::optional<scan::Service> parse_service(std::string_view text);
std::string service_text(const scan::Service& service);

}  // namespace cordon::config
