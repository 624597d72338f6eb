#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <type_traits>

#include "config/parameter.h"
#include "config/service_text.h"

namespace cordon::config {
namespace {

constexpr double kDay = 86400;  // seconds

// The place of a value; `t` is a Tuning, that may be changed or not.
#define CORDON_AT(place) \
  [](auto& t) -> auto& { return t.place; }

// `at` gives the place of a value, of a Tuning that may be changed or not.
template <class At>
Parameter parameter(std::string table, std::string key, Kind kind, Scope scope, At at, double low,
                    double high, std::string meaning) {
  Parameter p;
  p.table = std::move(table);
  p.key = std::move(key);
  p.kind = kind;
  p.scope = scope;
  p.meaning = std::move(meaning);
  p.low = low;
  p.high = high;
  using Value = std::remove_reference_t<decltype(at(std::declval<Tuning&>()))>;
  if constexpr (std::is_same_v<Value, Duration>) {
    p.get = [at](const Tuning& t) { return seconds(at(t)); };
    p.set = [at](Tuning& t, double value) { at(t) = duration_from_seconds(value); };
  } else {
    p.get = [at](const Tuning& t) { return static_cast<double>(at(t)); };
    p.set = [at](Tuning& t, double value) { at(t) = static_cast<Value>(value); };
  }
  return p;
}

template <class At>
Parameter flag(std::string table, std::string key, Scope scope, At at, std::string meaning) {
  return parameter(std::move(table), std::move(key), Kind::flag, scope, at, 0, 1,
                   std::move(meaning));
}
template <class At>
Parameter number(std::string table, std::string key, At at, double low, double high,
                 std::string meaning) {
  return parameter(std::move(table), std::move(key), Kind::number, Scope::host, at, low, high,
                   std::move(meaning));
}
template <class At>
Parameter count(std::string table, std::string key, Scope scope, At at, double low, double high,
                std::string meaning) {
  return parameter(std::move(table), std::move(key), Kind::count, scope, at, low, high,
                   std::move(meaning));
}
template <class At>
Parameter time(std::string table, std::string key, Scope scope, At at, double low, double high,
               std::string meaning) {
  return parameter(std::move(table), std::move(key), Kind::time, scope, at, low, high,
                   std::move(meaning));
}

// What was made of a value by a formula, without the last digits.
double undone(double value) { return std::strtod(fmt::format("{:.6g}", value).c_str(), nullptr); }

// The threshold of a test that finds 99 % of the scanners, by its share of false alarms.
template <class At>
Parameter false_alarms(std::string table, At threshold, std::string meaning) {
  constexpr double kFound = 0.99;
  Parameter p = number(std::move(table), "alpha", threshold, 1e-12, 0.5, std::move(meaning));
  p.get = [threshold](const Tuning& t) { return undone(kFound / std::exp(threshold(t))); };
  p.set = [threshold](Tuning& t, double alpha) {
    threshold(t) = scan::Errors{alpha, kFound}.accept();
  };
  return p;
}

Parameter server_rate() {
  Parameter p = number("scan.rate", "server_per_minute", CORDON_AT(scan.rate.server_rate), 1e-3,
                       1e6, "new hosts a minute that a server may always reach on its own service");
  p.get = [](const Tuning& t) { return undone(t.scan.rate.server_rate * 60); };
  p.set = [](Tuning& t, double value) { t.scan.rate.server_rate = value / 60; };
  return p;
}

Parameter may_scan() {
  Parameter p;
  p.table = "scan";
  p.key = "may_scan";
  p.kind = Kind::networks;
  p.scope = Scope::site;
  p.meaning = "authorised scanners: what they contact is not held against them";
  p.get_list = [](const Tuning& t) {
    std::vector<std::string> texts;
    for (const net::Prefix& prefix : t.scan.may_scan) texts.push_back(prefix.text());
    return texts;
  };
  p.set_list = [](Tuning& t, const std::vector<std::string>& texts) {
    t.scan.may_scan.clear();
    for (const std::string& text : texts) {
      const auto prefix = net::Prefix::parse(text);
      if (!prefix) return false;
      t.scan.may_scan.push_back(*prefix);
    }
    return true;
  };
  return p;
}

template <class At>
Parameter services(std::string key, At at, std::string meaning) {
  Parameter p;
  p.table = "scan";
  p.key = std::move(key);
  p.kind = Kind::services;
  p.scope = Scope::site;
  p.meaning = std::move(meaning);
  p.get_list = [at](const Tuning& t) {
    std::vector<std::string> texts;
    for (const scan::Service& service : at(t)) texts.push_back(service_text(service));
    return texts;
  };
  p.set_list = [at](Tuning& t, const std::vector<std::string>& texts) {
    at(t).clear();
    for (const std::string& text : texts) {
      const auto service = parse_service(text);
      if (!service) return false;
      at(t).push_back(*service);
    }
    return true;
  };
  return p;
}

void put_walk(std::vector<Parameter>& all, const std::string& table, const std::string& who,
              auto hypotheses, auto errors) {
  const auto benign = [hypotheses](auto& t) -> auto& { return hypotheses(t).benign_succeeds; };
  const auto scanner = [hypotheses](auto& t) -> auto& { return hypotheses(t).scanner_succeeds; };
  const auto alpha = [errors](auto& t) -> auto& { return errors(t).alpha; };
  const auto beta = [errors](auto& t) -> auto& { return errors(t).beta; };
  all.push_back(
      number(table, "theta0", benign, 0.02, 0.999,
             "share of first contacts of " + who + " that succeed; at most this is learned"));
  all.push_back(
      number(table, "theta1", scanner, 0.001, 0.98, "the same of a scanner; below theta0"));
  all.push_back(
      number(table, "alpha", alpha, 1e-12, 0.5, "chance to take a benign one for a scanner"));
  all.push_back(number(table, "beta", beta, 0.5, 0.999999, "chance to find a scanner"));
}

void put_scan(std::vector<Parameter>& all) {
  all.push_back(flag("scan", "enabled", Scope::host, CORDON_AT(scan.enabled),
                     "tell who scans; false of a role: do not judge its hosts"));
  all.push_back(flag("scan", "authorised", Scope::host, CORDON_AT(scan.authorised),
                     "of a role: its hosts may scan; what is held back is counted"));
  all.push_back(may_scan());
  all.push_back(time("scan", "benign_for", Scope::host, CORDON_AT(scan.benign_for), 1, 30 * kDay,
                     "how long an outsider who was found benign is not looked at"));
  all.push_back(count("scan", "vertical_ports", Scope::host, CORDON_AT(scan.vertical_ports), 2,
                      65535, "ports of one host that fail before they are a vertical scan"));
  all.push_back(flag("scan", "protocol_graphs", Scope::site, CORDON_AT(scan.protocol_graphs),
                     "look for hit lists by who talks to whom, minute by minute"));
  all.push_back(services("relayed", CORDON_AT(scan.relayed),
                         "servers of these ask one another by nature: no rate test"));
  all.push_back(services("of_few", CORDON_AT(scan.of_few),
                         "an outsider uses few servers of these: many over hours are a slow scan"));
  put_walk(all, "scan.remote", "benign outsiders", CORDON_AT(scan.remote),
           CORDON_AT(scan.remote_errors));
  put_walk(all, "scan.turning", "ours, benign,", CORDON_AT(scan.turning),
           CORDON_AT(scan.turning_errors));
  all.push_back(count("scan.slow", "hosts", Scope::host, CORDON_AT(scan.slow.hosts), 2, 32,
                      "hosts that failed (or were reached, of of_few) before it is a slow scan"));
  all.push_back(time("scan.slow", "span", Scope::host, CORDON_AT(scan.slow.span), 1, 30 * kDay,
                     "the least time from the first to the last of them"));
  all.push_back(time("scan.slow", "window", Scope::host, CORDON_AT(scan.slow.window), 60, 30 * kDay,
                     "how long a host that it reached is remembered"));
  all.push_back(false_alarms("scan.slow", CORDON_AT(scan.slow.threshold),
                             "chance to take a benign one for a slow scanner"));
  all.push_back(server_rate());
  all.push_back(number("scan.rate", "margin", CORDON_AT(scan.rate.margin), 1, 1000,
                       "times its own earlier rate that are normal"));
  all.push_back(number("scan.rate", "times_faster", CORDON_AT(scan.rate.times_faster), 1.1, 1e6,
                       "times faster than normal that a worm is"));
  all.push_back(time("scan.rate", "burst", Scope::host, CORDON_AT(scan.rate.burst), 0, 60,
                     "contacts within this of the one before count as one"));
  all.push_back(count("scan.rate", "least_contacts", Scope::host,
                      CORDON_AT(scan.rate.least_contacts), 2, 1e6,
                      "new hosts at least before it is told"));
  all.push_back(false_alarms("scan.rate", CORDON_AT(scan.rate.threshold),
                             "chance to take a benign one for a fast one"));
}

void put_worms(std::vector<Parameter>& all) {
  all.push_back(flag("content", "enabled", Scope::host, CORDON_AT(content.enabled),
                     "sift content; false of a role: what its hosts send on speaks for nothing"));
  all.push_back(number("content", "threshold", CORDON_AT(content.threshold), 0.1, 1000,
                       "log-likelihood ratio from which content is a worm's"));
  all.back().scope = Scope::site;
  all.push_back(flag("spread", "enabled", Scope::host, CORDON_AT(spread.enabled),
                     "tell worms by contacts alone; false of a role: its hosts do not turn"));
  all.push_back(count("spread", "least_turned", Scope::site, CORDON_AT(spread.least_turned), 2, 1e6,
                      "servers that must turn on a service before it is a worm"));
  all.push_back(number("spread", "scan_threshold", CORDON_AT(spread.scan_threshold), 1, 1000,
                       "log-likelihood ratio from which a host scans"));
  all.push_back(time("spread", "turns_within", Scope::host, CORDON_AT(spread.turns_within), 1,
                     365 * kDay, "a server turns within this time of being reached"));
  all.push_back(time("spread", "turns_at_once", Scope::host, CORDON_AT(spread.turns_at_once), 0,
                     3600, "who turns so soon is a worm without company; 0: never"));
  all.push_back(time("spread", "server_turns_at_once", Scope::host,
                     CORDON_AT(spread.server_turns_at_once), 0, 3600,
                     "the same of a server that was seen to serve others"));
  all.push_back(time("spread", "calls_back_within", Scope::site,
                     CORDON_AT(spread.calls_back_within), 0.1, kDay,
                     "it calls its scanner back within this time, if it does"));
  all.push_back(flag("called-in", "enabled", Scope::host, CORDON_AT(called_in.enabled),
                     "tell worms whose victims fetch the rest from who reached them"));
  all.push_back(time("called-in", "within", Scope::host, CORDON_AT(called_in.within), 0.1, 3600,
                     "a victim calls within this time of being reached"));
  all.push_back(count("called-in", "least", Scope::site, CORDON_AT(called_in.least), 2, 1e6,
                      "victims that must call the same port"));
}

void put_floods(std::vector<Parameter>& all) {
  all.push_back(flag("flood", "enabled", Scope::host, CORDON_AT(flood.enabled),
                     "tell floods; false of a role: its hosts take part in none"));
  all.push_back(number("flood", "least_rate", CORDON_AT(flood.least_rate), 0.1, 1e9,
                       "packets a second of a host upon one target"));
  all.push_back(number("flood", "least_request_rate", CORDON_AT(flood.least_request_rate), 0.1, 1e9,
                       "requests a second of a host upon one target"));
  all.push_back(number("flood", "least_packets", CORDON_AT(flood.least_packets), 1, 1e12,
                       "packets of a host upon one target"));
  all.push_back(number("flood", "far_above", CORDON_AT(flood.far_above), 1, 1e6,
                       "times what it sends its other targets"));
  all.push_back(time("flood", "quiet_before", Scope::host, CORDON_AT(flood.quiet_before), 0, kDay,
                     "what began sooner in the record was always so, if nothing else accuses it"));
  all.push_back(count("flood", "least_flooders", Scope::site, CORDON_AT(flood.least_flooders), 1,
                      1e6, "hosts of ours upon one target"));
  all.push_back(time("flood", "begin_together", Scope::site, CORDON_AT(flood.begin_together), 1,
                     kDay, "from the beginning of one to that of the next"));
  all.push_back(count("flood", "least_forged", Scope::site, CORDON_AT(flood.least_forged), 2, 1e9,
                      "senders upon a server of ours that never go on"));
  all.push_back(count("flood", "least_scattered", Scope::site, CORDON_AT(flood.least_scattered), 2,
                      1e9, "hosts that are answered and asked nothing: back-scatter"));
}

void put_moonwalk(std::vector<Parameter>& all) {
  all.push_back(flag("moonwalk", "enabled", Scope::site, CORDON_AT(moonwalk.enabled),
                     "tell first edges and origins by random moonwalks"));
  all.push_back(count("moonwalk", "walks", Scope::site, CORDON_AT(moonwalk.walks), 100, 1e7,
                      "walks of each outbreak"));
  all.push_back(count("moonwalk", "longest", Scope::site, CORDON_AT(moonwalk.longest), 1, 1e5,
                      "steps of a walk at most"));
  all.push_back(count("moonwalk", "edges", Scope::site, CORDON_AT(moonwalk.edges), 1, 1e5,
                      "first edges that are told at most"));
  all.push_back(time("moonwalk", "window", Scope::site, CORDON_AT(moonwalk.window), 0, 365 * kDay,
                     "how far back a step goes; 0s: that with the longest mean walk"));
  all.push_back(number("moonwalk", "first_infects", CORDON_AT(moonwalk.first_infects), 0, 1,
                       "chance that the first who could infect a host did"));
  all.back().scope = Scope::site;
}

#undef CORDON_AT

}  // namespace

const std::vector<Parameter>& parameters() {
  static const std::vector<Parameter> all = [] {
    std::vector<Parameter> list;
    put_scan(list);
    put_worms(list);
    put_floods(list);
    put_moonwalk(list);
    return list;
  }();
  return all;
}

}  // namespace cordon::config
