// The workings of the detectors that know contacts alone.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "report/page.h"
#include "report/workings.h"

namespace cordon::report {
namespace {

// True where a list has grown long enough; says how many follow, once.
bool is_enough(std::size_t listed, std::size_t all, bool verbose, Page& page) {
  if (verbose || listed < kMostListed) return false;
  if (listed == kMostListed)
    page.line(fmt::format("  ... and {} more (-v lists them)", all - kMostListed));
  return true;
}

std::string service_text(net::Protocol protocol, std::uint16_t port) {
  return fmt::format("{} port {}", net::name_of(protocol), port);
}

void put_scanner(const detect::SpreadScanner& s, Page& page) {
  std::string text =
      fmt::format("{} {:+.1f}: opened it on {} since {}, {} of which did not answer; ",
                  padded(s.host.text(), 15), s.likelihood, plural(s.contacts, "host", "hosts"),
                  clock_text(s.onset), s.failed);
  text += s.turned ? fmt::format("TURNED: {} had reached it at {}, {} before", s.by.text(),
                                 clock_text(s.reached), duration_text(s.first_failure - s.reached))
                   : "nobody who scans was seen to have reached it before";
  if (s.passed_on) text += "; some that it reached turned as well";
  page.paragraph(text, 2, 16);
}

void put_service(const detect::ServiceSpread& s, bool verbose, Page& page) {
  page.line(service_text(s.service.first, s.service.second) + ": " +
            (s.told ? page.inked(Ink::red, "a worm") : "no worm") +
            fmt::format(", {} turned", plural(s.turned, "server", "servers")));
  page.paragraph(
      fmt::format("{} of {} scan it; {} were opened", s.scanners.size(),
                  plural(s.clients, "client", "clients"), plural(s.servers, "server", "servers")),
      2, 2);
  for (std::size_t i = 0; i < s.scanners.size(); ++i) {
    if (is_enough(i, s.scanners.size(), verbose, page)) break;
    put_scanner(s.scanners[i], page);
  }
}

void put_origins(const trace::Moonwalks& told, Page& page) {
  page.line("  Where it began");
  for (const trace::Origin& origin : told.origins)
    page.line(fmt::format("    {} {:.2f}",
                          padded(origin.unseen ? "somebody unseen" : origin.host.text(), 15),
                          origin.probability));
}

void put_edges(const trace::Moonwalks& told, bool verbose, Page& page) {
  page.line("  First contacts by which it was passed on, where they are likelier than not");
  for (std::size_t i = 0; i < told.edges.size(); ++i) {
    if (is_enough(i, told.edges.size(), verbose, page)) break;
    const trace::FirstEdge& edge = told.edges[i];
    page.line(fmt::format("    {} {} to {} {:.2f}  {:.2g} % of the walks", clock_text(edge.at),
                          padded(edge.from.text(), 15), padded(edge.to.text(), 15),
                          edge.probability, 100 * edge.share));
  }
}

void put_walks(const trace::CaseWalks& w, bool verbose, Page& page) {
  page.line(fmt::format("{} on {}: {} walks", page.inked(Ink::bold, w.strain),
                        service_text(w.protocol, w.port), grouped(w.walks)));
  page.paragraph(
      fmt::format("over {} of {} that act infected, out of {} on this service; a step goes back {} "
                  "at most, a walk has {:.1f} steps on "
                  "average",
                  plural(w.edges, "contact", "contacts"), plural(w.scanners, "host", "hosts"),
                  grouped(w.contacts), duration_text(w.told.window), w.told.mean_length),
      2);
  page.paragraph(w.by_contacts_alone
                     ? "Contacts are all that tells of this worm: the account says the same."
                     : "What was sent tells of this worm too: the account rests on that, and the "
                       "walks are to compare with.",
                 2);
  put_origins(w.told, page);
  put_edges(w.told, verbose, page);
}

}  // namespace

std::string spreads_text(const pipeline::Workings& workings, bool colour, bool verbose) {
  Page page(colour);
  // Where it spreads first; then where most scan.
  std::vector<const detect::ServiceSpread*> services;
  for (const auto& each : workings.spreads) services.push_back(&each);
  std::stable_sort(services.begin(), services.end(), [](const auto* a, const auto* b) {
    return std::tuple(a->told, a->turned, a->scanners.size()) >
           std::tuple(b->told, b->turned, b->scanners.size());
  });
  for (std::size_t i = 0; i < services.size(); ++i) {
    if (is_enough(i, services.size(), verbose, page)) break;
    put_service(*services[i], verbose, page);
  }
  if (services.empty()) page.line("No service is scanned.");
  return page.text();
}

std::string called_in_text(const pipeline::Workings& workings, bool colour, bool verbose) {
  Page page(colour);
  using Caller = std::tuple<net::Address, net::Protocol, std::uint16_t>;
  std::map<Caller, std::vector<const evidence::Finding*>> callers;
  for (const evidence::Finding& f : workings.called_in)
    if (f.kind == evidence::Kind::attempt) callers[{f.actor, f.protocol, f.port}].push_back(&f);
  for (const auto& [caller, victims] : callers) {
    const auto& [host, protocol, port] = caller;
    page.line(fmt::format(
        "{} reached {} on {}, and they called it at once", page.inked(Ink::red, host.text()),
        plural(victims.size(), "server", "servers"), service_text(protocol, port)));
    for (std::size_t i = 0; i < victims.size(); ++i) {
      if (is_enough(i, victims.size(), verbose, page)) break;
      page.paragraph(fmt::format("{} reached at {}: {}", padded(victims[i]->target.text(), 15),
                                 clock_text(victims[i]->time), victims[i]->why),
                     2, 16);
    }
  }
  if (callers.empty()) page.line("Nobody was called in by who had just reached him.");
  return page.text();
}

std::string walks_text(const pipeline::Workings& workings, bool colour, bool verbose) {
  Page page(colour);
  for (const trace::CaseWalks& walks : workings.walks) put_walks(walks, verbose, page);
  if (workings.walks.empty())
    page.line("No worm was found whose contacts could be walked back over.");
  return page.text();
}

}  // namespace cordon::report
