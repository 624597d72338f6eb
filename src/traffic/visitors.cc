#include "traffic/visitors.h"

#include <fmt/format.h>

#include "traffic/web.h"

namespace cordon::traffic {
namespace {

constexpr double kThink = 12;          // mean seconds over a page
constexpr double kPages = 5;           // mean of a visit
constexpr Duration kKeepAlive = 15s;   // of the servers
constexpr std::size_t kMostParts = 4;  // pictures and the like of one page
constexpr const char* kBrowsers[] = {
    "Mozilla/4.0 (compatible; MSIE 5.5; Windows NT 5.0)",
    "Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1)",
    "Mozilla/5.0 (Windows; U; Windows NT 5.0; en-US; rv:0.9.2) Gecko/20010726 Netscape6/6.1",
    "Mozilla/4.77 [en] (X11; U; Linux 2.4.4 i686)"};

}  // namespace

Visitors::Visitors(const Scenario& scenario, const Options& options, Wire& wire)
    : scenario_(scenario),
      options_(options),
      wire_(wire),
      random_(combine(options.seed, hash_of(bytes_of("visitors")))) {
  next_arrival_ = options.day.after(options.start, 60 / options.sessions_per_minute, random_);
}

Time Visitors::next() const {
  return due_.empty() ? next_arrival_ : std::min(next_arrival_, due_.top().at);
}

void Visitors::act() {
  if (due_.empty() || next_arrival_ <= due_.top().at) {
    const Time now = next_arrival_;
    next_arrival_ = options_.day.after(now, 60 / options_.sessions_per_minute, random_);
    return arrive(now);
  }
  const Due due = due_.top();
  due_.pop();
  if (!due.closes) return turn_page(due.at, due.session);
  Session& session = sessions_[due.session];
  if (!session.connection) return;
  Time now = due.at;
  wire_.finish(*session.connection, now, false);
  session.connection.reset();
}

void Visitors::arrive(Time now) {
  if (free_.empty() && sessions_.size() == kMostSessions) return;
  if (free_.empty()) {
    free_.push_back(sessions_.size());
    sessions_.emplace_back();
  }
  const std::size_t number = free_.back();
  free_.pop_back();
  Session& session = sessions_[number];
  session = {};
  session.client = scenario_.clients[random_.below(scenario_.clients.size())];
  session.server = scenario_.servers[random_.below(scenario_.servers.size())].address;
  session.agent = kBrowsers[random_.below(std::size(kBrowsers))];
  session.cookie = fmt::format("session={:016x}", random_.next());
  session.pages_left = 1 + static_cast<std::size_t>(random_.exponential(kPages - 1) + 0.5);
  turn_page(now, number);
}

void Visitors::turn_page(Time now, std::size_t number) {
  Session& session = sessions_[number];
  const std::string page = some_path(random_);
  if (ask(session, now, page))
    for (std::size_t parts = random_.below(kMostParts + 1); parts > 0; --parts)
      if (!ask(session, now, some_path(random_))) break;
  session.last_page = page;
  if (--session.pages_left == 0) {
    if (session.connection) wire_.finish(*session.connection, now, true);
    return leave(number);
  }
  const Time again = now + duration_from_seconds(0.5 + random_.exponential(kThink));
  if (session.connection && again > now + kKeepAlive) due_.push({now + kKeepAlive, number, true});
  due_.push({again, number, false});
}

bool Visitors::connect(Session& session, Time& now) {
  const net::Endpoint client{session.client,
                             static_cast<std::uint16_t>(20000 + random_.below(40000))};
  if (options_.fault_share > 0 && random_.chance(options_.fault_share / 2)) {
    const bool refused = random_.chance(0.5);
    wire_.knock(now, client, {session.server, 80},
                refused ? Wire::Answer::refusal : Wire::Answer::none, random_);
    return false;
  }
  session.connection = wire_.open(now, client, {session.server, 80}, random_);
  return true;
}

// False where the connection did not outlast it.
bool Visitors::ask(Session& session, Time& now, const std::string& path) {
  if (!session.connection && !connect(session, now)) return false;
  const Said asked =
      request({path, session.agent, session.server, session.last_page, session.cookie},
              0.005 + 0.1 * random_.unit());
  if (options_.fault_share > 0 && random_.chance(options_.fault_share))
    return fail(session, now, asked);
  wire_.say(*session.connection, now, asked);
  const bool found = random_.chance(0.95);
  wire_.say(*session.connection, now,
            response(found ? "200 OK" : "404 Not Found", found ? 300 + random_.below(8000) : 150,
                     0.002 + random_.exponential(0.02)));
  return true;
}

bool Visitors::fail(Session& session, Time& now, const Said& asked) {
  Connection& connection = *session.connection;
  const std::uint64_t kind = random_.below(4);
  if (kind == 0) {  // the server is overloaded, or dies of it
    wire_.say(connection, now, asked);
    const bool busy = random_.chance(0.5);
    wire_.say(connection, now,
              response(busy ? "503 Service Unavailable" : "500 Internal Server Error", 170, 0.2));
    return true;
  }
  if (kind == 1) {  // it does not answer any more
    wire_.say_unheard(connection, now, asked);
    wire_.reset(connection, now, true);
  } else {  // one of the two breaks it off amid the answer
    wire_.say(connection, now, asked);
    Said answer = response("200 OK", 4000 + random_.below(20000), 0.01);
    answer.bytes.resize(answer.bytes.size() / 2);
    wire_.say(connection, now, answer);
    wire_.reset(connection, now, kind == 2);
  }
  session.connection.reset();
  return false;
}

void Visitors::leave(std::size_t number) {
  sessions_[number].connection.reset();
  free_.push_back(number);
}

}  // namespace cordon::traffic
