// What is said between browsers, crawlers and ordinary web servers. Threads: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "net/address.h"
#include "traffic/wire.h"

namespace cordon::traffic {

/// A page, or what belongs to one; some are not to be found.
std::string some_path(Random& random);

struct Asking {
  std::string_view path, agent;
  net::Address host;
  std::string_view referer = {};  // a path of the same host
  std::string_view cookie = {};
};
Said request(const Asking& asking, double delay);
/// `status` as "200 OK"; the body is dots.
Said response(std::string_view status, std::size_t size, double delay);

}  // namespace cordon::traffic
