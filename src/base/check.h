// CHECK: an always-on test of what we ourselves promised. It is not for input: bad input is data.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace cordon {
[[noreturn]] inline void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "cordon: internal error: %s is not so (%s:%d)\n", condition, file, line);
  std::abort();
}
}  // namespace cordon

#define CHECK(condition) \
  ((condition) ? void() : ::cordon::check_failed(#condition, __FILE__, __LINE__))
