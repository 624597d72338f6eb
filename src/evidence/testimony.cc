#include "evidence/testimony.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace cordon::evidence {
namespace {

Time moved(Time time, Duration by) { return time == kNoTime ? time : time + by; }

void shift(Testimony& testimony, Duration by) {
  if (by == Duration{}) return;
  for (Finding& f : testimony.findings) {
    f.time = moved(f.time, by);
    f.answered = moved(f.answered, by);
    f.last = moved(f.last, by);
  }
  for (Contact& c : testimony.contacts) {
    c.first = moved(c.first, by);
    c.last = moved(c.last, by);
    c.ended = moved(c.ended, by);
  }
  testimony.tally.shift(by);
}

void name_stand_in(Testimony& testimony) {
  if (testimony.stand_in.is_unspecified() || testimony.known_as.is_unspecified()) return;
  const auto put = [&](net::Address& host) {
    if (host == testimony.stand_in) host = testimony.known_as;
  };
  for (Finding& f : testimony.findings) {
    put(f.actor);
    put(f.target);
  }
  for (Contact& c : testimony.contacts) {
    put(c.client);
    put(c.server);
  }
  testimony.tally.rename(testimony.stand_in, testimony.known_as);
}

using Act = std::tuple<Kind, net::Address, net::Address, std::uint16_t, std::string>;
Act act_of(const Finding& f) { return {f.kind, f.actor, f.target, f.port, f.strain}; }

bool is_same(const Finding& kept, const Finding& other) {
  if (other.time > kept.time - kSameAct && other.time < kept.time + kSameAct) return true;
  // One of those that are alike and were only counted.
  return kept.repeats > 0 && other.time > kept.time && other.time < kept.last + kSameAct;
}

void add_origins(Finding& kept, const Finding& other) {
  kept.origins.insert(kept.origins.end(), other.origins.begin(), other.origins.end());
  std::sort(kept.origins.begin(), kept.origins.end());
  kept.origins.erase(std::unique(kept.origins.begin(), kept.origins.end()), kept.origins.end());
  if (kept.outcome == Outcome::unknown && other.outcome != Outcome::unknown) {
    kept.outcome = other.outcome;
    kept.chance = other.chance;
    kept.why = other.why;
    kept.answered = other.answered;
  }
}

auto parties(const Contact& c) { return std::tie(c.client, c.server, c.port, c.protocol); }

// Two sensors that saw one client use one service: neither saw less than the other's count.
// The deepest first: of what two saw alike it is believed.
std::vector<Testimony*> by_depth(std::vector<Testimony>& testimonies) {
  std::vector<Testimony*> list;
  for (Testimony& testimony : testimonies) list.push_back(&testimony);
  std::stable_sort(list.begin(), list.end(),
                   [](const auto* a, const auto* b) { return a->depth > b->depth; });
  return list;
}

// `into` is of a deeper sensor, or as deep: where the other saw the same opening, its time stands.
void join(Contact& into, const Contact& other) {
  if (other.first + kSameAct <= into.first) {
    into.first = other.first;
    into.first_frame = other.first_frame;
  }
  into.last = std::max(into.last, other.last);
  into.flows = std::max(into.flows, other.flows);
  into.established = std::max(into.established, other.established);
  into.refused = std::max(into.refused, other.refused);
  into.unanswered = std::max(into.unanswered, other.unanswered);
  into.ended = std::max(into.ended, other.ended);
  into.packets_out = std::max(into.packets_out, other.packets_out);
  into.packets_in = std::max(into.packets_in, other.packets_in);
  into.bytes_out = std::max(into.bytes_out, other.bytes_out);
  into.bytes_in = std::max(into.bytes_in, other.bytes_in);
}

}  // namespace

void compare_clocks(std::vector<Testimony>& testimonies) {
  std::vector<bool> settled(testimonies.size(), false);
  for (std::size_t settled_count = 0; settled_count < testimonies.size(); ++settled_count) {
    // The next to be settled: the one that most sightings tie to a settled clock; where there is
    // none, the deepest starts a clock of its own.
    std::size_t best = testimonies.size();
    Sightings::Offset best_offset;
    Duration base{};
    for (std::size_t i = 0; i < testimonies.size(); ++i) {
      if (settled[i]) continue;
      for (std::size_t j = 0; j < testimonies.size(); ++j) {
        if (!settled[j]) continue;
        const auto offset = testimonies[j].sightings.offset_of(testimonies[i].sightings);
        if (!offset || offset->common <= best_offset.common) continue;
        best = i;
        best_offset = *offset;
        base = testimonies[j].clock;
      }
    }
    if (best == testimonies.size()) {
      for (std::size_t i = 0; i < testimonies.size(); ++i)
        if (!settled[i] &&
            (best == testimonies.size() || testimonies[i].depth > testimonies[best].depth))
          best = i;
    } else {
      Testimony& other = testimonies[best];
      if (!other.clock_is_given) other.clock = base + best_offset.value;
      other.compared = best_offset.common;
      other.known_as = best_offset.server;
    }
    settled[best] = true;
  }
  for (Testimony& testimony : testimonies) {
    shift(testimony, testimony.clock);
    name_stand_in(testimony);
  }
}

std::vector<Finding> joined_findings(std::vector<Testimony>& testimonies) {
  if (testimonies.size() == 1) return std::move(testimonies.front().findings);
  std::vector<Finding> all;
  std::map<Act, std::vector<std::size_t>> acts;  // indices into `all`
  for (Testimony* testimony : by_depth(testimonies)) {
    const std::size_t before = all.size();
    std::vector<bool> taken(before, false);
    for (Finding& finding : testimony->findings) {
      Finding* same = nullptr;
      if (const auto known = acts.find(act_of(finding)); known != acts.end())
        for (const std::size_t index : known->second) {
          // Of what two sensors saw alike each finding answers to one.
          if (index >= before || (taken[index] && all[index].repeats == 0)) continue;
          if (!is_same(all[index], finding)) continue;
          taken[index] = true;
          same = &all[index];
          break;
        }
      if (same != nullptr)
        add_origins(*same, finding);
      else
        all.push_back(std::move(finding));
    }
    for (std::size_t i = before; i < all.size(); ++i) acts[act_of(all[i])].push_back(i);
    testimony->findings.clear();
  }
  std::stable_sort(all.begin(), all.end(), earlier);
  return all;
}

std::vector<Contact> joined_contacts(std::vector<Testimony>& testimonies) {
  if (testimonies.size() == 1) return std::move(testimonies.front().contacts);
  std::vector<Contact> all;
  for (const Testimony* testimony : by_depth(testimonies))
    all.insert(all.end(), testimony->contacts.begin(), testimony->contacts.end());
  std::stable_sort(all.begin(), all.end(),
                   [](const Contact& a, const Contact& b) { return parties(a) < parties(b); });
  std::vector<Contact> joined;
  for (const Contact& contact : all) {
    if (!joined.empty() && parties(joined.back()) == parties(contact))
      join(joined.back(), contact);
    else
      joined.push_back(contact);
  }
  std::stable_sort(joined.begin(), joined.end(), [](const Contact& a, const Contact& b) {
    return std::tie(a.first, a.first_frame) < std::tie(b.first, b.first_frame);
  });
  return joined;
}

Tally joined_tally(const std::vector<Testimony>& testimonies) {
  Tally tally;
  for (const Testimony& testimony : testimonies) tally.join(testimony.tally);
  return tally;
}

}  // namespace cordon::evidence
