#include "pipeline/investigation.h"

#include <algorithm>
#include <deque>
#include <set>

#include "detect/unreached.h"
#include "evidence/neighbours.h"
#include "pipeline/conclusion.h"
#include "pipeline/coverage.h"
#include "pipeline/shard.h"
#include "pipeline/workers.h"
#include "rules/threshold.h"

namespace cordon::pipeline {
namespace {

// Flows that are idle are looked for once in this many frames, in every shard: a fixed place in the
// input, whatever the threads.
constexpr std::uint64_t kFramesBetweenAdvances = 1 << 14;

// Captures are believed before any log (log_reading.cc has the logs' depths).
constexpr int kDepthOfCaptures = 10;

// One packet for one shard, with its place in the whole input.
struct Ordered {
  decode::Packet packet;
  std::uint64_t order;
};

class Run {
 public:
  Run(const rules::RuleSet& rules, const strain::Catalogue& catalogue, const Options& options,
      AlertSink* alerts, bool sightings)
      : decoder_({options.check_checksums}),
        alerts_(alerts),
        workers_(std::min(options.threads, kShards), [this](std::size_t worker) { work(worker); }) {
    Shard::Options shard;
    shard.table.most_flows = std::max<std::size_t>(1, options.most_flows / kShards);
    shard.table.most_stream_memory = options.most_stream_memory / kShards;
    shard.table.overlap = options.overlap;
    shard.alerts = alerts != nullptr;
    shard.sightings = sightings;
    shard.payload = options.payload;
    shard.sift = is_on(options.tuning, [](const config::Tuning& t) { return t.content.enabled; });
    shard.sifting_key = options.sifting_key.value_or(kSiftingKey);
    for (std::size_t i = 0; i < kShards; ++i) shards_.emplace_back(shard, rules, catalogue);
    for (Shard& each : shards_) samplers_.push_back(&each.watch().sampler());
    queues_.resize(kShards);
  }

  void burst(std::span<const net::Frame> frames) {
    decoder_.begin_burst();
    for (const net::Frame& frame : frames) take(frame);
    if (workers_.count() > 1) workers_.run();
    give_alerts();
  }

  void finish() {
    for (Shard& shard : shards_) shard.finish(now_, order_);
    sifter_.take(samplers_);
    give_alerts();
  }

  sift::Sifted sifted() { return sifter_.finish(); }

  Counters counters() const {
    Counters sum;
    sum.decode = decoder_.counters();
    for (const Shard& shard : shards_) {
      add(sum.flow, shard.flow_counters());
      add(sum.readers, shard.reader_counters());
    }
    sum.sift = sifter_.counters();
    return sum;
  }

  /// What the shards' books hold, as of one sensor. Counts what they did not keep.
  evidence::Testimony take_testimony(trace::Coverage& coverage) {
    evidence::Testimony testimony;
    testimony.depth = kDepthOfCaptures;
    std::vector<evidence::Book> findings;
    std::vector<evidence::ContactBook> contacts;
    for (Shard& shard : shards_) {
      Watch& watch = shard.watch();
      coverage.findings_not_kept += watch.findings().not_kept();
      coverage.contacts_not_kept += watch.contacts().not_kept();
      testimony.tally.add(watch.findings().tally());
      testimony.sightings.merge(watch.sightings());
      findings.push_back(std::move(watch.findings()));
      contacts.push_back(std::move(watch.contacts()));
    }
    testimony.findings = evidence::Book::merge(findings);
    testimony.contacts =
        detect::with_unreached(evidence::ContactBook::merge(contacts, &coverage.contacts_not_kept),
                               neighbours_.unanswered());
    coverage.contacts_not_kept += neighbours_.not_kept();
    return testimony;
  }

 private:
  void take(const net::Frame& frame) {
    ++order_;
    decode::Packet packet = decoder_.decode(frame);
    packet.frame = net::frame_id(frame.source, frame.source_number);
    now_.time = std::max(now_.time, packet.time);
    now_.frame = packet.frame;
    if (packet.arp == decode::Arp::request)
      neighbours_.ask(packet.source, packet.destination, packet.time, packet.frame);
    if (packet.arp == decode::Arp::reply) neighbours_.answer(packet.source);
    if (packet.depth >= decode::Depth::network) {
      const std::size_t shard = shard_of(packet);
      if (workers_.count() > 1) {
        queues_[shard].push_back({packet, order_});
      } else {
        shards_[shard].add(packet, order_);
      }
    }
    if (order_ % kFramesBetweenAdvances == 0) advance();
  }

  void advance() {
    if (workers_.count() > 1) workers_.run();
    for (Shard& shard : shards_) shard.advance(now_, order_);
    sifter_.take(samplers_);
  }

  void work(std::size_t worker) {
    for (std::size_t i = worker; i < kShards; i += workers_.count()) {
      for (const Ordered& next : queues_[i]) shards_[i].add(next.packet, next.order);
      queues_[i].clear();
    }
  }

  // In the order of packets; of one packet, in the order in which the rules hit.
  void give_alerts() {
    if (alerts_ == nullptr) return;
    std::vector<Alert> all;
    for (Shard& shard : shards_) {
      auto& alerts = shard.watch().alerts();
      std::move(alerts.begin(), alerts.end(), std::back_inserter(all));
      alerts.clear();
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Alert& a, const Alert& b) { return a.order < b.order; });
    for (const Alert& alert : all)
      if (rates_.allows(*alert.rule, alert.source.address, alert.destination.address, alert.flow_id,
                        alert.at.time))
        alerts_->alert(alert);
  }

  decode::Decoder decoder_;
  AlertSink* alerts_;
  rules::Rates rates_;  // here and not in the shards: a count by source is over all of them
  evidence::Neighbours neighbours_;
  std::deque<Shard> shards_;
  std::vector<sift::Sampler*> samplers_;
  sift::Sifter sifter_;
  std::vector<std::vector<Ordered>> queues_;  // a burst's packets, by shard
  event::Moment now_{Time::min(), 0};
  std::uint64_t order_ = 0;
  Workers workers_;  // last: its threads use all of the above
};

// Strains of whose exploit no log can tell.
std::vector<std::string> blind_strains(const strain::Catalogue& catalogue,
                                       const rules::RuleSet& rules, const rules::LogSight& sight) {
  std::set<std::string> seen, wanted;
  for (std::uint32_t i = 0; i < rules.rules().size(); ++i) {
    const auto owner = catalogue.owner_of(rules.rules()[i].sid);
    if (!owner || owner->signature->stage != strain::Stage::attempt) continue;
    wanted.insert(owner->strain->id);
    if (sight.sees(i)) seen.insert(owner->strain->id);
  }
  std::vector<std::string> blind;
  std::set_difference(wanted.begin(), wanted.end(), seen.begin(), seen.end(),
                      std::back_inserter(blind));
  return blind;
}

void put_clocks(LogReading& logs, const std::vector<evidence::Testimony>& testimonies,
                std::size_t first, std::vector<source::InputReport>& reports) {
  for (std::size_t i = 0; i < logs.sensors().size(); ++i) {
    const evidence::Testimony& testimony = testimonies[first + i];
    for (const std::size_t file : logs.sensors()[i].files) {
      reports[file].clock_ns = testimony.clock.count();
      if (!testimony.known_as.is_unspecified() && !testimony.stand_in.is_unspecified())
        reports[file].host = testimony.known_as.text();
    }
  }
}

}  // namespace

Outcome investigate(const Inputs& inputs, const rules::RuleSet& rules,
                    const strain::Catalogue& catalogue, const Options& options, AlertSink* alerts,
                    const std::function<void(const source::Progress&)>& progress) {
  const std::size_t sensors = (inputs.captures != nullptr ? 1 : 0) +
                              (inputs.logs != nullptr ? inputs.logs->sensors().size() : 0);
  Outcome outcome;
  std::vector<evidence::Testimony> testimonies;
  source::Progress read;
  trace::Coverage coverage;
  std::vector<source::InputReport> folders = inputs.folders;
  if (inputs.captures != nullptr) {
    source::Source& source = *inputs.captures;
    Run run(rules, catalogue, options, alerts, sensors > 1);
    for (auto frames = source.next(); !frames.empty(); frames = source.next()) {
      run.burst(frames);
      if (!progress) continue;
      read = source.progress();
      read.bytes_total += inputs.log_bytes;
      progress(read);
    }
    run.finish();
    outcome.workings.sifted = run.sifted();
    outcome.counters = run.counters();
    for (source::InputReport& report : source.inputs())
      (report.format == "folder" ? folders : outcome.inputs).push_back(report);
    coverage = coverage_of(outcome.counters, outcome.inputs, options.payload);
    testimonies.push_back(run.take_testimony(coverage));
  }
  if (inputs.logs != nullptr) {
    LogReading& logs = *inputs.logs;
    const std::uint64_t before = read.bytes_read;
    const rules::LogSight sight(rules);
    logs.run(rules, sight, catalogue, sensors > 1, alerts, [&](std::uint64_t bytes) {
      if (progress) progress({before + bytes, before + inputs.log_bytes});
    });
    outcome.logs = logs.counters();
    outcome.bad_lines = logs.bad_lines();
    outcome.blind_strains = blind_strains(catalogue, rules, sight);
    const std::size_t first = testimonies.size();
    for (auto& testimony : logs.take_testimonies()) testimonies.push_back(std::move(testimony));
    evidence::compare_clocks(testimonies);
    std::vector<source::InputReport> reports = logs.reports();
    put_clocks(logs, testimonies, first, reports);
    add_logs(outcome.logs, reports, inputs.captures != nullptr, coverage);
    coverage.findings_not_kept += logs.findings_not_kept();
    coverage.contacts_not_kept += logs.contacts_not_kept();
    outcome.inputs.insert(outcome.inputs.end(), reports.begin(), reports.end());
  }
  outcome.inputs.insert(outcome.inputs.end(), folders.begin(), folders.end());
  outcome.account =
      conclude(std::move(testimonies), std::move(coverage), catalogue, options, outcome.workings);
  if (!options.keep_workings) outcome.workings = {};
  return outcome;
}

}  // namespace cordon::pipeline
