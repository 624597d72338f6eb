// Log reading: files of logs and flow records -> one testimony a sensor.
//
// Sensor by sensor, file by file, each with the same watch (rules, detectors, books) that a shard
// of packets has. Memory holds one block of one file and the books. Threads: one.
#pragma once

#include <functional>
#include <vector>

#include "evidence/testimony.h"
#include "logs/file.h"
#include "pipeline/alert.h"
#include "pipeline/log_options.h"
#include "pipeline/sensors.h"
#include "rules/log_sight.h"
#include "source/source.h"
#include "strain/catalogue.h"

namespace cordon::pipeline {

/// What was read of all logs together.
struct LogCounters {
  std::uint64_t units = 0, bytes = 0, bad = 0, cut = 0;
  std::uint64_t requests = 0, flows = 0, alerts = 0, lookups = 0;
  std::uint64_t nameless = 0, untimed = 0;
  std::uint32_t most_sampling = 1;
  std::size_t blind_rules = 0;  // that no log can satisfy, of `rules`
  std::size_t rules = 0;
  int depth = -1;  // of the sensor that sees deepest: logs::Depth; -1: no log
};

/// Lines that made no sense, of one file.
struct BadLines {
  std::string path;
  std::vector<logs::BadLine> lines;
};

class LogReading {
 public:
  /// Opens and recognises each file; fails, naming it, where one cannot be read. Its origins carry
  /// numbers of inputs from `first_source` on, in the order of `paths`.
  static Result<LogReading> open(const std::vector<std::string>& paths, const LogOptions& options,
                                 std::uint32_t first_source);

  /// Rules and catalogue must outlive what comes out. `alerts` may be null.
  void run(const rules::RuleSet& rules, const rules::LogSight& sight,
           const strain::Catalogue& catalogue, bool sightings, AlertSink* alerts,
           const std::function<void(std::uint64_t bytes)>& progress);

  std::vector<evidence::Testimony> take_testimonies() { return std::move(testimonies_); }
  /// Which sensor each testimony is of, in the same order.
  const std::vector<Sensor>& sensors() const { return sensors_; }
  const std::vector<source::InputReport>& reports() const { return reports_; }  // by path given
  const LogCounters& counters() const { return counters_; }
  const std::vector<BadLines>& bad_lines() const { return bad_lines_; }
  std::uint64_t findings_not_kept() const { return findings_not_kept_; }
  std::uint64_t contacts_not_kept() const { return contacts_not_kept_; }

 private:
  struct Run;
  evidence::Testimony read(const Sensor& sensor, Run& run);
  void read(std::size_t file, const Sensor& sensor, Run& run);
  void report(std::size_t file, const logs::File& log, const logs::Teller& teller,
              const Sensor& sensor);

  LogOptions options_;
  std::uint32_t first_source_ = 0;
  std::vector<LogFile> files_;
  std::unique_ptr<logs::File> piped_;  // standard input cannot be opened twice
  std::vector<Sensor> sensors_;
  std::vector<source::InputReport> reports_;
  std::vector<evidence::Testimony> testimonies_;
  std::vector<BadLines> bad_lines_;
  LogCounters counters_;
  std::uint64_t findings_not_kept_ = 0, contacts_not_kept_ = 0;
  std::uint64_t bytes_done_ = 0;
};

}  // namespace cordon::pipeline
