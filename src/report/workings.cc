#include "report/workings.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/page.h"

namespace cordon::report {
namespace {

using detect::MovingContent;

void put_turned(const MovingContent& content, bool verbose, Page& page) {
  std::size_t listed = 0;
  for (const detect::TurnedBy& t : content.turned) {
    if (!verbose && ++listed > kMostListed) {
      page.line(
          fmt::format("    ... and {} more (-v lists them)", content.turned.size() - kMostListed));
      return;
    }
    // Of a host that passes nothing on by habit, being a client does not count.
    const double novelty = t.by_habit ? t.novelty : std::max(t.novelty, 0.0);
    page.paragraph(
        fmt::format("{} {:+.1f}: received it {} time{} from {}, sent it to {} after {}; new as a "
                    "client {:+.1f}, failing contacts {:+.1f}, several at once {:+.1f}",
                    padded(t.host.text(), 15), t.score, t.receipts, t.receipts == 1 ? "" : "s",
                    clock_text(t.received.time), plural(t.sent_to, "host", "hosts"),
                    duration_text(t.sent.time - t.received.time), novelty, t.failing, t.hurry),
        4, 16);
  }
}

}  // namespace

std::string contents_text(const pipeline::Workings& workings, bool colour, bool verbose) {
  Page page(colour);
  // Worms first, of both the first that was sent.
  std::vector<const MovingContent*> order;
  for (const MovingContent& content : workings.contents) order.push_back(&content);
  std::stable_partition(order.begin(), order.end(), [](const MovingContent* content) {
    return content->verdict == MovingContent::Verdict::worm;
  });
  for (const MovingContent* each : order) {
    const MovingContent& content = *each;
    const bool worm = content.verdict == MovingContent::Verdict::worm;
    page.line(fmt::format("{} port {}: {} ({:+.1f}, a worm from {:+.1f})",
                          net::name_of(content.service.protocol), content.service.port,
                          page.inked(worm ? Ink::red : Ink::plain, name_of(content.verdict)),
                          content.score, content.threshold));
    page.paragraph(fmt::format("{} since {}; {} sent it without having received it",
                               plural(content.deliveries.size(), "pair of hosts", "pairs of hosts"),
                               clock_text(content.deliveries.front().first.time),
                               plural(content.spontaneous, "host of ours", "hosts of ours")),
                   2, 4);
    put_turned(content, verbose, page);
  }
  if (workings.contents.empty()) page.line("No content was sent on by who had received it.");
  return page.text();
}

std::string scans_text(const pipeline::Workings& workings, bool colour, bool verbose) {
  Page page(colour);
  std::size_t listed = 0;
  for (const scan::Verdict& v : workings.scans) {
    if (!verbose && ++listed > kMostListed) {
      page.line(
          fmt::format("... and {} more (-v lists them)", workings.scans.size() - kMostListed));
      break;
    }
    page.line(fmt::format("{} {}{}{}", padded(v.host.text(), 15),
                          page.inked(v.names_scanner() ? Ink::yellow : Ink::plain,
                                     fmt::format("{} scan", name_of(v.kind))),
                          name_of(v.method) == fmt::format("{} scan", name_of(v.kind))
                              ? ""
                              : fmt::format(", by {}", name_of(v.method)),
                          v.likelihood > 0 ? fmt::format(" ({:+.1f})", v.likelihood) : ""));
    page.paragraph(fmt::format("{}; since {}, told at {}", v.why, clock_text(v.onset.at),
                               clock_text(v.detected.at)),
                   16);
  }
  if (workings.scans.empty()) page.line("Nobody scans.");
  return page.text();
}

}  // namespace cordon::report
