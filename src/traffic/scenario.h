// The scenario of a simulated outbreak: the fleet, who is patched, who attacks from outside.
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "base/random.h"
#include "base/result.h"
#include "base/time.h"
#include "net/address.h"
#include "traffic/day_curve.h"
#include "traffic/vantage.h"

namespace cordon::traffic {

/// What `cordon simulate` is asked for. Times in seconds.
struct Options {
  std::size_t servers = 60;
  double patched_share = 0.5;    // of the servers
  bool none_vulnerable = false;  // every server is attacked and none falls
  double fleet_share = 0.5;      // of an infected server's probes go into the fleet's network
  double probes_per_second = 1;  // of one infected server; the strain's own rate would fill disks
  double longest = 900;          // the trace ends then, whatever is left
  double background_per_minute = 240;  // ordinary conversations
  bool scanner = false;                // an authorised scanner of ours tries services
  DayCurve day;                        // of ordinary traffic; its mean is as given
  double sessions_per_minute = 0;      // visitors who stay, think, and ask again
  double fault_share = 0;              // of their pages: refused, reset, timed out, in error
  std::size_t crawlers = 0;            // more than the one of the background
  std::size_t slow_scanners = 0;       // foreign: a probe now and then
  std::size_t fast_scanners = 0;       // foreign: sweep the network, port by port
  bool fast_scanner_of_ours = false;   // sweeps likewise, and may
  Vantage vantage;                     // whose frames are written
  std::uint64_t seed = 1;
  Time start{std::chrono::seconds(995'536'800)};  // 2001-07-19 10:00 UTC
};

struct Server {
  net::Address address;
  bool patched = false;
};

struct Scenario {
  net::Prefix network;                // of the fleet
  std::vector<Server> servers;        // by address
  std::vector<net::Address> unused;   // addresses of the network where nobody is
  net::Address attacker;              // outside: where the worm comes from
  std::vector<net::Address> clients;  // outside, ordinary
  net::Address resolver, scanner, crawler;
  net::Address fast_scanner;                                         // of ours
  std::vector<net::Address> crawlers, slow_scanners, fast_scanners;  // outside

  bool is_ours(const net::Address& host) const { return network.contains(host); }
};

/// Fails where the options make no sense, naming the one.
Result<Scenario> plan(const Options& options, Random& random);

}  // namespace cordon::traffic
