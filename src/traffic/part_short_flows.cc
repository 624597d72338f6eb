// Very many short clean flows of one service, cheaply: to count how often a rule that was generated
// is wrong. Visits, calls, checks, and uploads of bytes that are as random as a worm's.
#include <fmt/format.h>

#include "traffic/part.h"
#include "traffic/web.h"
#include "traffic/worm_body.h"

namespace cordon::traffic {
namespace {

class ShortFlows final : public Part {
 public:
  explicit ShortFlows(CleanWorld& world) : Part(world, "short") {
    if (options_.short_flows == 0) return;
    pause_ = seconds(options_.length()) / static_cast<double>(options_.short_flows);
    plan(options_.start, 0);
  }

 private:
  void happen(const Happening& h) override {
    if (h.a + 1 < options_.short_flows)
      plan(options_.start + duration_from_seconds(pause_ * static_cast<double>(h.a + 1)), 0,
           h.a + 1);
    const net::Address& server = one_of(fleet_.servers);
    const bool by_server = random_.chance(0.2);
    const net::Address client = by_server ? one_of(fleet_.servers) : visitor(random_.next());
    if (client == server) return;
    const std::vector<Said> said = something(server, by_server);
    if (options_.service.udp)
      exchange(h.at, client, {server, options_.service.port}, {said[0], said[1]});
    else
      brief(h.at, client, {server, options_.service.port}, said[0], said[1]);
  }

  std::vector<Said> something(const net::Address& server, bool by_server) {
    const Service& service = options_.service;
    const double kind = random_.unit();
    if (kind < 0.1) return health_check(service);
    if (by_server) return call(service, server, random_);
    if (kind < 0.3) return upload(server);
    std::vector<Said> said = visit(service, server, random_);
    if (service.is_http()) said[1] = response("200 OK", random_.below(200), 0.001);
    return said;
  }

  std::vector<Said> upload(const net::Address& server) {
    const Service& service = options_.service;
    const std::vector<std::uint8_t> body = random_bytes(50 + random_.below(900), random_);
    if (!service.is_http())
      return {
          {true, framed(service, Message::ask, static_cast<std::uint32_t>(random_.next()), body),
           0.001},
          {false, framed(service, Message::answer, 0, bytes_of("stored")), 0.001}};
    Said asked = says(true,
                      fmt::format("POST /{} HTTP/1.1\r\nHost: {}\r\nUser-Agent: Mozilla/4.0 "
                                  "(compatible; MSIE 5.5; Windows NT 5.0)\r\nContent-Length: "
                                  "{}\r\n\r\n",
                                  prose(random_.next(), 8), server.text(), body.size()),
                      0.001);
    asked.bytes.insert(asked.bytes.end(), body.begin(), body.end());
    return {asked, says(false, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 0.001)};
  }

  void brief(Time now, const net::Address& client, const net::Endpoint& server, const Said& asked,
             const Said& answer) {
    count();
    wire_.brief(now, ports_.next(client), server, asked, answer, random_);
  }

  double pause_ = 0;
};

}  // namespace

std::unique_ptr<Agent> make_short_flows(CleanWorld& world) {
  return std::make_unique<ShortFlows>(world);
}

}  // namespace cordon::traffic
