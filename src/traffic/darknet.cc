#include "traffic/darknet.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "strain/bytes_text.h"
#include "traffic/arrivals.h"
#include "traffic/probe_frame.h"

namespace cordon::traffic {
namespace {

constexpr double kSpace = 4294967296.0;  // addresses of IPv4
constexpr double kMostRate = 1e9;        // probes a second of one source
constexpr double kLongest = 3e8;         // seconds: about ten years

Result<void> check(const std::vector<Source>& sources, const DarknetOptions& options) {
  if (!options.prefix.base().is_v4())
    return fail("simulate", "darknet " + options.prefix.text(), "it is no prefix of IPv4",
                "write 44.0.0.0/8");
  if (!(options.longest > 0 && options.longest <= kLongest))
    return fail("simulate", fmt::format("{} seconds", options.longest),
                "it must be above 0 and at most ten years", "give another --duration");
  if (sources.size() > kMostSources)
    return fail("simulate", fmt::format("{} sources", sources.size()),
                fmt::format("a darknet is simulated for at most {}", kMostSources));
  for (const Source& source : sources) {
    if (!source.address.is_v4() || options.prefix.contains(source.address))
      return fail("simulate", "darknet " + options.prefix.text(),
                  source.address.text() + " is infected, and lives there or has no IPv4",
                  "choose a prefix where nobody lives");
    if (!(std::isfinite(source.from) && std::isfinite(source.until) &&
          source.from <= source.until && source.probes_per_second >= 0 &&
          source.probes_per_second <= kMostRate))
      return fail("simulate", source.address.text(), "its times or its rate make no sense");
  }
  return {};
}

Result<ProbeFrame> probe_of(const strain::Strain& strain, Random& random) {
  if (!strain.simulation || strain.simulation->vulnerable.empty())
    return fail("simulate", strain.id, "the catalogue has no dialogues of it",
                "cordon strains list; add [simulation] to its file");
  const strain::Dialogue& first = strain.simulation->vulnerable.front();
  if (first.transport != net::Protocol::udp) return ProbeFrame::syn(first.port);
  if (first.turns.empty() || !first.turns.front().from_client)
    return fail("simulate", strain.id, "its first datagram is not the attacker's");
  const auto bytes = strain::expand(first.turns.front().bytes, {"0.0.0.0", "0.0.0.0"}, random);
  if (!bytes) return tl::unexpected(bytes.error());
  return ProbeFrame::datagram(first.client_port, first.port, *bytes);
}

class Darknet {
 public:
  Darknet(DarknetTruth& truth, ProbeFrame frame, Random& random, FrameSink& sink)
      : truth_(truth),
        frame_(std::move(frame)),
        random_(random),
        sink_(sink),
        base_(truth.options.prefix.base().v4_number()),
        size_(std::uint64_t{1} << (32 - truth.options.prefix.length())),
        share_(static_cast<double>(size_) / kSpace),
        arrivals_(truth.sources.size()) {
    addresses_.reserve(truth.sources.size());
    for (const Source& source : truth.sources) addresses_.push_back(source.address.v4_number());
  }

  void run() {
    const auto starts = order_of([](const Source& s) { return s.from; });
    const auto ends = order_of([](const Source& s) { return s.until; });
    const double longest = truth_.options.longest;
    std::size_t started = 0, ended = 0;
    double now = 0;
    while (now < longest) {
      const double start = started < starts.size() ? from(starts[started]) : HUGE_VAL;
      const double end = ended < ends.size() ? until(ends[ended]) : HUGE_VAL;
      const double change = std::min({start, end, longest});
      now = see_until(change, now);
      if (now < change) continue;
      if (change == longest) break;
      // Starts before ends: one that lasts no time at all is added before it is removed.
      if (start <= end)
        arrivals_.add(starts[started], rate(starts[started])), ++started;
      else
        arrivals_.remove(ends[ended], rate(ends[ended])), ++ended;
    }
  }

 private:
  double from(std::uint32_t i) const { return std::max(truth_.sources[i].from, 0.0); }
  double until(std::uint32_t i) const { return std::max(truth_.sources[i].until, 0.0); }
  double rate(std::uint32_t i) const { return truth_.sources[i].probes_per_second * share_; }

  template <class When>
  std::vector<std::uint32_t> order_of(When when) const {
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < truth_.sources.size(); ++i)
      if (truth_.sources[i].probes_per_second > 0) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return when(truth_.sources[a]) < when(truth_.sources[b]);
    });
    return order;
  }

  struct Candidate {
    double at, chance;
    const Arrivals::Member* member;
    std::uint64_t target, drawn;
  };
  // Sources are met in no order, so that each is a wait for memory: that many waits at once.
  static constexpr std::size_t kAtOnce = 32;

  // Up to kAtOnce candidates, none of them after `change`; answers the time it has become.
  double see_until(double change, double now) {
    std::array<Candidate, kAtOnce> candidates;
    std::size_t count = 0;
    for (; count < kAtOnce; ++count) {
      if (now >= change) break;
      now = std::min(now + arrivals_.wait(random_), change);
      if (now == change) break;
      Candidate& c = candidates[count];
      c.at = now;
      c.member = arrivals_.draw(random_);
      c.chance = random_.unit();
      c.target = random_.below(size_);
      c.drawn = random_.next();
      __builtin_prefetch(c.member);
    }
    std::size_t accepted = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (candidates[i].chance >= static_cast<double>(candidates[i].member->share)) continue;
      __builtin_prefetch(&truth_.seen[candidates[i].member->source], 1);
      __builtin_prefetch(&addresses_[candidates[i].member->source]);
      candidates[accepted++] = candidates[i];
    }
    for (std::size_t i = 0; i < accepted; ++i) see(candidates[i]);
    return now;
  }

  void see(const Candidate& c) {
    const std::uint32_t source = c.member->source;
    const Time time = truth_.options.start + duration_from_seconds(c.at);
    const auto target = base_ + static_cast<std::uint32_t>(c.target);
    sink_.frame(time, frame_.make(addresses_[source], target, c.drawn));
    Seen& seen = truth_.seen[source];
    if (seen.packets++ == 0) {
      seen.first = time;
      ++truth_.sources_seen;
    }
    ++truth_.packets;
    truth_.end = time;
  }

  DarknetTruth& truth_;
  ProbeFrame frame_;
  Random& random_;
  FrameSink& sink_;
  std::uint32_t base_;
  std::uint64_t size_;
  double share_;
  std::vector<std::uint32_t> addresses_;
  Arrivals arrivals_;
};

}  // namespace

Result<DarknetTruth> see_from_darknet(const strain::Strain& strain, std::vector<Source> sources,
                                      const DarknetOptions& options, FrameSink& sink) {
  if (const auto checked = check(sources, options); !checked)
    return tl::unexpected(checked.error());
  Random random(combine(options.seed, hash_of(bytes_of(strain.id + " darknet"))));
  auto frame = probe_of(strain, random);
  if (!frame) return tl::unexpected(frame.error());
  DarknetTruth truth;
  truth.strain = strain.id;
  truth.options = options;
  truth.seen.resize(sources.size());
  truth.sources = std::move(sources);
  truth.end = options.start;
  Darknet(truth, std::move(*frame), random, sink).run();
  return truth;
}

std::string json_of(const DarknetTruth& truth) {
  const DarknetOptions& o = truth.options;
  std::string text = fmt::format(
      "{{\n  \"strain\": \"{}\",\n  \"seed\": {},\n  \"vantage\": \"darknet\",\n"
      "  \"prefix\": \"{}\",\n  \"start\": \"{}\",\n  \"duration\": {:g},\n  \"end\": \"{}\",\n"
      "  \"packets\": {},\n  \"sources\": {},\n  \"sources_seen\": {},\n  \"seen\": [",
      truth.strain, o.seed, o.prefix.text(), rfc3339(o.start), o.longest, rfc3339(truth.end),
      truth.packets, truth.sources.size(), truth.sources_seen);
  bool first = true;
  for (std::size_t i = 0; i < truth.sources.size(); ++i) {
    const Seen& seen = truth.seen[i];
    if (seen.packets == 0) continue;
    const Source& source = truth.sources[i];
    fmt::format_to(std::back_inserter(text),
                   "{}\n    {{\"host\": \"{}\", \"from\": {:.6f}, \"until\": {:.6f}, "
                   "\"probes_per_second\": {:g}, \"first_packet\": \"{}\", \"packets\": {}}}",
                   first ? "" : ",", source.address.text(), source.from, source.until,
                   source.probes_per_second, rfc3339(seen.first), seen.packets);
    first = false;
  }
  return text + (first ? "]\n}\n" : "\n  ]\n}\n");
}

}  // namespace cordon::traffic
