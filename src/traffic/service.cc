#include "traffic/service.h"

#include <fmt/format.h>

#include <charconv>

#include "traffic/web.h"

namespace cordon::traffic {
namespace {

constexpr const char* kBrowsers[] = {
    "Mozilla/4.0 (compatible; MSIE 5.5; Windows NT 5.0)",
    "Mozilla/5.0 (Windows; U; Windows NT 5.0; en-US; rv:0.9.2) Gecko/20010726 Netscape6/6.1",
    "Mozilla/4.77 [en] (X11; U; Linux 2.4.4 i686)"};

std::vector<std::uint8_t> said(std::string_view text) { return copy_of(bytes_of(text)); }

// What a form or an upload looks like: also how the worm of an HTTP service does.
Said posted(std::string_view path, const net::Address& host, std::string_view agent,
            std::string_view body) {
  return {true,
          said(fmt::format("POST {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: {}\r\nContent-Length: "
                           "{}\r\n\r\n{}",
                           path, host.text(), agent, body.size(), body)),
          0.005};
}

std::string record(Random& random) {
  return fmt::format("{{\"order\": {}, \"customer\": {}, \"state\": \"{}\", \"sum\": {}.{:02}}}",
                     random.below(100000), random.below(5000), random.chance(0.5) ? "paid" : "open",
                     random.below(900), random.below(100));
}

std::uint32_t number(Random& random) { return static_cast<std::uint32_t>(random.next()); }

std::vector<Said> binary_talk(const Service& service, Random& random, std::size_t most) {
  std::vector<Said> talk;
  const std::size_t questions = service.udp ? 1 : 1 + random.below(most);
  for (std::size_t i = 0; i < questions; ++i) {
    const std::uint32_t id = number(random);
    const std::string question =
        fmt::format("get item={} of={} fields=name,price,stock", random.below(20000), id % 97);
    std::string answer;
    for (std::size_t rows = 1 + random.below(8); rows > 0; --rows) answer += record(random);
    talk.push_back({true, framed(service, Message::ask, id, bytes_of(question)),
                    i == 0 ? 0.002 : 0.05 + random.exponential(0.2)});
    talk.push_back({false, framed(service, Message::answer, id, bytes_of(answer)), 0.003});
  }
  return talk;
}

}  // namespace

Result<Service> Service::parse(std::string_view text) {
  Service service;
  const std::string_view transport = text.substr(0, 4), port = text.substr(transport.size());
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), service.port);
  if ((transport != "tcp/" && transport != "udp/") || error != std::errc() ||
      end != port.data() + port.size() || service.port == 0)
    return fail("simulate", "--service " + std::string(text), "it is no service",
                "write tcp/8080 or udp/1434");
  service.udp = transport == "udp/";
  return service;
}

std::string Service::text() const { return fmt::format("{}/{}", udp ? "udp" : "tcp", port); }

std::vector<std::uint8_t> framed(const Service& service, Message kind, std::uint32_t number,
                                 Bytes body) {
  const std::uint64_t own = mix(service.port);
  std::vector<std::uint8_t> all;
  for (int i = 0; i < 4; ++i) all.push_back(static_cast<std::uint8_t>(own >> (8 * i)));
  all.push_back(static_cast<std::uint8_t>(kind));
  all.push_back(0);
  all.push_back(static_cast<std::uint8_t>(body.size() >> 8));
  all.push_back(static_cast<std::uint8_t>(body.size()));
  for (int i = 24; i >= 0; i -= 8) all.push_back(static_cast<std::uint8_t>(number >> i));
  all.insert(all.end(), body.begin(), body.end());
  return all;
}

std::vector<Said> health_check(const Service& service) {
  if (service.is_http())
    return {{true,
             said("GET /healthz?ready=1 HTTP/1.1\r\nHost: cluster.internal\r\nUser-Agent: "
                  "cluster-probe/2.1\r\nAccept: application/health+json\r\nX-Probe: "
                  "liveness,readiness,startup\r\nConnection: close\r\n\r\n"),
             0.001},
            {false,
             said("HTTP/1.1 200 OK\r\nContent-Type: application/health+json\r\nContent-Length: "
                  "34\r\n\r\n{\"status\": \"pass\", \"version\": \"4\"} "),
             0.001}};
  static constexpr std::string_view kCheck =
      "cluster member probe: state leader epoch quorum lag; reply with summary and digest of the "
      "last committed entry, protocol 4";
  static constexpr std::string_view kFine =
      "member is up: state follower quorum yes lag 0; digest 5d41402abc4b2a76b9719d911017c592";
  return {{true, framed(service, Message::check, 0, bytes_of(kCheck)), 0.001},
          {false, framed(service, Message::fine, 0, bytes_of(kFine)), 0.001}};
}

std::vector<Said> visit(const Service& service, const net::Address& server, Random& random) {
  if (!service.is_http()) return binary_talk(service, random, 4);
  const std::string_view agent = kBrowsers[random.below(std::size(kBrowsers))];
  std::vector<Said> talk;
  const std::string cookie = fmt::format("session={:016x}", random.next());
  for (std::size_t pages = 1 + random.below(4); pages > 0; --pages) {
    if (random.chance(0.2)) {
      const std::string form = fmt::format("name=visitor{}&comment={:x}&item={}",
                                           random.below(9000), random.next(), random.below(500));
      talk.push_back(posted("/cart/add", server, agent, form));
    } else {
      talk.push_back(
          request({some_path(random), agent, server, {}, cookie}, 0.005 + 0.3 * random.unit()));
    }
    const bool found = random.chance(0.95);
    talk.push_back(response(found ? "200 OK" : "404 Not Found",
                            found ? 200 + random.below(5000) : 150,
                            0.002 + random.exponential(0.01)));
  }
  return talk;
}

std::vector<Said> call(const Service& service, const net::Address& server, Random& random) {
  if (!service.is_http()) return binary_talk(service, random, 2);
  return {posted("/api/orders", server, "orders/3.2", record(random)),
          {false, said("HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok"), 0.004}};
}

Said passed_on(const Service& service, const Said& asked, const net::Address& visitor) {
  if (!service.is_http()) return asked;
  const std::string_view text = text_of(asked.bytes);
  const std::size_t end = text.find("\r\n\r\n");
  if (end == std::string_view::npos) return asked;
  return {true,
          said(fmt::format("{}\r\nX-Forwarded-For: {}\r\nVia: 1.1 front{}", text.substr(0, end),
                           visitor.text(), text.substr(end))),
          0.001};
}

Said refusal(const Service& service) {
  if (service.is_http()) return response("400 Bad Request", 120, 0.002);
  return {false, framed(service, Message::error, 0, bytes_of("malformed")), 0.002};
}

}  // namespace cordon::traffic
