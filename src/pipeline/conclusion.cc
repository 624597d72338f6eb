#include "pipeline/conclusion.h"

#include <algorithm>

#include "detect/aftermath.h"
#include "detect/called_in.h"
#include "detect/flood.h"
#include "detect/self_spreading.h"
#include "detect/spread.h"
#include "detect/worm_rules.h"
#include "scan/scan_watch.h"
#include "trace/attribution.h"
#include "trace/tracer.h"

namespace cordon::pipeline {
namespace {

// Findings whose strain a worm's own mark has told, in the tally too.
void attribute(std::vector<evidence::Finding>& findings, evidence::Tally& tally,
               const strain::Catalogue& catalogue) {
  std::vector<std::string> before;
  before.reserve(findings.size());
  for (const evidence::Finding& finding : findings) before.push_back(finding.strain);
  trace::attribute(findings, catalogue);
  for (std::size_t i = 0; i < findings.size(); ++i)
    if (findings[i].strain != before[i])
      tally.rename(findings[i].actor, before[i], findings[i].strain);
}

void add(std::vector<evidence::Finding> more, std::vector<evidence::Finding>& findings) {
  std::move(more.begin(), more.end(), std::back_inserter(findings));
  std::stable_sort(findings.begin(), findings.end(), evidence::earlier);
}

// What was sifted, judged; the deliveries of worms are added to the findings.
std::vector<detect::MovingContent> add_unknown_worms(const sift::Sifted& sifted,
                                                     const Options& options,
                                                     trace::Question& question) {
  const fleet::Fleet fleet =
      options.fleet ? *options.fleet : fleet::Fleet::guess(question.contacts, question.findings);
  std::vector<evidence::Finding> found;
  auto contents = detect::judge({sifted, question.contacts, question.findings,
                                 [&](const auto& host) { return fleet.contains(host); }});
  for (const detect::MovingContent& content : contents) {
    if (content.verdict != detect::MovingContent::Verdict::worm) continue;
    auto of_worm = detect::findings_of(content, question.contacts, sifted.begun);
    std::move(of_worm.begin(), of_worm.end(), std::back_inserter(found));
  }
  add(std::move(found), question.findings);
  return contents;
}

void add_rules(const Workings& workings, const strain::Catalogue& catalogue,
               trace::Account& account) {
  for (const detect::MovingContent& content : workings.contents) {
    if (content.verdict != detect::MovingContent::Verdict::worm) continue;
    for (trace::Outbreak& outbreak : account.outbreaks) {
      if (outbreak.strain != content.strain) continue;
      detect::WormRules made = detect::rules_for(content, workings.sifted, catalogue);
      outbreak.rules = std::move(made.rules);
      outbreak.no_rule = std::move(made.why_none);
    }
  }
}

// Who scans, as all contacts in the order of time show it. Pings are no services.
std::vector<scan::Verdict> scans_in(const std::vector<evidence::Contact>& contacts,
                                    const fleet::Fleet& fleet, trace::Coverage& coverage) {
  scan::ScanWatch watch;
  for (const evidence::Contact& contact : contacts) {
    const bool knows_outcome = contact.established + contact.refused + contact.unanswered > 0;
    const bool is_service =
        contact.protocol == net::Protocol::tcp || contact.protocol == net::Protocol::udp;
    if (knows_outcome && is_service)
      watch.see(scan::opening_of(contact, fleet.contains(contact.client)));
  }
  watch.finish();
  coverage.one_way = watch.failures_mean_nothing();
  return watch.verdicts();
}

// Last, because who floods is told among ours, and who is ours by the other findings.
void add_floods(trace::Question& question) {
  question.floods =
      detect::floods(question.contacts, question.findings,
                     [&](const net::Address& host) { return question.fleet.contains(host); });
  add(detect::flooded(question.floods), question.findings);
}

}  // namespace

trace::Account conclude(std::vector<evidence::Testimony> testimonies, trace::Coverage coverage,
                        const strain::Catalogue& catalogue, const Options& options,
                        Workings& workings) {
  trace::Question question;
  question.coverage = std::move(coverage);
  question.contacts = evidence::joined_contacts(testimonies);
  evidence::Tally tally = evidence::joined_tally(testimonies);
  question.findings = evidence::joined_findings(testimonies);
  attribute(question.findings, tally, catalogue);
  workings.contents = add_unknown_worms(workings.sifted, options, question);
  add(detect::spread(question.findings, question.contacts), question.findings);
  add(detect::called_in(question.findings, question.contacts), question.findings);
  auto later = detect::call_backs(question.findings, question.contacts);
  for (auto&& found : {detect::turned(question.findings, question.contacts),
                       detect::propagated(question.findings)})
    later.insert(later.end(), found.begin(), found.end());
  add(std::move(later), question.findings);
  question.fleet =
      options.fleet ? *options.fleet : fleet::Fleet::guess(question.contacts, question.findings);
  add_floods(question);
  question.scans = scans_in(question.contacts, question.fleet, question.coverage);
  if (options.keep_workings) workings.scans = question.scans;
  trace::Account account = trace::trace(std::move(question), catalogue);
  for (trace::Outbreak& outbreak : account.outbreaks) outbreak.curve = tally.curve(outbreak.strain);
  add_rules(workings, catalogue, account);
  return account;
}

}  // namespace cordon::pipeline
