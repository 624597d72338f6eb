// The configuration that holds, written as a commented cordon.toml: every parameter with its value,
// what it means, and the default where it is another. What comes out can be read back.
#pragma once

#include <optional>
#include <string>

#include "config/configuration.h"

namespace cordon::config {

/// For all hosts, then what is said of roles and networks. A secret key is not written out.
std::string listing_of(const Configuration& configuration);

/// What holds for one host, and who says so: a parameter a line.
std::string listing_of(const Configuration& configuration, const net::Address& host);

}  // namespace cordon::config
