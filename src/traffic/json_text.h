// Pieces of JSON, as the truths of simulations are written. Threads: pure functions.
#pragma once

#include <string>

#include "net/address.h"

namespace cordon::traffic {

template <class List, class Text>
std::string listed(const List& list, Text text) {
  std::string all;
  for (const auto& item : list) all += (all.empty() ? "\n    " : ",\n    ") + text(item);
  return all.empty() ? "[]" : "[" + all + "\n  ]";
}

inline std::string quoted(const net::Address& host) { return "\"" + host.text() + "\""; }

}  // namespace cordon::traffic
