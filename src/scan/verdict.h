// What a scan test says: who scans, how, since when, and why we think so. Plain values.
#pragma once

#include <string>
#include <string_view>

#include "scan/opening.h"

namespace cordon::scan {

enum class Method : std::uint8_t {
  threshold_walk,  // a source from outside
  reverse_walk,    // a host of ours that turned
  vertical,        // many ports of one host
  slow,            // over hours
  rate,            // new hosts faster than ever on a service that it serves; no failures needed
  protocol_graph,  // joins hosts that have nothing to do with one another; no failures needed
};

enum class Kind : std::uint8_t { horizontal, vertical, slow, fast };

std::string_view name_of(Method method);
std::string_view name_of(Kind kind);

struct Verdict {
  net::Address host;
  Method method{};
  Kind kind{};
  bool ours = false;
  bool any_service = false;  // the contacts were on more services than this one
  std::uint16_t port = 0;
  net::Protocol protocol{};
  net::Address target;  // of a vertical scan: the one host; else unspecified
  Mark onset;           // the first contact that counts to it, as far as was remembered
  Mark detected;
  std::uint32_t contacts = 0, failed = 0;  // first contacts since the onset, up to the last seen
  double likelihood = 0;  // log-likelihood ratio when detected; of a graph: half its sigmas squared
  std::string why;        // a clause: "opened port 23 of 10 hosts, 10 of which did not answer"

  /// Failures or spread over hours tell of scanning; speed and graphs alone only raise a suspicion.
  bool names_scanner() const { return kind != Kind::fast; }
};

}  // namespace cordon::scan
