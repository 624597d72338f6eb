// Configuration management: one host pushes the same script to all servers, one after the other;
// and each server reports to it twice an hour.
#include <fmt/format.h>

#include "traffic/part.h"

namespace cordon::traffic {
namespace {

constexpr std::uint16_t kPushPort = 4505, kReportPort = 8140;
constexpr double kReportSeconds = 1800;

class Management final : public Part {
 public:
  explicit Management(CleanWorld& world) : Part(world, "management") {
    role("managers", fleet_.manager);
    for (const double share : {0.15, 0.63}) {
      const Time from = options_.at(share);
      occasion("script is pushed", from, from + 2s * static_cast<int>(fleet_.servers.size()));
      for (std::size_t i = 0; i < fleet_.servers.size(); ++i)
        plan(from + std::chrono::seconds(2 * i), kPushes, i, share < 0.5 ? 1 : 2);
    }
    for (std::size_t i = 0; i < fleet_.servers.size(); ++i)
      plan(options_.start + duration_from_seconds(kReportSeconds * random_.unit()), kReports, i);
  }

 private:
  enum : std::uint32_t { kPushes, kReports };

  void happen(const Happening& h) override {
    const net::Address& server = fleet_.servers[h.a];
    if (h.kind == kPushes) {
      talk(
          h.at, fleet_.manager, {server, kPushPort},
          {says(true, "#!/bin/sh\nset -e\n# managed: do not edit\n" + prose(700 + h.b, 3000), 0.01),
           says(false, "applied: changed=1 failed=0\n", 0.3)});
      return;
    }
    plan(h.at + duration_from_seconds(kReportSeconds), kReports, h.a);
    talk(h.at, server, {fleet_.manager, kReportPort},
         {says(true,
               fmt::format("PUT /report/{} HTTP/1.1\r\nContent-Length: 48\r\n\r\n{}", server.text(),
                           prose(random_.next(), 48)),
               0.01),
          says(false, "HTTP/1.1 204 No Content\r\n\r\n", 0.01)});
  }
};

}  // namespace

std::unique_ptr<Agent> make_management(CleanWorld& world) {
  return std::make_unique<Management>(world);
}

}  // namespace cordon::traffic
