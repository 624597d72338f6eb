// An investigation: captures and logs in, an account out.
//
//     for each frame of the source:         # borrowed until the next burst
//         packet = decode(frame)            # on the reader's thread
//         shard[flow's hash].add(packet)    # flows, messages, rules, findings
//     for each log file: for each line:     # the same events, the same detectors
//     account = trace(findings, contacts, fleet, strains)
//
// With one thread the reader does it all. With more, it hands a burst of packets to the workers,
// each of which owns some of the shards, and waits for them before the next: the same packets reach
// the same shards in the same order, so that the account is the same to the byte.
#pragma once

#include <functional>
#include <optional>

#include "base/result.h"
#include "config/tuning.h"
#include "decode/decoder.h"
#include "detect/self_spreading.h"
#include "detect/spread.h"
#include "fleet/fleet.h"
#include "flow/table.h"
#include "pipeline/alert.h"
#include "pipeline/log_reading.h"
#include "proto/readers.h"
#include "rules/rule_set.h"
#include "scan/verdict.h"
#include "sift/sifter.h"
#include "source/source.h"
#include "strain/catalogue.h"
#include "trace/account.h"
#include "trace/first_edges.h"

namespace cordon::pipeline {

struct Options {
  std::size_t threads = 1;
  bool check_checksums = false;
  flow::OverlapPolicy overlap = flow::OverlapPolicy::bsd;
  bool payload = true;                         // false: packets are judged by their flows alone
  std::size_t most_flows = 1 << 20;            // over all shards
  std::size_t most_stream_memory = 256 << 20;  // over all shards
  std::optional<fleet::Fleet> fleet;           // none: guessed
  net::ByHost<config::Tuning> tuning;
  std::optional<std::uint64_t> sifting_key;  // secret of the site; none: one that all know
  bool keep_workings = false;
};

struct Counters {
  decode::Decoder::Counters decode;
  flow::Table::Counters flow;
  proto::Readers::Counters readers;
  sift::Sifter::Counters sift;
};

/// What is read; either may be null.
struct Inputs {
  source::Source* captures = nullptr;
  LogReading* logs = nullptr;
  std::uint64_t log_bytes = 0;               // of all log files, for progress
  std::vector<source::InputReport> folders;  // where there are logs alone: a source tells its own
};

/// What detectors worked with, kept where Options::keep_workings asks for it.
struct Workings {
  sift::Sifted sifted;
  std::vector<detect::MovingContent> contents;
  std::vector<scan::Verdict> scans;
  std::vector<detect::ServiceSpread> spreads;
  std::vector<evidence::Finding> called_in;
  std::vector<trace::CaseWalks> walks;
};

struct Outcome {
  trace::Account account;
  Counters counters;
  LogCounters logs;
  std::vector<source::InputReport> inputs;  // captures, then logs, then folders
  std::vector<BadLines> bad_lines;
  Workings workings;
  std::vector<std::string> blind_strains;  // of whose exploits no log that was read can tell
};

/// `alerts` may be null; `progress` is called now and then with how far reading came, or is empty.
Outcome investigate(const Inputs& inputs, const rules::RuleSet& rules,
                    const strain::Catalogue& catalogue, const Options& options, AlertSink* alerts,
                    const std::function<void(const source::Progress&)>& progress);

}  // namespace cordon::pipeline
