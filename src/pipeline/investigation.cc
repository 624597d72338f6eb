#include "pipeline/investigation.h"

#include <algorithm>
#include <deque>

#include "detect/aftermath.h"
#include "pipeline/coverage.h"
#include "pipeline/shard.h"
#include "pipeline/workers.h"
#include "rules/threshold.h"
#include "trace/attribution.h"
#include "trace/tracer.h"

namespace cordon::pipeline {
namespace {

// Flows that are idle are looked for once in this many frames, in every shard: a fixed place in the
// input, whatever the threads.
constexpr std::uint64_t kFramesBetweenAdvances = 1 << 14;

// One packet for one shard, with its place in the whole input.
struct Ordered {
  decode::Packet packet;
  std::uint64_t order;
};

class Run {
 public:
  Run(const rules::RuleSet& rules, const strain::Catalogue& catalogue, const Options& options,
      AlertSink* alerts)
      : decoder_({options.check_checksums}),
        alerts_(alerts),
        workers_(std::min(options.threads, kShards), [this](std::size_t worker) { work(worker); }) {
    Shard::Options shard;
    shard.table.most_flows = std::max<std::size_t>(1, options.most_flows / kShards);
    shard.table.most_stream_memory = options.most_stream_memory / kShards;
    shard.table.overlap = options.overlap;
    shard.alerts = alerts != nullptr;
    for (std::size_t i = 0; i < kShards; ++i) shards_.emplace_back(shard, rules, catalogue);
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
    give_alerts();
  }

  Counters counters() const {
    Counters sum;
    sum.decode = decoder_.counters();
    for (const Shard& shard : shards_) {
      add(sum.flow, shard.flow_counters());
      add(sum.readers, shard.reader_counters());
    }
    return sum;
  }

  std::vector<evidence::Finding> take_findings(std::uint64_t& not_kept) {
    std::vector<evidence::Book> books;
    for (Shard& shard : shards_) {
      not_kept += shard.findings().not_kept();
      books.push_back(std::move(shard.findings()));
    }
    return evidence::Book::merge(books);
  }

  std::vector<evidence::Contact> take_contacts(std::uint64_t& not_kept) {
    std::vector<evidence::ContactBook> books;
    for (Shard& shard : shards_) {
      not_kept += shard.contacts().not_kept();
      books.push_back(std::move(shard.contacts()));
    }
    return evidence::ContactBook::merge(books);
  }

 private:
  void take(const net::Frame& frame) {
    ++order_;
    decode::Packet packet = decoder_.decode(frame);
    packet.frame = net::frame_id(frame.source, frame.source_number);
    now_.time = std::max(now_.time, packet.time);
    now_.frame = packet.frame;
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
      auto& alerts = shard.alerts();
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
  std::deque<Shard> shards_;
  std::vector<std::vector<Ordered>> queues_;  // a burst's packets, by shard
  event::Moment now_{Time::min(), 0};
  std::uint64_t order_ = 0;
  Workers workers_;  // last: its threads use all of the above
};

trace::Account account_of(Run& run, const Counters& counters,
                          const std::vector<source::InputReport>& inputs,
                          const strain::Catalogue& catalogue, const Options& options) {
  trace::Question question;
  question.coverage = coverage_of(counters, inputs);
  question.findings = run.take_findings(question.coverage.findings_not_kept);
  question.contacts = run.take_contacts(question.coverage.contacts_not_kept);
  trace::attribute(question.findings, catalogue);
  std::vector<evidence::Finding> later;
  for (auto&& found : {detect::call_backs(question.findings, question.contacts),
                       detect::turned(question.findings, question.contacts),
                       detect::propagated(question.findings)})
    later.insert(later.end(), found.begin(), found.end());
  question.findings.insert(question.findings.end(), later.begin(), later.end());
  std::stable_sort(question.findings.begin(), question.findings.end(), evidence::earlier);
  question.fleet =
      options.fleet ? *options.fleet : fleet::Fleet::guess(question.contacts, question.findings);
  return trace::trace(std::move(question), catalogue);
}

}  // namespace

Outcome investigate(source::Source& source, const rules::RuleSet& rules,
                    const strain::Catalogue& catalogue, const Options& options, AlertSink* alerts,
                    const std::function<void(const source::Progress&)>& progress) {
  Run run(rules, catalogue, options, alerts);
  for (auto frames = source.next(); !frames.empty(); frames = source.next()) {
    run.burst(frames);
    if (progress) progress(source.progress());
  }
  run.finish();
  Outcome outcome;
  outcome.counters = run.counters();
  outcome.inputs = source.inputs();
  outcome.account = account_of(run, outcome.counters, outcome.inputs, catalogue, options);
  return outcome;
}

}  // namespace cordon::pipeline
