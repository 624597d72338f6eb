#include "report/not_seen.h"

#include <fmt/format.h>

#include "base/text.h"

namespace cordon::report {
namespace {

class Blind {
 public:
  explicit Blind(Page& page) : page_(page) {}
  void say(std::uint64_t count, const std::string& text) {
    if (count == 0) return;
    page_.paragraph(fmt::format("- {} {}", grouped(count), text), 2, 2);
    said_ = true;
  }
  bool said() const { return said_; }

 private:
  Page& page_;
  bool said_ = false;
};

void put_anomalies(const trace::Coverage& c, Page& page) {
  if (c.anomalies.empty()) return;
  std::string text = "Odd packets:";
  for (const auto& [name, count] : c.anomalies)
    text += fmt::format(" {} {}{}", grouped(count), name,
                        name == c.anomalies.rbegin()->first ? "" : ",");
  page.paragraph(text, 2, 2);
}

}  // namespace

void put_not_seen(const pipeline::Outcome& outcome, bool verbose, Page& page) {
  const trace::Coverage& c = outcome.account.coverage;
  page.heading("What was not seen");
  page.paragraph(fmt::format("About {:.0f} % of what there was to see was seen.", 100 * c.seen), 2);
  Blind blind(page);
  for (const std::string& damage : c.damage)
    page.paragraph("- " + printable(bytes_of(damage), 300), 2, 2);
  blind.say(c.dropped_by_kernel, "frames were dropped while capturing");
  blind.say(c.cut_frames, "frames were cut short by the snap length");
  blind.say(c.midstream_flows, "flows had begun before the capture");
  blind.say(c.one_sided_flows, "flows show one direction only: their answers are unknown");
  if (c.gap_bytes > 0)
    page.paragraph(fmt::format("- {} of streams are missing ({} are there)", size_text(c.gap_bytes),
                               size_text(c.stream_bytes)),
                   2, 2);
  if (c.encrypted_bytes > 0)
    page.paragraph(fmt::format("- {} were encrypted", size_text(c.encrypted_bytes)), 2, 2);
  blind.say(c.evicted_flows, "flows were forgotten for want of room");
  blind.say(c.dropped_segments, "segments were dropped for want of room");
  blind.say(c.findings_not_kept, "further findings were only counted");
  blind.say(c.contacts_not_kept, "further contacts were only counted");
  if (verbose || !c.anomalies.empty()) put_anomalies(c, page);
  page.paragraph(fmt::format("Fleet {}; {} servers seen.", outcome.account.fleet.how,
                             outcome.account.fleet.servers.size()),
                 2, 2);
}

}  // namespace cordon::report
