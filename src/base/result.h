// What we were asked to do can fail: Result<T> carries the value or an Error that names the deed,
// the object, the cause and the remedy. Never used for packets: bad input is data (see Anomaly).
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace cordon {

struct Error {
  std::string deed;    // what we were doing: "read", "parse rule"
  std::string object;  // what we did it to: "a.pcap", "worms.rules:12"
  std::string cause;   // why it did not work
  std::string remedy;  // what to do about it; may be empty

  /// One line: "cannot read a.pcap: no such file; check the path".
  std::string message() const {
    std::string text = "cannot " + deed + " " + object + ": " + cause;
    if (!remedy.empty()) text += "; " + remedy;
    return text;
  }
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(std::string deed, std::string object, std::string cause,
                                  std::string remedy = {}) {
  return tl::unexpected<Error>(
      Error{std::move(deed), std::move(object), std::move(cause), std::move(remedy)});
}

}  // namespace cordon
