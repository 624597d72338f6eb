// A delivery: the same content, from one host to another, once or many times. Plain values.
#pragma once

#include <vector>

#include "sift/hosts.h"
#include "sift/passage.h"

namespace cordon::sift {

struct Delivery {
  HostId from = 0, to = 0;
  event::Moment first;
  Time last{};
  std::uint64_t flow = 0;  // of the first
  std::uint64_t count = 1;
};

}  // namespace cordon::sift
