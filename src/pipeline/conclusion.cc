#include "pipeline/conclusion.h"

#include <algorithm>

#include "detect/aftermath.h"
#include "detect/called_in.h"
#include "detect/flood.h"
#include "detect/self_spreading.h"
#include "detect/spread.h"
#include "detect/worm_rules.h"
#include "pipeline/coverage.h"
#include "scan/scan_watch.h"
#include "trace/attribution.h"
#include "trace/tracer.h"

namespace cordon::pipeline {
namespace {

using config::Tuning;

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
                                 [&](const auto& host) { return fleet.contains(host); },
                                 options.tuning.each([](const Tuning& t) { return t.content; })});
  for (const detect::MovingContent& content : contents) {
    if (content.verdict != detect::MovingContent::Verdict::worm) continue;
    auto of_worm = detect::findings_of(content, question.contacts, sifted.begun);
    std::move(of_worm.begin(), of_worm.end(), std::back_inserter(found));
  }
  add(std::move(found), question.findings);
  return contents;
}

// By contacts alone.
void add_spread(const Options& options, Workings& workings, trace::Question& question) {
  const auto spread_options = options.tuning.each([](const Tuning& t) { return t.spread; });
  // Who wants to see this detector alone sees also what others have explained.
  if (options.keep_workings)
    workings.spreads = detect::look_for_spread({}, question.contacts, spread_options).services;
  add(detect::look_for_spread(question.findings, question.contacts, spread_options).findings,
      question.findings);
  auto called_in =
      detect::called_in(question.findings, question.contacts,
                        options.tuning.each([](const Tuning& t) { return t.called_in; }));
  workings.called_in = called_in;
  std::sort(workings.called_in.begin(), workings.called_in.end(), evidence::earlier);
  add(std::move(called_in), question.findings);
}

// Detectors that the configuration switched off.
std::vector<std::string> switched_off(const net::ByHost<Tuning>& tuning) {
  std::vector<std::string> off;
  const auto look = [&](const char* name, auto enabled) {
    const bool some = is_on(tuning, enabled);
    const bool all = std::all_of(tuning.values().begin(), tuning.values().end(), enabled);
    if (!some) off.emplace_back(name);
    if (some && !all) off.push_back(std::string(name) + " (for some hosts)");
  };
  look("content", [](const Tuning& t) { return t.content.enabled; });
  look("spread", [](const Tuning& t) { return t.spread.enabled; });
  look("called-in", [](const Tuning& t) { return t.called_in.enabled; });
  look("flood", [](const Tuning& t) { return t.flood.enabled; });
  look("scan", [](const Tuning& t) { return t.scan.enabled; });
  look("moonwalk", [](const Tuning& t) { return t.moonwalk.enabled; });
  return off;
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
                                    const fleet::Fleet& fleet, const Options& options,
                                    trace::Coverage& coverage) {
  if (!is_on(options.tuning, [](const Tuning& t) { return t.scan.enabled; })) return {};
  scan::Options scanning = options.tuning.all().scan;
  scanning.others = options.tuning.each([](const Tuning& t) -> scan::Tuning { return t.scan; });
  if (options.sifting_key) scanning.seed = mix(*options.sifting_key);
  scan::ScanWatch watch(std::move(scanning));
  for (const evidence::Contact& contact : contacts) {
    const bool knows_outcome = contact.established + contact.refused + contact.unanswered > 0;
    const bool is_service =
        contact.protocol == net::Protocol::tcp || contact.protocol == net::Protocol::udp;
    if (knows_outcome && is_service)
      watch.see(scan::opening_of(contact, fleet.contains(contact.client)));
  }
  watch.finish();
  coverage.one_way = watch.failures_mean_nothing();
  add_scans(watch.counters(), coverage);
  return watch.verdicts();
}

// Last, because who floods is told among ours, and who is ours by the other findings.
void add_floods(const Options& options, trace::Question& question) {
  question.floods = detect::floods(
      question.contacts, question.findings,
      [&](const net::Address& host) { return question.fleet.contains(host); },
      options.tuning.each([](const Tuning& t) { return t.flood; }));
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
  add_spread(options, workings, question);
  auto later = detect::call_backs(question.findings, question.contacts);
  for (auto&& found : {detect::turned(question.findings, question.contacts),
                       detect::propagated(question.findings)})
    later.insert(later.end(), found.begin(), found.end());
  add(std::move(later), question.findings);
  question.fleet =
      options.fleet ? *options.fleet : fleet::Fleet::guess(question.contacts, question.findings);
  add_floods(options, question);
  question.scans = scans_in(question.contacts, question.fleet, options, question.coverage);
  question.moonwalk = options.tuning.all().moonwalk;
  question.coverage.switched_off = switched_off(options.tuning);
  if (options.keep_workings) {
    workings.scans = question.scans;
    workings.walks = trace::walks_of(question, catalogue);
  }
  trace::Account account = trace::trace(std::move(question), catalogue);
  for (trace::Outbreak& outbreak : account.outbreaks) outbreak.curve = tally.curve(outbreak.strain);
  add_rules(workings, catalogue, account);
  return account;
}

}  // namespace cordon::pipeline
