#include "pipeline/coverage.h"

#include <fmt/format.h>

#include <algorithm>

namespace cordon::pipeline {
namespace {

// Shares are ours to weigh: a hole hides what was in it; a flow of which one side is there hides
// the answers; a beginning that is missing hides little, because worms repeat themselves.
constexpr double kHolesHide = 0.5;  // a head that is there tells most of a message
constexpr double kOneSidedHides = 0.5;
constexpr double kMidstreamHides = 0.1;
// What sifting or the scan tests forgot hides only what they alone would have told, and old or
// slight things give way first.
constexpr double kForgottenHides = 0.1;

// What a log shows of what a capture would: flow records, alerts, requests, messages and flows.
constexpr double kLogShows[] = {0.5, 0.6, 0.8, 0.9};
// Of which sampling must catch one to see the flow.
constexpr double kPacketsOfAFlow = 5;

double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : std::min(1.0, static_cast<double>(part) / static_cast<double>(whole));
}

// Times as the account tells them: by the common clock.
void widen(const source::InputReport& input, trace::Coverage& coverage) {
  const Duration clock(input.clock_ns);
  if (input.first != kNoTime && (coverage.first == kNoTime || input.first + clock < coverage.first))
    coverage.first = input.first + clock;
  if (input.last != kNoTime && (coverage.last == kNoTime || input.last + clock > coverage.last))
    coverage.last = input.last + clock;
}

void add_inputs(const std::vector<source::InputReport>& inputs, trace::Coverage& coverage) {
  for (const source::InputReport& input : inputs) {
    if (input.unit == "frame") coverage.cut_frames += input.cut_frames;
    coverage.dropped_by_kernel += input.dropped_by_kernel;
    widen(input, coverage);
    if (!input.damage.empty()) coverage.damage.push_back(input.path + ": " + input.damage);
  }
}

// Of what was remembered at some time, the share that is gone.
double forgotten(std::uint64_t gone, std::uint64_t room) { return share(gone, gone + room); }

trace::SiftLoss loss_of(const sift::Sifter::Counters& c) {
  return {c.contents.first_sights_evicted, c.contents.watched_evicted,     c.contents.cases_evicted,
          c.contents.suspects_not_kept,    c.contents.deliveries_not_kept, c.hosts_not_kept};
}

// The worst of what sifting did not see: each thing that is forgotten hides the same worms.
double not_sifted(const sift::Sifter::Counters& c) {
  const sift::Contents::Counters& of = c.contents;
  return std::max({share(c.hosts_not_kept, of.passages + c.hosts_not_kept),
                   share(of.deliveries_not_kept, of.passages), share(of.cases_evicted, of.cases),
                   share(of.suspects_not_kept, of.contents),
                   forgotten(of.watched_evicted, sift::kMostWatched),
                   forgotten(of.first_sights_evicted, sift::kMostFirstSights)});
}

double seen(const trace::Coverage& c) {
  const double lost = share(c.dropped_by_kernel, c.frames + c.dropped_by_kernel);
  const double holes = share(c.gap_bytes, c.stream_bytes + c.gap_bytes) * kHolesHide;
  const double one_sided = share(c.one_sided_flows, c.flows) * kOneSidedHides;
  const double midstream = share(c.midstream_flows, c.flows) * kMidstreamHides;
  const double evicted = share(c.evicted_flows, c.flows);
  return (1 - lost) * (1 - holes) * (1 - one_sided) * (1 - midstream) * (1 - evicted);
}

}  // namespace

void add(flow::Table::Counters& sum, const flow::Table::Counters& more) {
  sum.flows += more.flows;
  sum.tcp += more.tcp;
  sum.udp += more.udp;
  sum.icmp += more.icmp;
  sum.other += more.other;
  sum.evicted += more.evicted;
  sum.timed_out += more.timed_out;
  sum.midstream += more.midstream;
  sum.one_sided += more.one_sided;
  sum.stream_bytes += more.stream_bytes;
  sum.gap_bytes += more.gap_bytes;
  sum.gaps += more.gaps;
  sum.retransmitted_segments += more.retransmitted_segments;
  sum.overlaps += more.overlaps;
  sum.conflicting_overlaps += more.conflicting_overlaps;
  sum.out_of_order_segments += more.out_of_order_segments;
  sum.keep_alives += more.keep_alives;
  sum.dropped_segments += more.dropped_segments;
  sum.holes_given_up += more.holes_given_up;
  sum.ignored_resets += more.ignored_resets;
  sum.peak_flows += more.peak_flows;
}

void add(proto::Readers::Counters& sum, const proto::Readers::Counters& more) {
  sum.http_requests += more.http_requests;
  sum.http_responses += more.http_responses;
  sum.http_malformed += more.http_malformed;
  sum.smb_messages += more.smb_messages;
  sum.dns_messages += more.dns_messages;
  sum.ldap_messages += more.ldap_messages;
  sum.commands += more.commands;
  sum.encrypted_bytes += more.encrypted_bytes;
  sum.bodies_cut += more.bodies_cut;
  sum.bombs += more.bombs;
}

trace::Coverage coverage_of(const Counters& counters,
                            const std::vector<source::InputReport>& inputs, bool payload) {
  trace::Coverage c;
  c.frames = counters.decode.frames;
  c.bytes = counters.decode.bytes;
  c.flows = counters.flow.flows;
  add_inputs(inputs, c);
  c.midstream_flows = counters.flow.midstream;
  c.one_sided_flows = counters.flow.one_sided;
  c.gap_bytes = counters.flow.gap_bytes;
  c.stream_bytes = counters.flow.stream_bytes;
  c.encrypted_bytes = counters.readers.encrypted_bytes;
  c.evicted_flows = counters.flow.evicted;
  c.dropped_segments = counters.flow.dropped_segments;
  for (std::size_t i = 0; i < counters.decode.anomalies.size(); ++i)
    if (counters.decode.anomalies[i] > 0)
      c.anomalies[std::string(decode::name_of(static_cast<decode::Anomaly>(i)))] =
          counters.decode.anomalies[i];
  c.payload_read = payload;
  c.sift = loss_of(counters.sift);
  c.seen = payload ? seen(c) * (1 - kForgottenHides * not_sifted(counters.sift))
                   : std::min(seen(c), kLogShows[0]);
  return c;
}

void add_logs(const LogCounters& logs, const std::vector<source::InputReport>& reports,
              bool captures_too, trace::Coverage& coverage) {
  add_inputs(reports, coverage);
  coverage.lines = logs.units;
  coverage.bytes += logs.bytes;
  coverage.bad_lines = logs.bad;
  coverage.cut_lines = logs.cut;
  coverage.logged_requests = logs.requests;
  coverage.logged_flows = logs.flows;
  coverage.peer_alerts = logs.alerts;
  coverage.nameless_lines = logs.nameless;
  coverage.untimed_lines = logs.untimed;
  coverage.sampling = logs.most_sampling;
  coverage.blind_rules = logs.blind_rules;
  coverage.rules = logs.rules;
  const double depth = kLogShows[static_cast<std::size_t>(std::clamp(logs.depth, 0, 3))];
  const double bad = share(logs.bad, logs.units);
  const double sampled = std::min(1.0, kPacketsOfAFlow / logs.most_sampling);
  const double of_logs = depth * (1 - bad) * sampled;
  coverage.seen = captures_too ? std::max(coverage.seen, of_logs) : of_logs;
}

void add_scans(const scan::Counters& scans, trace::Coverage& coverage) {
  trace::ScanLoss& loss = coverage.scan;
  loss.first_contacts = scans.contacts_evicted;
  loss.clients = scans.sources_evicted + scans.client_services_evicted;
  loss.slow_clients = scans.slow_evicted;
  loss.destinations = scans.alive_evicted + scans.prefixes_evicted;
  loss.graph_contacts = scans.graph_not_kept;
  loss.norms = scans.services_not_kept;
  loss.verdicts = scans.verdicts_not_kept;
  coverage.authorised_scans = scans.authorised;
  // A first contact that was forgotten only counts again, and a norm that is missing is the site's.
  const double hidden = std::max(
      {forgotten(loss.clients, scan::kMostSources), forgotten(loss.slow_clients, scan::kMostSlow),
       share(loss.graph_contacts, scans.openings), forgotten(loss.verdicts, scan::kMostVerdicts)});
  coverage.seen *= 1 - kForgottenHides * hidden;
}

}  // namespace cordon::pipeline
