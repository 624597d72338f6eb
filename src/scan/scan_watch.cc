#include "scan/scan_watch.h"

#include <fmt/format.h>

#include <algorithm>

#include "scan/scan_watch_records.h"

namespace cordon::scan {
namespace {

template <typename Count>
void bump(Count& count) {
  count = static_cast<Count>(count + (count != static_cast<Count>(-1)));
}

std::string answers(std::uint32_t failed) {
  return failed == 0 ? "all of which answered" : fmt::format("{} of which did not answer", failed);
}

}  // namespace

ScanWatch::ScanWatch(Options options)
    : options_(std::move(options)),
      all_(options_),
      norms_(options_.remote, options_.turning),
      tables_(std::make_unique<Tables>()) {
  static_assert(sizeof(Source) == 64 && sizeof(ClientService) == 128);
  if (!options_.others.is_uniform())
    for (const Tuning& tuning : options_.others.values()) others_.emplace_back(tuning);
}

ScanWatch::Tuned::Tuned(const Tuning& tuning)
    : Tuning(tuning),
      bounds{remote_errors.accept(), remote_errors.reject(), benign_for},
      turned_at(turning_errors.accept()) {}

Steps ScanWatch::Tuned::steps(double failing, const Hypotheses& hypotheses) {
  const double least = std::min(kLeastSucceeds, hypotheses.benign_succeeds);
  return steps_of(
      {std::clamp(1 - failing, least, hypotheses.benign_succeeds), hypotheses.scanner_succeeds});
}

ScanWatch::~ScanWatch() = default;

void ScanWatch::see(const Opening& opening) {
  Tables& t = *tables_;
  if (t.waiting > kQueue / 2) prefetch_records(t.queue[(t.oldest + kQueue / 2) % kQueue]);
  const Keys keys = keys_of(opening, options_.seed);
  first_contacts_.prefetch(keys.contact);
  health_.prefetch(keys);
  t.sources.prefetch(keys.client);
  if (opening.ours) t.client_services.prefetch(keys.client_service);
  if (t.waiting == kQueue) {
    judge(t.queue[t.oldest]);
  } else {
    ++t.waiting;
  }
  t.queue[t.oldest] = {opening, keys};
  t.oldest = (t.oldest + 1) % kQueue;
}

void ScanWatch::prefetch_records(const Waiting& next) const {
  health_.prefetch_record(next.keys);
  tables_->sources.prefetch_record(next.keys.client);
  if (next.opening.ours) tables_->client_services.prefetch_record(next.keys.client_service);
}

void ScanWatch::flush() {
  Tables& t = *tables_;
  for (; t.waiting > 0; --t.waiting) judge(t.queue[(t.oldest + kQueue - t.waiting) % kQueue]);
  t.oldest = 0;
  take_suspects();
}

void ScanWatch::finish() {
  flush();
  graphs_.close();
  take_suspects();
}

void ScanWatch::judge(const Waiting& next) {
  const Opening& o = next.opening;
  ++counters_.openings;
  one_way_.see(o);
  const bool failed = o.failed();
  if (!failed) {
    health_.answered(next.keys, o.at);
    if (options_.protocol_graphs) graphs_.see(o);
    if (graphs_.has_suspects()) take_suspects();
  }
  if (!first_contacts_.is_first(next.keys.contact, o.at, !failed)) return;
  ++counters_.first_contacts;
  if (o.ours) one_way_.see_ours(o, next.keys.client);
  const Excuse excuse = health_.judge(next.keys, o);
  counters_.excused[static_cast<std::size_t>(excuse)] += failed;
  bool excused = failed && excuse != Excuse::none;
  if (failed && !excused && one_way_.one_way()) {
    excused = true;
    ++counters_.silent_one_way;
  }
  if (o.ours) judge_ours(next, failed, excused);
  if (!excused) judge_source(next, failed);
}

void ScanWatch::judge_source(const Waiting& next, bool failed) {
  const Opening& o = next.opening;
  Source& s = tables_->sources.at(next.keys.client);
  if (s.contacts == 0) {
    s.host_class = options_.others.class_of(o.client);
    s.port = o.port;
    s.protocol = o.protocol;
  } else if (s.port != o.port || s.protocol != o.protocol) {
    s.many_services = 1;
  }
  bump(s.contacts);
  tables_->sources.set_worth(s, worth_of(o.at, s.contacts));
  if (failed) bump(s.failed);
  const Tuned& t = tuned(s.host_class);
  const Steps steps = s.host_class == 0 ? norms_.steps(o.protocol, o.port, o.ours)
                                        : t.steps(norms_.failing(o.protocol, o.port, o.ours),
                                                  o.ours ? t.turning : t.remote);
  const Mark here{o.at, o.frame};
  const bool again = s.vertical.see(static_cast<std::uint32_t>(next.keys.server), failed);
  const bool decided = !again && s.walk.step(here, failed, steps, t.bounds);
  if (!o.ours) {
    if (!s.many_services && s.few < kFirstFew) {
      ++s.few;
      s.few_failed = static_cast<std::uint8_t>((s.few_failed + failed) & 7);
      if (s.few == kFirstFew) norms_.learn(o.protocol, o.port, false, s.few_failed);
    }
    if (decided) {
      Verdict v = begin(o, Method::threshold_walk, Kind::horizontal);
      v.any_service = s.many_services;
      v.onset = s.walk.since();
      v.contacts = s.walk.contacts();
      v.failed = s.walk.failed();
      v.likelihood = s.walk.sum();
      v.why = s.many_services
                  ? fmt::format("opened ports of {} hosts, {}", v.contacts, answers(v.failed))
                  : fmt::format("opened port {} of {} hosts, {}", o.port, v.contacts,
                                answers(v.failed));
      s.verdict = static_cast<std::uint16_t>(say(std::move(v)));
    } else if (s.verdict != kNone) {
      verdicts_[s.verdict].contacts = s.walk.contacts();
      verdicts_[s.verdict].failed = s.walk.failed();
      verdicts_[s.verdict].any_service = s.many_services;
    }
    const bool few = s.contacts >= 3 && is_of_few(o);
    if (s.verdict == kNone && (s.failed >= 2 || few))
      judge_slow(next, is_of_few(o) ? next.keys.client_service : next.keys.client, failed, steps,
                 t);
  }
  if (again) judge_vertical(next, s, failed);
}

void ScanWatch::judge_vertical(const Waiting& next, Source& s, bool failed) {
  const Opening& o = next.opening;
  const std::uint16_t ports = s.vertical.failed(static_cast<std::uint32_t>(next.keys.server));
  if (s.vertical_verdict != kNone) {
    Verdict& said = verdicts_[s.vertical_verdict];
    if (said.target != o.server) return;
    ++said.contacts;
    said.failed += failed;
    return;
  }
  if (!failed || ports < tuned(s.host_class).vertical_ports) return;
  Verdict v = begin(o, Method::vertical, Kind::vertical);
  v.any_service = true;
  v.target = o.server;
  v.onset = s.walk.since();
  v.contacts = v.failed = ports;
  v.likelihood = ports * norms_.steps(o.protocol, o.port, o.ours).failure;
  v.why = fmt::format("opened {} ports of {} that did not answer", ports, o.server.text());
  s.vertical_verdict = static_cast<std::uint16_t>(say(std::move(v)));
}

void ScanWatch::judge_ours(const Waiting& next, bool failed, bool excused) {
  const Opening& o = next.opening;
  ClientService& c = tables_->client_services.at(next.keys.client_service);
  if (c.contacts == 0) c.host_class = options_.others.class_of(o.client);
  const Tuned& t = tuned(c.host_class);
  const Mark here{o.at, o.frame};
  const bool serves = health_.alive(mix(next.keys.client + next.keys.service), o.at) &&
                      std::find(options_.relayed.begin(), options_.relayed.end(),
                                Service{o.protocol, o.port}) == options_.relayed.end();
  if (serves && c.rate.step(here, t.rate)) {
    Verdict v = begin(o, Method::rate, Kind::fast);
    v.onset = c.rate.onset();
    v.contacts = c.rate.contacts();
    v.likelihood = c.rate.sum();
    v.why = fmt::format("serves port {} and within {} opened it on {} hosts that were new to it",
                        o.port, duration_text(o.at - v.onset.at), v.contacts);
    say(std::move(v));
  }
  if (excused) return;
  if (c.contacts % 16 == 0) c.learn_own_past(norms_.failing(o.protocol, o.port, true), t.turning);
  if (c.contacts == UINT16_MAX) {
    c.contacts /= 2;
    c.failed /= 2;
  }
  bump(c.contacts);
  tables_->client_services.set_worth(c, worth_of(o.at, c.contacts));
  if (failed) bump(c.failed);
  if (const auto of_few = c.first_few.add(failed)) norms_.learn(o.protocol, o.port, true, *of_few);
  const Steps steps = c.steps;
  if (c.walk.step(here, failed, steps, t.turned_at)) {
    Verdict v = begin(o, Method::reverse_walk, Kind::horizontal);
    v.onset = c.walk.onset();
    v.contacts = c.walk.contacts();
    v.failed = c.walk.failed();
    v.likelihood = c.walk.sum();
    v.why = fmt::format("opened port {} of {} hosts, {}", o.port, v.contacts, answers(v.failed));
    c.verdict = static_cast<std::uint16_t>(say(std::move(v)));
  } else if (c.verdict != kNone) {
    verdicts_[c.verdict].contacts = c.walk.contacts();
    verdicts_[c.verdict].failed = c.walk.failed();
  } else if (c.failed >= 2) {
    judge_slow(next, next.keys.client_service, failed, steps, t);
  }
}

void ScanWatch::judge_slow(const Waiting& next, std::uint64_t key, bool failed, const Steps& steps,
                           const Tuning& tuning) {
  const Opening& o = next.opening;
  const SlowScans::Source* slow = slow_.see(key, next.keys.server, {o.at, o.frame}, failed,
                                            !o.ours && is_of_few(o), steps, tuning.slow);
  if (slow == nullptr) return;
  Verdict v = begin(o, Method::slow, Kind::slow);
  v.any_service = !o.ours && !is_of_few(o);
  v.onset = slow->onset;
  v.contacts = slow->contacts;
  v.failed = slow->failed;
  v.likelihood = slow->sum;
  v.why = fmt::format("opened port {} of {} hosts within {}, {}", o.port, v.contacts,
                      duration_text(o.at - v.onset.at), answers(v.failed));
  if (v.any_service)
    v.why = fmt::format("opened ports of {} hosts within {}, {}", v.contacts,
                        duration_text(o.at - v.onset.at), answers(v.failed));
  say(std::move(v));
}

void ScanWatch::take_suspects() {
  for (const GraphSuspect& suspect : graphs_.take()) {
    Verdict v;
    v.host = suspect.host;
    v.method = Method::protocol_graph;
    v.kind = Kind::fast;
    v.protocol = suspect.protocol;
    v.port = suspect.port;
    v.onset = suspect.first;
    v.detected = suspect.last;
    v.contacts = suspect.servers;
    v.likelihood = suspect.sigmas * suspect.sigmas / 2;
    v.why = fmt::format(
        "reached {} hosts on port {} in a minute when {} were joined there, {:.1f} standard "
        "deviations above usual; without it they fall into {} groups",
        suspect.servers, suspect.port, suspect.largest, suspect.sigmas, suspect.pieces);
    say(std::move(v));
  }
}

Verdict ScanWatch::begin(const Opening& o, Method method, Kind kind) const {
  Verdict v;
  v.host = o.client;
  v.method = method;
  v.kind = kind;
  v.ours = o.ours;
  v.port = o.port;
  v.protocol = o.protocol;
  v.detected = {o.at, o.frame};
  return v;
}

bool ScanWatch::is_of_few(const Opening& o) const {
  return std::find(options_.of_few.begin(), options_.of_few.end(), Service{o.protocol, o.port}) !=
         options_.of_few.end();
}

// Where it stands among the verdicts, or kNone.
std::uint32_t ScanWatch::say(Verdict verdict) {
  const Tuned& t = tuned(options_.others.class_of(verdict.host));
  if (!t.enabled) return kNone;
  const auto& may = options_.may_scan;
  if (t.authorised || std::any_of(may.begin(), may.end(), [&](const net::Prefix& prefix) {
        return prefix.contains(verdict.host);
      })) {
    ++counters_.authorised;
    return kNone;
  }
  const bool of_service = verdict.ours || verdict.kind == Kind::fast;
  const std::uint64_t key = combine(
      combine(verdict.host.hash(), static_cast<std::uint64_t>(verdict.method)),
      of_service && verdict.kind != Kind::vertical ? service_of(verdict.protocol, verdict.port)
                                                   : 0);
  if (said_.contains(key)) return kNone;
  if (verdicts_.size() >= kMostVerdicts - 1) {
    ++counters_.verdicts_not_kept;
    return kNone;
  }
  said_.insert(key);
  verdicts_.push_back(std::move(verdict));
  return static_cast<std::uint32_t>(verdicts_.size() - 1);
}

Counters ScanWatch::counters() const {
  Counters c = counters_;
  c.contacts_evicted = first_contacts_.evicted();
  c.sources_evicted = tables_->sources.evicted();
  c.client_services_evicted = tables_->client_services.evicted();
  c.slow_evicted = slow_.evicted();
  c.alive_evicted = health_.alive_evicted();
  c.prefixes_evicted = health_.prefixes_evicted();
  c.graph_not_kept = graphs_.not_kept();
  c.graph_alarms = graphs_.alarms();
  c.services_not_kept = norms_.not_kept();
  return c;
}

}  // namespace cordon::scan
