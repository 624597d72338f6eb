#include "pipeline/log_reading.h"

#include <algorithm>
#include <optional>

#include "pipeline/watch.h"
#include "rules/threshold.h"
#include "source/capture.h"

namespace cordon::pipeline {
namespace {

constexpr std::size_t kMostBadFiles = 20;

class LiteralSieve final : public logs::Sieve {
 public:
  explicit LiteralSieve(const match::PatternSet& literals) : literals_(literals) {
    scratch_.fit(literals);
  }
  void sift(Bytes lines, std::vector<std::uint32_t>& ends) override {
    literals_.scan_places(lines, scratch_, ends);
  }
  bool catches(std::string_view text) override {
    ends_.clear();
    literals_.scan_places(bytes_of(text), scratch_, ends_);
    return !ends_.empty();
  }

 private:
  const match::PatternSet& literals_;
  match::Scratch scratch_;
  std::vector<std::uint32_t> ends_;
};

bool names_server(const std::string& kind) {
  return kind.starts_with("zeek") || kind.starts_with("eve");
}

// The deeper a sensor sees, the more it is believed; captures see deeper than any log.
int depth_of(logs::Depth depth) {
  switch (depth) {
    case logs::Depth::flows: return 0;
    case logs::Depth::alerts: return 1;
    case logs::Depth::requests: return 2;
    case logs::Depth::messages: return 3;
  }
  return 0;
}

void widen(source::InputReport& report, Time first, Time last) {
  report.first = first;
  report.last = last;
}

}  // namespace

struct LogReading::Run {
  Run(const rules::RuleSet& these, const rules::LogSight& seen, const strain::Catalogue& strains,
      bool keep_sightings, AlertSink* sink)
      : rules(these),
        sight(seen),
        catalogue(strains),
        sightings(keep_sightings),
        alerts(sink),
        sieve(seen.literals()) {}

  const rules::RuleSet& rules;
  const rules::LogSight& sight;
  const strain::Catalogue& catalogue;
  bool sightings;
  AlertSink* alerts;
  rules::Rates rates;
  LiteralSieve sieve;
  std::function<void(std::uint64_t)> progress;
  Watch* watch = nullptr;
  int depth = 0;  // of the sensor that is being read

  void give_alerts() {
    if (alerts == nullptr) return;
    for (const Alert& alert : watch->alerts())
      if (rates.allows(*alert.rule, alert.source.address, alert.destination.address, alert.flow_id,
                       alert.at.time))
        alerts->alert(alert);
    watch->alerts().clear();
  }
};

Result<LogReading> LogReading::open(const std::vector<std::string>& paths,
                                    const LogOptions& options, std::uint32_t first_source) {
  LogReading reading;
  reading.options_ = options;
  reading.first_source_ = first_source;
  for (const std::string& path : paths) {
    const bool piped = path == source::kStandardInput;
    auto file = logs::File::open(path, options.hints,
                                 piped ? options.read_before : std::vector<std::uint8_t>());
    if (!file) return tl::unexpected(file.error());
    if (!*file)
      return fail("read", piped ? "standard input" : path,
                  "it is neither a capture nor a log of a format that we know",
                  "docs/inputs.md lists them; --log-format or --columns tells others");
    const logs::Format& format = (*file)->format();
    reading.files_.push_back({path, format.kind, names_server(format.kind)});
    source::InputReport report;
    report.path = path;
    report.unit = "line";
    report.format = format.name + (*file)->compression();
    reading.reports_.push_back(report);
    if (piped) reading.piped_ = std::move(*file);
  }
  reading.sensors_ = sensors_of(reading.files_, options);
  return reading;
}

void LogReading::run(const rules::RuleSet& rules, const rules::LogSight& sight,
                     const strain::Catalogue& catalogue, bool sightings, AlertSink* alerts,
                     const std::function<void(std::uint64_t bytes)>& progress) {
  Run run(rules, sight, catalogue, sightings, alerts);
  run.progress = [&](std::uint64_t in_file) {
    if (progress) progress(bytes_done_ + in_file);
  };
  counters_.blind_rules = sight.blind();
  counters_.rules = rules.rules().size();
  for (const Sensor& sensor : sensors_) testimonies_.push_back(read(sensor, run));
}

evidence::Testimony LogReading::read(const Sensor& sensor, Run& run) {
  Watch::Options options;
  options.alerts = run.alerts != nullptr;
  options.sightings = run.sightings;
  options.seeing = &run.sight.seeing();
  options.flow_marks = true;
  Watch watch(options, run.rules, run.catalogue);
  run.watch = &watch;
  evidence::Testimony testimony;
  run.depth = 0;
  for (const std::size_t file : sensor.files) {
    read(file, sensor, run);
    run.give_alerts();
  }
  run.watch = nullptr;
  testimony.depth = run.depth;
  counters_.depth = std::max(counters_.depth, run.depth);
  findings_not_kept_ += watch.findings().not_kept();
  contacts_not_kept_ += watch.contacts().not_kept();
  testimony.tally = watch.findings().tally();
  testimony.sightings = std::move(watch.sightings());
  std::vector<evidence::Book> books;
  books.push_back(std::move(watch.findings()));
  testimony.findings = evidence::Book::merge(books);
  std::vector<evidence::ContactBook> contacts;
  contacts.push_back(std::move(watch.contacts()));
  testimony.contacts = evidence::ContactBook::merge(contacts, &contacts_not_kept_);
  if (sensor.stand_in) testimony.stand_in = sensor.host;
  const std::string& path = files_[sensor.files.front()].path;
  if (const Duration* clock = given_for(path, options_.clocks)) {
    testimony.clock_is_given = true;
    testimony.clock = *clock;
  }
  return testimony;
}

void LogReading::read(std::size_t index, const Sensor& sensor, Run& run) {
  const LogFile& file = files_[index];
  const bool piped = file.path == source::kStandardInput;
  auto log = piped ? Result<std::unique_ptr<logs::File>>(std::move(piped_))
                   : logs::File::open(file.path, options_.hints);
  if (!log || !*log) {
    reports_[index].damage = log ? "it has changed since it was looked at" : log.error().message();
    return;
  }
  logs::Telling telling;
  telling.source = first_source_ + static_cast<std::uint32_t>(index);
  telling.host = sensor.host;
  telling.host_is_known = !sensor.stand_in;
  telling.named = &options_.hosts;
  logs::Sieve* sieve = run.sight.sifts() ? &run.sieve : nullptr;
  logs::Teller teller(telling, *run.watch, sieve);
  run.depth = std::max(run.depth, depth_of((*log)->format().depth));
  (*log)->tell(teller, sieve, run.progress);
  report(index, **log, teller, sensor);
}

void LogReading::report(std::size_t index, const logs::File& log, const logs::Teller& teller,
                        const Sensor& sensor) {
  const logs::FileCounters& read = log.counters();
  const logs::Teller::Counters& told = teller.counters();
  source::InputReport& report = reports_[index];
  report.frames = read.units;
  report.bytes = read.bytes;
  report.bad = read.bad;
  report.cut_frames = read.cut;
  if (!sensor.host.is_unspecified() && told.by_host > 0) report.host = sensor.host.text();
  widen(report, told.first, told.last);
  report.damage = log.trouble();
  counters_.units += read.units;
  counters_.bytes += read.bytes;
  counters_.bad += read.bad;
  counters_.cut += read.cut;
  counters_.requests += told.requests;
  counters_.flows += told.flows;
  counters_.alerts += told.alerts;
  counters_.lookups += told.lookups;
  counters_.nameless += told.nameless;
  counters_.untimed += told.untimed;
  counters_.most_sampling = std::max(counters_.most_sampling, told.most_sampling);
  bytes_done_ += read.taken;
  if (!read.samples.empty() && bad_lines_.size() < kMostBadFiles)
    bad_lines_.push_back({report.path, read.samples});
}

}  // namespace cordon::pipeline
