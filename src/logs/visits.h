// Visits: plain requests of one client to one server, added up before they are told.
//
// Nearly every line of an access log is a visitor's, in which no rule can find anything; all that
// it tells is that this client used this server again. Visitors ask for many things in a row, so
// their requests are added up in a small table and told as one: when another visitor needs the
// place, and at the end. Bounds: kPlaces. Threads: one a file.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/time.h"
#include "net/address.h"

namespace cordon::logs {

struct Visit {
  net::Address client;
  net::Endpoint server;
  Time first{}, last{};
  std::uint64_t first_number = 0;  // of the line that `first` is of
  std::uint64_t requests = 0;      // 0: the place is free
  std::uint64_t request_bytes = 0, response_bytes = 0;
};

class Visits {
 public:
  /// Adds one; what must make room for it is told first.
  template <class Tell>
  void add(const Visit& one, Tell tell) {
    Visit& place = places_[place_of(one)];
    if (place.requests > 0 && place.client == one.client && place.server == one.server)
      return join(place, one);
    if (place.requests > 0) tell(place);
    place = one;
  }
  template <class Tell>
  void tell_all(Tell tell) {
    for (Visit& place : places_) {
      if (place.requests > 0) tell(place);
      place.requests = 0;
    }
  }

 private:
  static constexpr std::size_t kPlaces = 1024;  // 100 kB: more would not stay near

  static std::size_t place_of(const Visit& visit) {
    const std::uint64_t ends = visit.client.low() + 31 * visit.server.address.low();
    return (ends * 0x9e3779b97f4a7c15ULL) >> 54;
  }
  static void join(Visit& place, const Visit& one) {
    if (one.first < place.first) {
      place.first = one.first;
      place.first_number = one.first_number;
    }
    place.last = std::max(place.last, one.last);
    place.requests += one.requests;
    place.request_bytes += one.request_bytes;
    place.response_bytes += one.response_bytes;
  }

  std::array<Visit, kPlaces> places_;
};

}  // namespace cordon::logs
