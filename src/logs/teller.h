// The teller: entries -> the same events that captures give.
//
// A request becomes HttpRequestSeen and HttpResponseSeen on a flow made for it, then FlowClosed, by
// which it is counted as a contact; a flow record becomes FlowClosed alone. A request in which no
// rule can find anything (see sieve.h) is told only as a contact. Threads: one a file.
#pragma once

#include <functional>
#include <string>

#include "event/observer.h"
#include "logs/entry.h"
#include "logs/sieve.h"
#include "logs/visits.h"

namespace cordon::logs {

/// What is known of a file that its lines do not say.
struct Telling {
  std::uint32_t source = 0;  // for frame ids (net/frame.h)
  net::Address host;         // who wrote the log; unspecified: the lines say it
  /// Of hosts that lines name otherwise than by address: "web1" of syslog. Null: none are known.
  const std::vector<std::pair<std::string, net::Address>>* named = nullptr;
  bool host_is_known = true;          // false: what a line says of who wrote it goes before `host`
  std::uint16_t port = 80;            // of requests, where the lines do not say it
  bool requests_are_contacts = true;  // false where flow records of the same sensor are there too
};

class Teller final : public EntrySink {
 public:
  struct Counters {
    std::uint64_t requests = 0, flows = 0, alerts = 0, lookups = 0, services = 0, anomalies = 0;
    std::uint64_t untimed = 0;   // took the time of the entry before
    std::uint64_t nameless = 0;  // neither side's address is known: not told
    std::uint64_t by_host = 0;   // whose server is whoever wrote the file
    std::uint64_t plain = 0;     // requests in which no rule can find anything
    std::uint64_t sampled = 0;   // flow records of sampled packets
    std::uint32_t most_sampling = 1;
    Time first = kNoTime, last = kNoTime;
  };

  /// The sieve may be null; it and the observer must outlive the teller.
  Teller(const Telling& telling, event::Observer& observer, Sieve* sieve = nullptr)
      : telling_(telling), observer_(observer), sieve_(sieve) {}

  void entry(const Entry& entry) override;
  void set_place(std::uint64_t number, bool may_match) {
    number_ = number;
    may_match_ = may_match;
  }
  /// At the end of the file: what was added up is told.
  void finish();
  const Counters& counters() const { return counters_; }

 private:
  void tell_request(const Entry& entry);
  void tell_plain(const Entry& entry);
  void tell_visit(const Visit& visit);
  void tell_flow(const Entry& entry);
  void tell_alert(const Entry& entry);
  void tell_lookup(const Entry& entry);
  bool is_plain(const Entry& entry);
  void show_request(const Entry& entry);
  net::Endpoint server_of(const Entry& entry);
  static void put_established(event::Flow& flow);
  void put_parties(const Entry& entry, event::Flow& flow);
  event::Moment moment() const;
  net::Address host_of(const Entry& entry);
  void begin_flow(const Entry& entry, event::App app);
  void close_flow();

  Telling telling_;
  event::Observer& observer_;
  Sieve* sieve_;
  std::uint64_t number_ = 0;
  bool may_match_ = true;
  Counters counters_;
  Time now_ = kNoTime;
  std::string sensor_;  // of the last entry that named one, and whose address that is
  net::Address sensor_host_;
  event::Flow flow_;
  Visits visits_;
  event::HttpExchange exchange_;
  event::HttpRequest request_;
  event::HttpResponse response_;
  std::string line_, uri_, iis_uri_, header_block_, target_;
};

}  // namespace cordon::logs
