#include "report/floods.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "base/time.h"

namespace cordon::report {
namespace {

using evidence::Flood;
using evidence::FloodRole;

std::string what(evidence::FloodKind kind) {
  constexpr const char* kWhat[] = {"connections that are opened and not gone on with (SYN)",
                                   "datagrams (UDP)", "echo requests (ICMP)", "requests (HTTP)"};
  return kWhat[static_cast<std::size_t>(kind)];
}

std::string place(const Flood& flood) {
  return flood.port == 0 || flood.kind == evidence::FloodKind::icmp
             ? flood.target.text()
             : net::Endpoint{flood.target, flood.port}.text();
}

std::string strength(const Flood& flood) {
  return fmt::format("{} packets and {} flows a second, {} to {}",
                     grouped(static_cast<std::uint64_t>(flood.packets_per_second + 0.5)),
                     grouped(static_cast<std::uint64_t>(flood.flows_per_second + 0.5)),
                     clock_text(flood.from), clock_text(flood.to));
}

std::string hosts_text(const Flood& flood, bool verbose) {
  std::string text;
  const std::size_t listed =
      verbose ? flood.hosts.size() : std::min(kMostListed, flood.hosts.size());
  for (std::size_t i = 0; i < listed; ++i)
    text += (i == 0 ? "" : ", ") + flood.hosts[i].address.text();
  if (listed < flood.host_count)
    text += fmt::format(" and {} more", grouped(flood.host_count - listed));
  return text;
}

void put_flood(const Flood& flood, bool verbose, Page& page) {
  switch (flood.role) {
    case FloodRole::ours:
      page.line(page.inked(Ink::red, "FLOOD") + "  " + page.inked(Ink::bold, place(flood)) +
                (flood.strain.empty() ? "" : "  (by hosts infected with " + flood.strain + ")"));
      page.paragraph(
          fmt::format("{} of ours flood it with {}: {}.", plural(flood.host_count, "host", "hosts"),
                      what(flood.kind), strength(flood)),
          2);
      page.paragraph(hosts_text(flood, verbose), 2);
      break;
    case FloodRole::upon_us:
      page.line(page.inked(Ink::yellow, "FLOODED") + "  " + page.inked(Ink::bold, place(flood)));
      page.paragraph(fmt::format("One of ours is flooded by {} senders, forged as it seems: none "
                                 "goes on after its first packet; {}.",
                                 grouped(flood.host_count), strength(flood)),
                     2);
      break;
    case FloodRole::backscatter:
      page.line(page.inked(Ink::yellow, "BACK-SCATTER") + "  " +
                page.inked(Ink::bold, flood.target.text()));
      page.paragraph(fmt::format("It answers {} that asked nothing: others flood it with forged "
                                 "senders; these hosts do not. {}.",
                                 plural(flood.host_count, "host", "hosts"), strength(flood)),
                     2);
      break;
  }
  page.blank();
}

}  // namespace

void put_floods(const trace::Account& account, bool verbose, Page& page) {
  std::size_t listed = 0;
  for (const Flood& flood : account.floods) {
    if (!verbose && ++listed > kMostListed) {
      page.line(fmt::format("... and {} more floods (-v lists them)",
                            account.floods.size() - kMostListed));
      page.blank();
      return;
    }
    put_flood(flood, verbose, page);
  }
}

bool found_something(const trace::Account& account) {
  return !account.outbreaks.empty() ||
         std::any_of(account.floods.begin(), account.floods.end(),
                     [](const Flood& flood) { return flood.role == FloodRole::ours; });
}

}  // namespace cordon::report
