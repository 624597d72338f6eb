// A popular server is down for twenty minutes: all its clients fail, and try again and again.
#include <fmt/format.h>

#include "traffic/part.h"

namespace cordon::traffic {
namespace {

constexpr std::uint64_t kForeignClients = 40;
constexpr double kPollSeconds = 600, kRetrySeconds = 20;
constexpr std::uint16_t kPort = 8080;

class Outage final : public Part {
 public:
  explicit Outage(CleanWorld& world) : Part(world, "outage") {
    server_ = fleet_.servers[fleet_.servers.size() / 3];
    role("server_with_outage", server_);
    down_ = options_.at(0.47);
    up_ = down_ + std::min<Duration>(20min, options_.length() / 6);
    occasion("outage", down_, up_);
    for (std::size_t i = 0; i < fleet_.hosts.size(); i += 2) clients_.push_back(fleet_.hosts[i]);
    for (std::uint64_t i = 0; i < kForeignClients; ++i) clients_.push_back(visitor(30'000 + i));
    for (std::size_t i = 0; i < clients_.size(); ++i)
      plan(options_.start + duration_from_seconds(kPollSeconds * random_.unit()), 0, i);
  }

 private:
  void happen(const Happening& h) override {
    const net::Endpoint there{server_, kPort};
    const bool is_down = h.at >= down_ && h.at < up_;
    const double pause = is_down ? kRetrySeconds * (0.5 + random_.unit())
                                 : kPollSeconds * (0.8 + 0.4 * random_.unit());
    plan(h.at + duration_from_seconds(pause), 0, h.a);
    // First it does not answer; later its host does, that it does not listen.
    if (is_down) return fail(h.at, clients_[h.a], there, h.at > down_ + (up_ - down_) / 2);
    talk(h.at, clients_[h.a], there,
         {says(true,
               fmt::format("GET /app/inbox?since={} HTTP/1.1\r\nHost: intranet.example\r\n"
                           "Cookie: sid={:016x}\r\n\r\n",
                           h.at.time_since_epoch() / 1s, mix(h.a)),
               0.005),
          page(h.a + static_cast<std::uint64_t>(h.at.time_since_epoch() / 1h), 700, 0.02)});
  }

  net::Address server_;
  Time down_, up_;
  std::vector<net::Address> clients_;
};

}  // namespace

std::unique_ptr<Agent> make_outage(CleanWorld& world) { return std::make_unique<Outage>(world); }

}  // namespace cordon::traffic
