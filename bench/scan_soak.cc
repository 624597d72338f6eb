// Nothing but scans: does the scan watch stay within its memory, and is all that it let go counted?
//
//   scan_soak [CONTACTS [random|sweep]]
//
// random: every contact from a random source to a random address and one of 16 ports. sweep: one
// host of ours asks every IPv4 address in turn for one port, and one outsider likewise. Default:
// both, 100 million contacts each. Contacts are 6 microseconds apart; one in 1000 is answered.
// Prints time, counters, and the most memory that the process had; exits 1 above 256 MiB.
#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdlib>
#include <string_view>

#include "base/random.h"
#include "scan/scan_watch.h"

namespace {

using namespace cordon;
using namespace cordon::scan;

constexpr std::uint16_t kPorts[] = {23,   22,   80,   443,  445,  1433, 3389, 5900,
                                    2323, 8080, 7547, 5555, 8291, 6379, 3306, 25};

Opening random_scan(std::uint64_t i, Random& random) {
  Opening o;
  o.at = time_from_ns(1'000'000'000'000'000'000 + static_cast<std::int64_t>(i) * 6000);
  o.frame = i;
  const std::uint64_t bits = random.next();
  o.client = net::Address::v4(static_cast<std::uint32_t>(bits));
  o.server = net::Address::v4(static_cast<std::uint32_t>(bits >> 32));
  o.protocol = net::Protocol::tcp;
  const std::uint64_t more = random.next();
  o.port = kPorts[more & 15];
  o.outcome = more >> 32 < 4'294'967 ? Outcome::established : Outcome::unanswered;
  return o;
}

Opening sweep(std::uint64_t i, Random& random) {
  Opening o = random_scan(i, random);
  o.ours = i % 2 == 0;
  o.client = net::Address::v4(o.ours ? 0x0a000001 : 0xc6336401);
  o.server = net::Address::v4(static_cast<std::uint32_t>(i / 2 + 0x01000000));
  o.port = 23;
  return o;
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec) / 1e6;
}

bool run(std::string_view name, std::uint64_t contacts, Opening (*next)(std::uint64_t, Random&)) {
  ScanWatch watch;
  Random random(1);
  const double began = cpu_seconds();
  for (std::uint64_t i = 0; i < contacts; ++i) watch.see(next(i, random));
  watch.finish();
  const double took = cpu_seconds() - began;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double mib = static_cast<double>(usage.ru_maxrss) / 1024;
  const Counters c = watch.counters();
  fmt::print(
      "{}: {} contacts in {:.1f} s of a processor, {:.1f} ns each with their making; {:.0f} MiB at "
      "most\n",
      name, contacts, took, took * 1e9 / static_cast<double>(contacts), mib);
  fmt::print("  first contacts {}, verdicts {}, not kept {}\n", c.first_contacts,
             watch.verdicts().size(), c.verdicts_not_kept);
  fmt::print(
      "  evicted: contacts {}, sources {}, clients' services {}, slow {}, alive {}, prefixes {}\n",
      c.contacts_evicted, c.sources_evicted, c.client_services_evicted, c.slow_evicted,
      c.alive_evicted, c.prefixes_evicted);
  fmt::print("  excused: was alive {}, suspended {}, fails for all {}; graphs not kept {}\n",
             c.excused[2], c.excused[3], c.excused[4], c.graph_not_kept);
  return mib < 256 && c.openings == contacts;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t contacts = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100'000'000;
  const std::string_view which = argc > 2 ? argv[2] : "";
  bool good = true;
  if (which != "sweep") good &= run("random sources", contacts, random_scan);
  if (which != "random") good &= run("two sweeps", contacts, sweep);
  return good ? 0 : 1;
}
