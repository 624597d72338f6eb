#include "report/not_seen.h"

#include <fmt/format.h>

#include <map>

#include "base/text.h"

namespace cordon::report {
namespace {

constexpr std::size_t kMostStandIns = 8;

class Blind {
 public:
  explicit Blind(Page& page) : page_(page) {}
  /// "3 lines" and what is to be said of them.
  void say(std::uint64_t count, const char* one, const std::string& text) {
    if (count == 0) return;
    const std::string many = std::string(one) + "s";
    page_.paragraph(fmt::format("- {} {}", plural(count, one, many.c_str()), text), 2, 2);
    said_ = true;
  }
  bool said() const { return said_; }

 private:
  Page& page_;
  bool said_ = false;
};

// Hosts of 0.0.0.0/8 stand for whoever wrote a log.
void put_stand_ins(const pipeline::Outcome& outcome, Page& page) {
  std::map<std::string, std::vector<std::string>> files;
  for (const source::InputReport& input : outcome.inputs)
    if (input.host.starts_with("0.")) files[input.host].push_back(input.path);
  std::size_t listed = 0;
  for (const auto& [host, paths] : files) {
    if (++listed > kMostStandIns) {
      page.line(fmt::format("  ... and {} more", files.size() - kMostStandIns));
      break;
    }
    page.paragraph(
        fmt::format("- {} stands for the host that wrote {}{}: --log-host names it", host,
                    printable(bytes_of(paths.front()), 200),
                    paths.size() == 1 ? "" : fmt::format(" and {} more files", paths.size() - 1)),
        2, 2);
  }
}

void put_anomalies(const trace::Coverage& c, Page& page) {
  if (c.anomalies.empty()) return;
  std::string text = "Odd packets:";
  for (const auto& [name, count] : c.anomalies)
    text += fmt::format(" {} {}{}", grouped(count), name,
                        name == c.anomalies.rbegin()->first ? "" : ",");
  page.paragraph(text, 2, 2);
}

// What sifting and the scan tests forgot.
void put_forgotten(const trace::Coverage& c, Blind& blind) {
  blind.say(c.sift.first_sights, "content", "seen once, forgotten for want of room");
  blind.say(c.sift.contents, "content", "seen more often, forgotten for want of room");
  blind.say(c.sift.cases, "suspicion", "of content given up for want of room");
  blind.say(c.sift.suspects, "content", "too many to suspect");
  blind.say(c.sift.deliveries, "further passage", "of suspected content only counted");
  blind.say(c.sift.hosts_not_known, "passage",
            "not compared: of hosts beyond those that sifting has room for");
  blind.say(c.scan.first_contacts, "first contact",
            "forgotten for want of room: the next of that pair counts as first again");
  blind.say(c.scan.clients, "client", "forgotten by the scan tests for want of room");
  blind.say(c.scan.slow_clients, "client", "forgotten by the test of slow scans");
  blind.say(c.scan.destinations, "destination", "of which the scan tests forgot whether they live");
  blind.say(c.scan.graph_contacts, "contact", "left out of the protocol graphs");
  blind.say(c.scan.norms, "client", "of services beyond those whose norm is learned");
  blind.say(c.scan.verdicts, "verdict", "of the scan tests not kept");
  blind.say(c.authorised_scans, "verdict", "on those who may scan held back");
}

// What logs leave out.
void put_logs(const pipeline::Outcome& outcome, Blind& blind, Page& page) {
  const trace::Coverage& c = outcome.account.coverage;
  blind.say(c.bad_lines, "line", "made no sense (--bad-lines shows them)");
  blind.say(c.cut_lines, "line", "cut short");
  blind.say(c.nameless_lines, "line", "without the address of a host");
  blind.say(c.untimed_lines, "line", "without a time: taken as that of the line before");
  if (c.sampling > 1)
    page.paragraph(fmt::format("- flow records are of one packet in {}", grouped(c.sampling)), 2,
                   2);
  if (c.logged_requests > 0 && c.blind_rules > 0)
    page.paragraph(fmt::format("- in logs, {} of {} rules are blind: they need packets, bodies or "
                               "headers that a log does not hold",
                               c.blind_rules, c.rules),
                   2, 2);
  if (c.frames == 0 && c.logged_requests > 0 && !outcome.blind_strains.empty()) {
    std::string text = "- strains that these logs cannot show:";
    for (const std::string& strain : outcome.blind_strains)
      text += fmt::format(" {}{}", strain, strain == outcome.blind_strains.back() ? "" : ",");
    page.paragraph(text, 2, 2);
  }
  for (const source::InputReport& input : outcome.inputs) {
    if (input.unit == "frame" || input.format == "folder") continue;
    if (input.clock_ns != 0)
      page.paragraph(
          fmt::format("- the clock of {} was moved by {}", printable(bytes_of(input.path), 200),
                      duration_text(Duration(input.clock_ns))),
          2, 2);
  }
  put_stand_ins(outcome, page);
}

}  // namespace

void put_not_seen(const pipeline::Outcome& outcome, bool verbose, Page& page) {
  const trace::Coverage& c = outcome.account.coverage;
  page.heading("What was not seen");
  page.paragraph(fmt::format("About {:.0f} % of what there was to see was seen.", 100 * c.seen), 2);
  Blind blind(page);
  if (!c.payload_read)
    page.paragraph("- what was sent: packets were judged by their flows alone (--no-payload)", 2,
                   2);
  std::string off;
  for (const std::string& name : c.switched_off) off += (off.empty() ? "" : ", ") + name;
  if (!off.empty())
    page.paragraph("- what detectors would tell that the configuration switched off: " + off, 2, 2);
  for (const std::string& damage : c.damage)
    page.paragraph("- " + printable(bytes_of(damage), 300), 2, 2);
  for (const source::InputReport& input : outcome.inputs)
    blind.say(
        input.other_files, "file",
        fmt::format("in {} left out: no captures or logs", printable(bytes_of(input.path), 200)));
  blind.say(c.dropped_by_kernel, "frame", "dropped while capturing");
  blind.say(c.cut_frames, "frame", "cut short by the snap length");
  blind.say(c.midstream_flows, "flow", "had begun before the capture");
  blind.say(c.one_sided_flows, "flow", "in one direction only: the answers are unknown");
  if (c.gap_bytes > 0)
    page.paragraph(fmt::format("- {} of streams are missing ({} are there)", size_text(c.gap_bytes),
                               size_text(c.stream_bytes)),
                   2, 2);
  if (c.encrypted_bytes > 0)
    page.paragraph(fmt::format("- {} were encrypted", size_text(c.encrypted_bytes)), 2, 2);
  blind.say(c.evicted_flows, "flow", "forgotten for want of room");
  blind.say(c.dropped_segments, "segment", "dropped for want of room");
  put_forgotten(c, blind);
  put_logs(outcome, blind, page);
  blind.say(c.findings_not_kept, "further finding", "only counted");
  blind.say(c.contacts_not_kept, "further contact", "only counted");
  if (c.one_way)
    page.paragraph("- traffic of one direction only: who scans cannot be told by failures", 2, 2);
  if (verbose || !c.anomalies.empty()) put_anomalies(c, page);
  page.paragraph(fmt::format("Fleet {}; {} servers seen.", outcome.account.fleet.how,
                             outcome.account.fleet.servers.size()),
                 2, 2);
}

}  // namespace cordon::report
