#include "report/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "report/origin_text.h"
#include "report/page.h"

namespace cordon::report {
namespace {

constexpr std::size_t kMostOriginsShown = 32;

bool concerns(const evidence::Finding& finding, const net::Address& host) {
  return finding.actor == host || finding.target == host;
}

std::string deed_of(const evidence::Finding& f) {
  using evidence::Kind;
  switch (f.kind) {
    case Kind::attempt: return "sent an exploit to";
    case Kind::backdoor_asked: return "asked for the back door of";
    case Kind::fetched: return "fetched a payload from";
    case Kind::called_back: return "called back to";
    case Kind::propagated: return "passed the worm on to";
    case Kind::turned: return "turned, and first tried";
    case Kind::flooded: return "flooded";
  }
  return "met";
}

void put_infection(const trace::Outbreak& outbreak, const trace::Infection& infection, Page& page) {
  page.paragraph(fmt::format("{} by {} with probability {:.4f}",
                             infection.status == trace::Status::confirmed ? "Infected (confirmed)"
                                                                          : "Infected (suspected)",
                             outbreak.strain_name, infection.confidence),
                 2);
  for (const auto& parent : infection.infected_by)
    page.paragraph(
        fmt::format("- from {} {:.4f}: {}", parent.unseen ? "somebody unseen" : parent.host.text(),
                    parent.probability, printable(bytes_of(parent.why), 200)),
        2, 2);
  for (const auto& item : infection.evidence)
    page.paragraph(
        fmt::format("- {} {:+.1f}: {}", trace::name_of(item.sort), item.weight, item.why), 2, 2);
  page.paragraph("It would be wrong if it is " + infection.refuted_by + ".", 2);
}

void put_finding(const evidence::Finding& f, const std::vector<source::InputReport>& inputs,
                 Page& page) {
  page.blank();
  page.line(page.inked(Ink::bold, fmt::format("{}  {} {} {}:{}", clock_text(f.time), f.actor.text(),
                                              deed_of(f), f.target.text(), f.port)));
  page.paragraph(fmt::format("{}: {}. {}", f.strain, evidence::name_of(f.outcome), f.why), 2, 2);
  std::string frames = origins_text(f.origins, inputs, kMostOriginsShown);
  if (f.repeats > 0)
    frames += fmt::format("; {} more like it until {}", grouped(f.repeats), clock_text(f.last));
  page.paragraph(frames, 2, 2);
  if (f.sid != 0 && !f.rule.empty())
    page.paragraph(fmt::format("rule {} \"{}\" in {}", f.sid, f.rule, f.buffer), 2, 2);
  for (const std::string& row : hex_dump(f.excerpt)) page.line("    " + row);
}

}  // namespace

std::string explanation_of(const net::Address& host, const pipeline::Outcome& outcome,
                           bool colour) {
  Page page(colour);
  page.heading(host.text());
  bool infected = false;
  for (const auto& outbreak : outcome.account.outbreaks)
    for (const auto& infection : outbreak.infections)
      if (infection.host == host) {
        put_infection(outbreak, infection, page);
        infected = true;
      }
  if (!infected) page.paragraph("Not known to be infected.", 2);
  std::size_t shown = 0, left_out = 0;
  for (const auto& finding : outcome.account.findings) {
    if (!concerns(finding, host)) continue;
    if (shown == kMostExplained) {
      ++left_out;
    } else {
      ++shown;
      put_finding(finding, outcome.inputs, page);
    }
  }
  if (shown == 0) page.paragraph("No finding speaks of it.", 2);
  if (left_out > 0)
    page.line(fmt::format("\n... and {} more; --json has them all", grouped(left_out)));
  return page.text();
}

std::vector<evidence::Origin> proof_of(const std::optional<net::Address>& host,
                                       const trace::Account& account) {
  std::set<std::uint64_t> wanted;
  if (!host)
    for (const auto& outbreak : account.outbreaks)
      for (const auto& infection : outbreak.infections)
        for (const auto& item : infection.evidence) wanted.insert(item.finding);
  std::set<evidence::Origin> frames;
  for (const auto& finding : account.findings)
    if (host ? concerns(finding, *host) : wanted.empty() || wanted.contains(finding.id()))
      frames.insert(finding.origins.begin(), finding.origins.end());
  return {frames.begin(), frames.end()};
}

}  // namespace cordon::report
