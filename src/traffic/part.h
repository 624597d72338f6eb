// One part of a clean fleet's day: an agent with a timetable of its own. Threads: one.
#pragma once

#include <queue>
#include <string_view>
#include <vector>

#include "traffic/agent.h"
#include "traffic/clean.h"
#include "traffic/ports.h"

namespace cordon::traffic {

/// What all parts share.
struct CleanWorld {
  const CleanFleet& fleet;
  const CleanOptions& options;
  Wire& wire;
  CleanTruth& truth;
};

class Part : public Agent {
 public:
  Part(CleanWorld& world, std::string_view name);
  Time next() const final { return due_.empty() ? Time::max() : due_.top().at; }
  void act() final;

 protected:
  struct Happening {
    Time at{};
    std::uint64_t order = 0;
    std::uint32_t kind = 0;  // the part's own; so are these
    std::uint64_t a = 0, b = 0;
    friend bool operator>(const Happening& x, const Happening& y) {
      return std::pair(x.at, x.order) > std::pair(y.at, y.order);
    }
  };
  virtual void happen(const Happening& happening) = 0;
  void plan(Time at, std::uint32_t kind, std::uint64_t a = 0, std::uint64_t b = 0);

  /// The next of what comes at random, so many an hour over the day.
  Time after(Time now, double per_hour) {
    return options_.day.after(now, 3600 / (per_hour * options_.scale), random_);
  }
  Time uniform(Time from, Time to);
  void role(const char* name, const net::Address& host) { truth_.roles[name].insert(host); }
  void occasion(const char* what, Time from, Time to) {
    truth_.occasions.push_back({what, from, to});
  }
  template <class T>
  const T& one_of(const std::vector<T>& all) {
    return all[random_.below(all.size())];
  }

  /// A conversation over TCP from a fresh port; returns when its last byte has arrived.
  Time talk(Time now, const net::Address& client, const net::Endpoint& server,
            const std::vector<Said>& said);
  void exchange(Time now, const net::Address& client, const net::Endpoint& server,
                const std::vector<Said>& said);
  /// A contact that fails: refused, or unanswered and tried again.
  void fail(Time now, const net::Address& client, const net::Endpoint& server, bool refused);
  void knock(Time now, const net::Address& client, const net::Endpoint& server,
             Wire::Answer answer);
  /// Of a conversation that a part puts on the wire itself.
  void count() { ++conversations_; }

  const CleanFleet& fleet_;
  const CleanOptions& options_;
  Wire& wire_;
  Random random_;
  Ports ports_;

 private:
  CleanTruth& truth_;
  std::uint64_t& conversations_;
  std::priority_queue<Happening, std::vector<Happening>, std::greater<>> due_;
  std::uint64_t order_ = 0;
};

/// Text that is always the same for the same number: a page, a script, a message.
std::string prose(std::uint64_t number, std::size_t size);
/// Said by one side.
Said says(bool client, std::string_view text, double delay);
/// An answer of HTTP with a body that is the page's own.
Said page(std::uint64_t number, std::size_t size, double delay);

// The parts, a file each; clean_parts() says what they are.
using MakePart = std::unique_ptr<Agent> (*)(CleanWorld&);
std::unique_ptr<Agent> make_web(CleanWorld& world);
std::unique_ptr<Agent> make_flash_crowd(CleanWorld& world);
std::unique_ptr<Agent> make_crawlers(CleanWorld& world);
std::unique_ptr<Agent> make_peers(CleanWorld& world);
std::unique_ptr<Agent> make_updates(CleanWorld& world);
std::unique_ptr<Agent> make_mail(CleanWorld& world);
std::unique_ptr<Agent> make_outage(CleanWorld& world);
std::unique_ptr<Agent> make_nat(CleanWorld& world);
std::unique_ptr<Agent> make_audit(CleanWorld& world);
std::unique_ptr<Agent> make_strangers(CleanWorld& world);
std::unique_ptr<Agent> make_cluster(CleanWorld& world);
std::unique_ptr<Agent> make_names(CleanWorld& world);
std::unique_ptr<Agent> make_backups(CleanWorld& world);
std::unique_ptr<Agent> make_management(CleanWorld& world);
std::unique_ptr<Agent> make_proxies(CleanWorld& world);
std::unique_ptr<Agent> make_short_flows(CleanWorld& world);

}  // namespace cordon::traffic
