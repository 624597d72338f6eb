// An authorised vulnerability scanner of ours: at night it knocks at many ports of every server,
// and sends odd requests to what answers. Odd, and harmless.
#include <fmt/format.h>

#include "traffic/part.h"

namespace cordon::traffic {
namespace {

constexpr std::uint16_t kPorts[] = {21,   22,   23,   25,   53,   79,   80,   110,  111,  135,
                                    139,  143,  389,  443,  445,  512,  513,  514,  587,  631,
                                    873,  993,  1433, 1521, 2049, 3128, 3306, 3389, 5060, 5432,
                                    5900, 6379, 7001, 8000, 8080, 8443, 8888, 9000, 9200, 11211};

class Audit final : public Part {
 public:
  explicit Audit(CleanWorld& world) : Part(world, "audit") {
    role("authorised_scanners", fleet_.scanner);
    const Time from = options_.at(0.05), to = options_.at(0.16);
    occasion("audit", from, to);
    pause_ = (to - from) / static_cast<std::int64_t>(fleet_.servers.size() * std::size(kPorts));
    plan(from, 0);
  }

 private:
  void happen(const Happening& h) override {
    const std::size_t server = h.a / std::size(kPorts);
    if (server + 1 < fleet_.servers.size() || (h.a + 1) % std::size(kPorts) != 0)
      plan(h.at + pause_, 0, h.a + 1);
    const net::Endpoint there{fleet_.servers[server], kPorts[h.a % std::size(kPorts)]};
    if (fleet_.port(there.address, there.port) != CleanFleet::Port::open)
      return knock(h.at, fleet_.scanner, there, Wire::Answer::refusal);
    knock(h.at, fleet_.scanner, there, Wire::Answer::welcome);
    if (there.port == 22) return;
    const std::string host = fmt::format(
        "Host: {}\r\nUser-Agent: our-audit/7.2 "
        "(security@example.org)\r\n\r\n",
        there.address.text());
    const std::string odd[] = {
        "OPTIONS * HTTP/1.0\r\n\r\n",
        "TRACE /audit-test HTTP/1.1\r\n" + host,
        "GET /audit-no-such-page-7f3a.asp HTTP/1.1\r\n" + host,
        "GET /phpmyadmin/ HTTP/1.1\r\n" + host,
        "PROPFIND / HTTP/1.1\r\nDepth: 0\r\n" + host,
        "GET /" + std::string(1000, 'A') + " HTTP/1.1\r\n" + host,
        "HELP\r\n\r\n",
        "POST /cgi-bin/audit-check HTTP/1.1\r\nContent-Length: 400\r\n" + host + prose(31, 400)};
    Time now = h.at + 20ms;
    for (const std::string& request : odd)
      now = talk(now + 10ms, fleet_.scanner, there,
                 {says(true, request, 0.01),
                  says(false, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", 0.004)});
  }

  Duration pause_{};
};

}  // namespace

std::unique_ptr<Agent> make_audit(CleanWorld& world) { return std::make_unique<Audit>(world); }

}  // namespace cordon::traffic
