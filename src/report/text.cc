#include "report/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "report/back_doors.h"
#include "report/curve.h"
#include "report/first_edges.h"
#include "report/floods.h"
#include "report/generated_rules.h"
#include "report/not_seen.h"
#include "report/origin_text.h"
#include "report/page.h"
#include "report/tree.h"

namespace cordon::report {
namespace {

using trace::Account;
using trace::Infection;
using trace::Outbreak;

std::string percent(double share) { return fmt::format("{:.0f} %", 100 * share); }

std::string day_of(Time time) { return rfc3339(time).substr(0, 10); }

std::string span_text(Time first, Time last) {
  const std::string begin = rfc3339(first), end = rfc3339(last);
  const auto shown = [](const std::string& t) { return t.substr(0, 10) + " " + t.substr(11, 8); };
  if (begin.substr(0, 19) == end.substr(0, 19)) return shown(begin);
  return shown(begin) + " to " +
         (begin.substr(0, 10) == end.substr(0, 10) ? end.substr(11, 8) : shown(end));
}

// The one capture or log, if there is no other.
const source::InputReport* only_one(const std::vector<source::InputReport>& inputs) {
  const source::InputReport* one = nullptr;
  for (const source::InputReport& input : inputs) {
    if (input.format == "folder") continue;
    if (one != nullptr) return nullptr;
    one = &input;
  }
  return one;
}

std::string inputs_text(const std::vector<source::InputReport>& inputs) {
  if (const auto* one = only_one(inputs)) return printable(bytes_of(one->path), 60);
  std::size_t captures = 0, logs = 0;
  for (const auto& input : inputs)
    if (input.format != "folder") ++(input.unit == "frame" ? captures : logs);
  std::string text;
  if (captures > 0) text = plural(captures, "capture", "captures");
  if (logs > 0) text += (text.empty() ? "" : " and ") + plural(logs, "log", "logs");
  return text;
}

std::string amount_text(const trace::Coverage& c) {
  std::string text;
  if (c.frames > 0 || c.lines == 0)
    text = fmt::format("{}, {}, {}", plural(c.frames, "frame", "frames"), size_text(c.bytes),
                       plural(c.flows, "flow", "flows"));
  if (c.lines > 0) {
    text += (text.empty() ? "" : "; ") + plural(c.lines, "line", "lines");
    if (c.frames == 0) text += ", " + size_text(c.bytes);
    if (c.logged_requests > 0) text += ", " + plural(c.logged_requests, "request", "requests");
    if (c.logged_flows > 0) text += ", " + plural(c.logged_flows, "flow record", "flow records");
    if (c.peer_alerts > 0) text += ", " + plural(c.peer_alerts, "alert", "alerts");
  }
  return text;
}

void put_inputs(const pipeline::Outcome& outcome, Page& page) {
  const trace::Coverage& c = outcome.account.coverage;
  page.line(page.inked(Ink::bold, "cordon") + "  " + inputs_text(outcome.inputs));
  if (const auto* one = only_one(outcome.inputs); one != nullptr && c.lines > 0)
    page.paragraph(one->format);
  std::string line = amount_text(c);
  if (c.first != kNoTime)
    line +=
        fmt::format("; {} UTC ({})", span_text(c.first, c.last), duration_text(c.last - c.first));
  page.paragraph(line);
  page.blank();
}

struct Counts {
  std::size_t confirmed = 0, suspected = 0;
};

Counts count(const Outbreak& outbreak) {
  Counts counts;
  for (const Infection& infection : outbreak.infections)
    ++(infection.status == trace::Status::confirmed ? counts.confirmed : counts.suspected);
  return counts;
}

std::string precise_span(const Outbreak& outbreak) {
  const bool one_day = day_of(outbreak.first_seen) == day_of(outbreak.last_seen);
  return fmt::format("{} {} to {}{}", day_of(outbreak.first_seen), clock_text(outbreak.first_seen),
                     one_day ? "" : day_of(outbreak.last_seen) + " ",
                     clock_text(outbreak.last_seen));
}

void put_summary(const Outbreak& outbreak, Page& page) {
  const Counts counts = count(outbreak);
  std::string text;
  if (outbreak.infections.empty()) {
    text = "Nobody is known to be infected.";
  } else {
    text = plural(outbreak.infections.size(), "host is infected", "hosts are infected");
    text += fmt::format(": {} confirmed, {} suspected.", counts.confirmed, counts.suspected);
  }
  text += fmt::format(" {} upon {} from {}, {}.", plural(outbreak.attempts, "attempt", "attempts"),
                      plural(outbreak.targets, "host", "hosts"),
                      plural(outbreak.senders.size(), "sender", "senders"), precise_span(outbreak));
  text += borrowed_text(outbreak);
  page.paragraph(text, 2);
}

void put_origins(const Outbreak& outbreak, Page& page) {
  if (outbreak.origins.empty()) return;
  std::string text = "Patient zero: ";
  for (std::size_t i = 0; i < outbreak.origins.size() && i < 4; ++i) {
    const trace::Origin& origin = outbreak.origins[i];
    text += fmt::format("{}{} ({:.2f})", i == 0 ? "" : ", ",
                        origin.unseen ? "somebody unseen" : origin.host.text(), origin.probability);
  }
  page.paragraph(text, 2);
}

const evidence::Finding* find(const Account& account, std::uint64_t id) {
  const auto found = std::find_if(account.findings.begin(), account.findings.end(),
                                  [&](const auto& f) { return f.id() == id; });
  return found == account.findings.end() ? nullptr : &*found;
}

void put_evidence(const pipeline::Outcome& outcome, const Outbreak& outbreak, bool verbose,
                  Page& page) {
  if (outbreak.infections.empty()) return;
  page.blank();
  page.heading("  Why we say so");
  std::size_t listed = 0;
  for (const Infection& infection : outbreak.infections) {
    if (!verbose && ++listed > kMostListed) {
      page.line(fmt::format("  ... and {} more: --explain HOST, or -v",
                            outbreak.infections.size() - kMostListed));
      break;
    }
    page.line("  " + infection.host.text());
    for (const auto& item : infection.evidence) {
      const evidence::Finding* finding = find(outcome.account, item.finding);
      std::string text = fmt::format("{}  {}", clock_text(item.time), item.why);
      if (finding != nullptr)
        text += fmt::format(" [{}]", origins_text(finding->origins, outcome.inputs, 4));
      page.paragraph(text, 4, 14);
    }
  }
}

void put_attacked(const Outbreak& outbreak, bool verbose, Page& page) {
  if (outbreak.attacked.empty()) return;
  page.blank();
  page.heading("  Attacked, and not known to be infected");
  std::size_t listed = 0;
  for (const trace::Attacked& attacked : outbreak.attacked) {
    if (!verbose && ++listed > kMostListed) {
      page.line(
          fmt::format("  ... and {} more (-v lists them)", outbreak.attacked.size() - kMostListed));
      break;
    }
    page.paragraph(fmt::format("{} {}: {}", padded(attacked.host.text(), 17),
                               plural(attacked.attempts, "attempt", "attempts"), attacked.why),
                   2, 18);
  }
}

// Hosts of others that send a worm are infected too: whom to warn.
void put_sources(const Outbreak& outbreak, const strain::Catalogue& catalogue, bool verbose,
                 Page& page) {
  std::set<net::Address> told;
  for (const Infection& infection : outbreak.infections) told.insert(infection.host);
  std::vector<const trace::Sender*> sources;
  for (const trace::Sender& sender : outbreak.senders)
    if (!sender.in_fleet && !told.contains(sender.host)) sources.push_back(&sender);
  if (sources.empty()) return;
  const strain::Strain* strain = catalogue.find(outbreak.strain);
  page.blank();
  page.heading(fmt::format("  {} outside the fleet: {}",
                           strain != nullptr && strain->is_worm ? "Infected sources" : "Attackers",
                           grouped(sources.size())));
  std::size_t listed = 0;
  for (const trace::Sender* source : sources) {
    if (!verbose && ++listed > kMostListed) {
      page.line(
          fmt::format("  ... and {} more (-v lists them)", grouped(sources.size() - kMostListed)));
      break;
    }
    page.paragraph(fmt::format("{} {} {}, upon {}", padded(source->host.text(), 17),
                               span_text(source->first, source->last),
                               plural(source->attempts, "attempt", "attempts"),
                               plural(source->targets, "host", "hosts")),
                   2, 18);
  }
}

void put_cleansing(const Outbreak& outbreak, const strain::Catalogue& catalogue, Page& page) {
  const strain::Strain* strain = catalogue.find(outbreak.strain);
  if (strain == nullptr || outbreak.infections.empty() || strain->cleansing.empty()) return;
  page.blank();
  page.heading("  What to do");
  for (std::size_t i = 0; i < strain->cleansing.size(); ++i)
    page.paragraph(fmt::format("{}. {}", i + 1, strain->cleansing[i]), 2, 3);
}

void put_outbreak(const pipeline::Outcome& outcome, const Outbreak& outbreak,
                  const strain::Catalogue& catalogue, const TextOptions& options, Page& page) {
  const bool infected = !outbreak.infections.empty();
  page.line(page.inked(infected ? Ink::red : Ink::yellow, infected ? "OUTBREAK" : "ATTACK") + "  " +
            page.inked(Ink::bold, outbreak.strain_name) +
            (outbreak.family == trace::kUnknownFamily
                 ? fmt::format("  ({}: told by how it spreads)", outbreak.strain)
                 : fmt::format("  ({}, {} sure of the strain)", outbreak.strain,
                               percent(outbreak.strain_confidence))));
  put_summary(outbreak, page);
  put_origins(outbreak, page);
  if (infected) {
    page.blank();
    page.heading("  Who is infected, and by whom");
    draw_tree(outbreak, page);
  }
  put_first_edges(outbreak, options.verbose, page);
  put_evidence(outcome, outbreak, options.verbose, page);
  put_sources(outbreak, catalogue, options.verbose, page);
  put_curve(outbreak.curve, page);
  put_back_doors(outcome.account, outbreak, options.verbose, page);
  put_attacked(outbreak, options.verbose, page);
  put_generated_rules(outbreak, page);
  put_cleansing(outbreak, catalogue, page);
  page.blank();
}

void put_scanners(const Account& account, bool verbose, Page& page) {
  if (account.scanners.empty()) return;
  page.heading("Scanners and relays: not infected by what was seen");
  std::size_t listed = 0;
  for (const trace::Scanner& scanner : account.scanners) {
    if (!verbose && ++listed > kMostListed) {
      page.line(
          fmt::format("  ... and {} more (-v lists them)", account.scanners.size() - kMostListed));
      break;
    }
    page.paragraph(
        fmt::format("{} {}: {}", padded(scanner.host.text(), 17), scanner.role, scanner.why), 2,
        18);
  }
  page.blank();
}

}  // namespace

std::string text_of(const pipeline::Outcome& outcome, const strain::Catalogue& catalogue,
                    const TextOptions& options) {
  Page page(options.colour);
  put_inputs(outcome, page);
  if (outcome.account.outbreaks.empty()) {
    page.paragraph("No outbreak was found, and no attempt of a known strain.");
    page.blank();
  }
  for (const Outbreak& outbreak : outcome.account.outbreaks)
    put_outbreak(outcome, outbreak, catalogue, options, page);
  put_floods(outcome.account, options.verbose, page);
  put_scanners(outcome.account, options.verbose, page);
  put_not_seen(outcome, options.verbose, page);
  return page.text();
}

}  // namespace cordon::report
