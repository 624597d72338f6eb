// The scan watch: openings in, in order of time; verdicts out: who scans, how, and since when.
//
//     every opening:   does the traffic have two directions (one_way.h); is the server alive
//     answered ones:   protocol graphs
//     first contacts:  excused (destination_health.h)? learned from (service_norms.h)?
//       of outsiders:  threshold walk, one a source
//       of ours:       reverse walk and rate test, one a source and service
//       of both:       vertical, slow
//
// Where traffic is seen in one direction only, tests that need failures are silent, and
// failures_mean_nothing() says so. Openings that come a little late are taken as they come: no
// interval gets negative. Verdicts name a source once for each test (and service, of ours).
// Bounds: kMostSources (2.3 MiB), kMostClientServices (2.1 MiB) and those of the parts: some 15 MiB
// allocated at once, 45 more where slow scans and graphs are full; kMostVerdicts. All that gives
// way is counted. Openings wait in a queue of kQueue while their places come from memory; flush()
// ends that. Owns its verdicts. Threads: one a watch.
#pragma once

#include <memory>

#include "scan/destination_health.h"
#include "scan/first_contacts.h"
#include "scan/one_way.h"
#include "scan/options.h"
#include "scan/protocol_graph.h"
#include "scan/service_norms.h"
#include "scan/verdict.h"

namespace cordon::scan {

inline constexpr std::size_t kMostSources = 1 << 15;
inline constexpr std::size_t kMostClientServices = 1 << 14;
inline constexpr std::size_t kMostVerdicts = 1 << 16;

struct Counters {
  std::uint64_t openings = 0, first_contacts = 0;
  std::uint64_t excused[kExcuses] = {};  // failed first contacts, by Excuse
  std::uint64_t silent_one_way = 0;      // failed first contacts not judged: one direction only
  std::uint64_t authorised = 0;          // verdicts held back
  std::uint64_t verdicts_not_kept = 0;
  // What gave way to newer things, by table.
  std::uint64_t contacts_evicted = 0, sources_evicted = 0, client_services_evicted = 0;
  std::uint64_t slow_evicted = 0, alive_evicted = 0, prefixes_evicted = 0;
  std::uint64_t graph_not_kept = 0, graph_alarms = 0;
  std::uint64_t services_not_kept = 0;
};

class ScanWatch {
 public:
  explicit ScanWatch(Options options = {});
  ~ScanWatch();

  void see(const Opening& opening);
  /// Judges what waits, and at the end of the traffic the last window of the graphs.
  void flush();
  void finish();

  /// All verdicts so far, in the order in which they were found; their counts grow on.
  const std::vector<Verdict>& verdicts() const { return verdicts_; }
  bool failures_mean_nothing() const { return one_way_.one_way(); }
  const ServiceNorms& norms() const { return norms_; }
  DestinationHealth& destinations() { return health_; }  // to tell it of isolated hosts
  Counters counters() const;

 private:
  static constexpr std::size_t kQueue = 16;
  struct Waiting;
  struct Source;
  struct ClientService;
  struct Tables;

  // What a client is judged by, and what follows from it.
  struct Tuned : Tuning {
    explicit Tuned(const Tuning& tuning);
    ThresholdWalk::Bounds bounds;
    float turned_at;
    /// The steps of a walk where so many of the benign fail.
    static Steps steps(double failing, const Hypotheses& hypotheses);
  };
  const Tuned& tuned(std::uint16_t host_class) const {
    return host_class == 0 ? all_ : others_[host_class];
  }

  void prefetch_records(const Waiting& next) const;
  void judge(const Waiting& next);
  void judge_source(const Waiting& next, bool failed);
  void judge_ours(const Waiting& next, bool failed, bool excused);
  void judge_vertical(const Waiting& next, Source& source, bool failed);
  void judge_slow(const Waiting& next, std::uint64_t key, bool failed, const Steps& steps,
                  const Tuning& tuning);
  void take_suspects();
  std::uint32_t say(Verdict verdict);
  Verdict begin(const Opening& opening, Method method, Kind kind) const;
  bool is_of_few(const Opening& opening) const;

  Options options_;
  Tuned all_;
  std::vector<Tuned> others_;  // by class of host, where some are judged otherwise
  FirstContacts first_contacts_;
  DestinationHealth health_;
  ServiceNorms norms_;
  OneWay one_way_;
  ProtocolGraphs graphs_;
  SlowScans slow_;
  std::unique_ptr<Tables> tables_;
  std::vector<Verdict> verdicts_;
  absl::flat_hash_set<std::uint64_t> said_;
  Counters counters_;
};

}  // namespace cordon::scan
