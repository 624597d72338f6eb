// A load balancer passes visitors' requests on to the servers behind it; a web proxy passes on what
// our workstations ask of the world. Each receives, and then sends the same.
#include "traffic/part.h"
#include "traffic/service_traffic.h"

namespace cordon::traffic {
namespace {

constexpr double kInPerHour = 150, kOutPerHour = 150;

class Proxies final : public Part {
 public:
  explicit Proxies(CleanWorld& world) : Part(world, "proxies") {
    role("proxies", fleet_.balancer);
    role("proxies", fleet_.web_proxy);
    plan(after(options_.start, kInPerHour), 0);
    plan(after(options_.start, kOutPerHour), 1);
  }

 private:
  void happen(const Happening& h) override {
    const bool outward = h.kind == 1;
    plan(after(h.at, outward ? kOutPerHour : kInPerHour), h.kind);
    const net::Address& proxy = outward ? fleet_.web_proxy : fleet_.balancer;
    const net::Address from = outward ? one_of(fleet_.hosts) : visitor(random_.below(5000));
    const net::Address behind =
        outward ? world_server(random_.below(3000)) : one_of(fleet_.servers);
    const Service web{false, static_cast<std::uint16_t>(outward ? 8000 : 80)};
    count();
    relay(wire_, h.at, web, {ports_.next(from), ports_.next(proxy), behind},
          visit(web, behind, random_), random_);
  }
};

}  // namespace

std::unique_ptr<Agent> make_proxies(CleanWorld& world) { return std::make_unique<Proxies>(world); }

}  // namespace cordon::traffic
