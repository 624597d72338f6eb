#include "trace/outbreak.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "trace/first_edges.h"
#include "trace/origins.h"
#include "trace/parents.h"
#include "trace/relay.h"
#include "trace/weigh.h"

namespace cordon::trace {
namespace {

using evidence::Finding;
using evidence::Kind;
using evidence::Outcome;

struct Suspect {
  net::Address host;
  const Dossier* dossier = nullptr;
  Verdict verdict;
};

bool is_ruled_by_no_strain(const CaseFile& file) { return file.strain.starts_with("rule."); }
bool is_unknown(const CaseFile& file) { return file.strain.starts_with(kUnknownFamily); }

// Hosts that show that the strain spreads by itself: they received it and then sent it.
bool propagates(const CaseFile& file) {
  for (const auto& [host, dossier] : file.hosts) {
    if (is_relay(dossier)) continue;
    for (const Finding* f : dossier.acted)
      if (f->kind == Kind::propagated) return true;
  }
  return false;
}

// From whom how many fetched a payload of it: who serves it to several has it.
std::map<net::Address, std::size_t> fetched_from(const CaseFile& file) {
  std::map<net::Address, std::size_t> hosts;
  for (const auto& [host, dossier] : file.hosts)
    for (const Finding* f : dossier.acted)
      if (f->kind == Kind::fetched && is_unknown(file)) ++hosts[f->target];
  return hosts;
}

std::vector<Suspect> suspects(const CaseFile& file, const Setting& setting) {
  const strain::Strain* strain = setting.catalogue.find(file.strain);
  const bool is_worm = strain != nullptr ? strain->is_worm : is_unknown(file);
  const bool at_large = is_worm && propagates(file);
  const auto served = fetched_from(file);
  std::vector<Suspect> list;
  for (const auto& [host, dossier] : file.hosts) {
    if (is_relay(dossier)) continue;
    const bool ours = setting.fleet.contains(host);
    const bool serves = served.contains(host) && served.at(host) >= 2;
    auto verdict = weigh(dossier, setting.seen, (at_large || serves) && ours);
    if (verdict) list.push_back({host, &dossier, std::move(*verdict)});
  }
  return list;
}

std::string refutation(const Verdict& verdict) {
  const auto has = [&](Evidence sort) {
    return std::any_of(verdict.evidence.begin(), verdict.evidence.end(),
                       [&](const EvidenceItem& item) { return item.sort == sort; });
  };
  if (has(Evidence::propagated)) return "it is an authorised scanner, or relays what it is sent";
  if (has(Evidence::answered)) return "a decoy that answers as the back door does";
  if (has(Evidence::fetched)) return "the connection was made for another reason, or by hand";
  if (has(Evidence::turned)) return "a new, legitimate client role whose targets were down";
  return "a clean image or a patched service on inspection: the answer alone is weak";
}

Infection infection_of(const Suspect& suspect, const Setting& setting, double lag) {
  Infection infection;
  infection.host = suspect.host;
  infection.in_fleet = setting.fleet.contains(suspect.host);
  infection.status = suspect.verdict.status;
  infection.confidence = suspect.verdict.confidence;
  infection.onset = suspect.verdict.onset;
  infection.evidence = suspect.verdict.evidence;
  infection.infected_by = parents_of({suspect.dossier, suspect.verdict.onset, setting.seen, lag});
  if (!infection.infected_by.front().unseen)
    infection.infected_at = infection.infected_by.front().delivered;
  infection.refuted_by = refutation(suspect.verdict);
  return infection;
}

Time order_of(const Infection& infection) {
  return infection.infected_at != kNoTime ? infection.infected_at : infection.onset;
}

// By time; of two at the same time, who was not seen to be infected comes first: it infected the
// other.
bool comes_before(const Infection& a, const Infection& b) {
  const auto key = [](const Infection& i) {
    return std::pair(order_of(i), i.infected_at != kNoTime);
  };
  return key(a) < key(b);
}

std::vector<Sender> senders_of(const CaseFile& file, const Setting& setting) {
  std::vector<Sender> senders;
  for (const auto& [host, dossier] : file.hosts) {
    if (dossier.sent.empty()) continue;
    Sender sender;
    sender.host = host;
    sender.in_fleet = setting.fleet.contains(host);
    sender.attempts = count_of(dossier.sent);
    std::set<net::Address> targets;
    sender.first = dossier.sent.front()->time;
    sender.last = dossier.sent.back()->time;
    for (const Finding* f : dossier.sent) {
      targets.insert(f->target);
      if (f->last != kNoTime) sender.last = std::max(sender.last, f->last);
    }
    sender.targets = targets.size();
    senders.push_back(sender);
  }
  std::stable_sort(senders.begin(), senders.end(),
                   [](const Sender& a, const Sender& b) { return a.attempts > b.attempts; });
  return senders;
}

std::string reactions(const Attacked& attacked) {
  std::string text;
  const auto add = [&](std::uint64_t count, const char* what) {
    if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, what);
  };
  add(attacked.refused, "refused");
  add(attacked.accepted, "accepted");
  add(attacked.unknown, "with no telling reaction");
  return text;
}

std::vector<Attacked> attacked_in(const CaseFile& file, const std::vector<Infection>& infections) {
  std::set<net::Address> infected;
  for (const Infection& infection : infections) infected.insert(infection.host);
  std::vector<Attacked> list;
  for (const auto& [host, dossier] : file.hosts) {
    if (dossier.received.empty() || infected.contains(host)) continue;
    Attacked attacked;
    attacked.host = host;
    attacked.attempts = count_of(dossier.received);
    for (const Finding* f : dossier.received) {
      const std::uint64_t count = 1 + f->repeats;
      (f->outcome == Outcome::refused    ? attacked.refused
       : f->outcome == Outcome::accepted ? attacked.accepted
                                         : attacked.unknown) += count;
    }
    attacked.why = reactions(attacked);
    list.push_back(attacked);
  }
  return list;
}

std::vector<BackdoorUse> back_door_uses(const CaseFile& file) {
  std::vector<BackdoorUse> uses;
  for (const auto& [host, dossier] : file.hosts)
    for (const Finding* f : dossier.asked)
      uses.push_back({host, f->actor, f->time, f->outcome == Outcome::accepted,
                      f->rule.empty() ? f->why : f->rule, f->id()});
  std::stable_sort(uses.begin(), uses.end(),
                   [](const auto& a, const auto& b) { return a.at < b.at; });
  return uses;
}

// The contacts between an infected host and those who took it or whom it called.
using Pair = std::pair<net::Address, net::Address>;  // infected host, other
using Between = std::map<Pair, std::vector<const evidence::Contact*>>;

Between between(const std::vector<Infection>& infections, const std::vector<BackdoorUse>& uses,
                const Setting& setting) {
  Between pairs;
  std::set<net::Address> infected;
  for (const Infection& infection : infections) {
    infected.insert(infection.host);
    for (const EvidenceItem& item : infection.evidence)
      if (item.sort == Evidence::fetched) pairs[{infection.host, item.other}];
  }
  for (const BackdoorUse& use : uses)
    if (use.answered && infected.contains(use.host)) pairs[{use.host, use.by}];
  if (pairs.empty()) return pairs;
  for (const evidence::Contact& c : setting.contacts)
    for (const Pair& pair : {Pair(c.client, c.server), Pair(c.server, c.client)})
      if (infected.contains(pair.first))
        if (const auto found = pairs.find(pair); found != pairs.end()) found->second.push_back(&c);
  return pairs;
}

// What an infected host sent over flows opened after it fell.
std::vector<DataAccess> data_access_of(const std::vector<Infection>& infections,
                                       const std::vector<BackdoorUse>& uses,
                                       const Setting& setting) {
  std::vector<DataAccess> list;
  const Between pairs = between(infections, uses, setting);
  for (const Infection& infection : infections)
    for (auto at = pairs.lower_bound({infection.host, net::Address::v4(0)});
         at != pairs.end() && at->first.first == infection.host; ++at) {
      DataAccess access{infection.host, at->first.second, 0, {}};
      for (const evidence::Contact* c : at->second) {
        if (c->last < order_of(infection)) continue;
        const bool out = c->client == infection.host;
        access.bytes += out ? c->bytes_out : c->bytes_in;
        access.kinds.push_back(fmt::format("{} port {}", out ? "opened" : "served", c->port));
      }
      std::sort(access.kinds.begin(), access.kinds.end());
      access.kinds.erase(std::unique(access.kinds.begin(), access.kinds.end()), access.kinds.end());
      if (access.bytes > 0) list.push_back(std::move(access));
    }
  return list;
}

void set_span(const CaseFile& file, Outbreak& outbreak) {
  outbreak.first_seen = Time::max();
  outbreak.last_seen = kNoTime;
  const auto widen = [&](const Finding* f) {
    outbreak.first_seen = std::min(outbreak.first_seen, f->time);
    outbreak.last_seen = std::max({outbreak.last_seen, f->time, f->last});
  };
  for (const auto& [host, dossier] : file.hosts) {
    for (const auto* list : {&dossier.received, &dossier.asked, &dossier.acted})
      std::for_each(list->begin(), list->end(), widen);
  }
}

// Each further signature of the strain that was seen halves the doubt that the first one left.
double strain_confidence(const CaseFile& file) {
  std::set<std::uint32_t> signatures;
  for (const auto& [host, dossier] : file.hosts)
    for (const auto* list : {&dossier.received, &dossier.asked})
      for (const Finding* f : *list) signatures.insert(f->sid);
  double doubt = 0.1;
  for (std::size_t i = 1; i < signatures.size(); ++i) doubt /= 2;
  return 1 - std::max(doubt, 0.01);
}

// "unknown.tcp.80": "Unknown worm on tcp port 80".
std::string unknown_name(const std::string& strain) {
  const auto parts = split(std::string_view(strain), '.');
  if (parts.size() != 3) return "Unknown worm";
  return fmt::format("Unknown worm on {} port {}", parts[1], parts[2]);
}

void name(const CaseFile& file, const Setting& setting, Outbreak& outbreak) {
  outbreak.strain = file.strain;
  const strain::Strain* strain = setting.catalogue.find(file.strain);
  if (strain != nullptr) {
    outbreak.family = strain->family;
    outbreak.strain_name = strain->name;
    outbreak.strain_confidence = strain_confidence(file);
  } else if (file.strain.starts_with(kUnknownFamily)) {
    outbreak.family = kUnknownFamily;
    outbreak.strain_name = unknown_name(file.strain);
  } else {
    outbreak.family = "rule";
    outbreak.strain_name = file.strain;
    outbreak.strain_confidence = strain_confidence(file);
  }
  outbreak.id = fmt::format("{}-{}", file.strain, rfc3339(outbreak.first_seen).substr(0, 19));
}

}  // namespace

std::vector<net::Address> relays_in(const CaseFile& file) {
  std::vector<net::Address> relays;
  for (const auto& [host, dossier] : file.hosts)
    if (is_relay(dossier)) relays.push_back(host);
  return relays;
}

std::optional<Outbreak> outbreak_of(const CaseFile& file, const Setting& setting) {
  if (file.strain.empty()) return std::nullopt;  // a flood by hosts that nothing else tells of
  if (is_ruled_by_no_strain(file) && !propagates(file)) return std::nullopt;
  Outbreak outbreak;
  const auto list = suspects(file, setting);
  std::vector<std::pair<const Dossier*, Time>> onsets;
  for (const Suspect& suspect : list) onsets.emplace_back(suspect.dossier, suspect.verdict.onset);
  const double lag = typical_lag(onsets);
  for (const Suspect& suspect : list)
    outbreak.infections.push_back(infection_of(suspect, setting, lag));
  std::stable_sort(outbreak.infections.begin(), outbreak.infections.end(), comes_before);
  for (const auto& [host, dossier] : file.hosts) {
    outbreak.attempts += count_of(dossier.received);
    outbreak.targets += !dossier.received.empty();
  }
  outbreak.backdoor_uses = back_door_uses(file);
  if (outbreak.attempts == 0 && outbreak.infections.empty() && outbreak.backdoor_uses.empty())
    return std::nullopt;
  outbreak.origins = origins_of(outbreak.infections);
  outbreak.senders = senders_of(file, setting);
  outbreak.attacked = attacked_in(file, outbreak.infections);
  outbreak.data_access = data_access_of(outbreak.infections, outbreak.backdoor_uses, setting);
  set_span(file, outbreak);
  name(file, setting, outbreak);
  tell_first_edges(file, setting, outbreak);
  return outbreak;
}

}  // namespace cordon::trace
