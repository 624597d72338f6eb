// What the user said of logs: their hosts, formats and clocks.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "logs/recognise.h"
#include "net/address.h"

namespace cordon::pipeline {

struct LogOptions {
  logs::Hints hints;
  /// Path (or its file name, or a folder it is in) and who wrote it; an empty path: all that do not
  /// say it themselves. Or a name that lines have for who wrote them: "web1" in syslog.
  std::vector<std::pair<std::string, net::Address>> hosts;
  /// Likewise what must be added to a log's times.
  std::vector<std::pair<std::string, Duration>> clocks;
  std::vector<std::uint8_t> read_before;  // of standard input
};

/// The value that was given for this path: of its whole path, its file name, or a folder it is in,
/// the most exact first.
template <class Value>
const Value* given_for(const std::string& path,
                       const std::vector<std::pair<std::string, Value>>& given) {
  const std::string name = path.substr(path.rfind('/') + 1);
  const Value* best = nullptr;
  std::size_t exactness = 0;
  for (const auto& [key, value] : given) {
    const std::string folder = key.ends_with('/') ? key : key + "/";
    std::size_t fits = 0;
    if (key.empty()) fits = 1;
    if (!key.empty() && path.starts_with(folder)) fits = 1 + key.size();
    if (key == name || key == path) fits = 1 + path.size() + key.size();
    if (fits > exactness) {
      exactness = fits;
      best = &value;
    }
  }
  return best;
}

}  // namespace cordon::pipeline
