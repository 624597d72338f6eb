// People on the web servers: a visit is several pages with time to think between them, over a
// connection that is kept alive until it has been idle for too long. Now and then something fails.
//
// Bounds: kMostSessions at once; whoever comes beyond does not come. Threads: one.
#pragma once

#include <optional>
#include <queue>
#include <string>
#include <vector>

#include "traffic/agent.h"

namespace cordon::traffic {

inline constexpr std::size_t kMostSessions = 200'000;  // of visitors that are there at one time

class Visitors final : public Agent {
 public:
  Visitors(const Scenario& scenario, const Options& options, Wire& wire);
  Time next() const override;
  void act() override;

 private:
  struct Session {
    net::Address client, server;
    std::optional<Connection> connection;
    std::string agent, cookie, last_page;
    std::size_t pages_left = 0;
  };
  struct Due {
    Time at;
    std::size_t session;
    bool closes = false;  // the server does, because nothing was said for long
    friend bool operator>(const Due& a, const Due& b) {
      return a.at != b.at ? a.at > b.at : a.session > b.session;
    }
  };

  void arrive(Time now);
  void turn_page(Time now, std::size_t number);
  bool ask(Session& session, Time& now, const std::string& path);
  bool fail(Session& session, Time& now, const Said& asked);
  void leave(std::size_t number);
  bool connect(Session& session, Time& now);

  const Scenario& scenario_;
  const Options& options_;
  Wire& wire_;
  Random random_;
  Time next_arrival_;
  std::vector<Session> sessions_;
  std::vector<std::size_t> free_;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
};

}  // namespace cordon::traffic
