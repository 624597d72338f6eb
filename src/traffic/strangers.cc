#include "traffic/strangers.h"

#include <fmt/format.h>

#include "traffic/web.h"

namespace cordon::traffic {
namespace {

constexpr double kReading = 5;  // mean seconds between two pages of a crawler
constexpr std::size_t kPagesOfAServer = 25;
constexpr double kSlow = 30;  // mean seconds between two probes
constexpr double kFast = 0.025;
constexpr double kPause = 120;  // of a fast one between two ports
constexpr std::uint16_t kPorts[] = {80,   22,   21,   23,   25,   110,  139,  445,
                                    1433, 3306, 3389, 5432, 8080, 8443, 6379, 9200};
constexpr std::uint16_t kWeb = 80;  // what the fleet's servers serve

std::uint64_t seed_of(const Options& options, const net::Address& address) {
  return combine(options.seed, combine(hash_of(bytes_of("stranger")), address.hash()));
}

net::Endpoint any_port(const net::Address& address, Random& random) {
  return {address, static_cast<std::uint16_t>(20000 + random.below(40000))};
}

}  // namespace

Crawler::Crawler(const Scenario& scenario, const Options& options, Wire& wire, std::size_t number)
    : scenario_(scenario),
      wire_(wire),
      address_(scenario.crawlers[number]),
      random_(seed_of(options, address_)),
      server_(number % scenario.servers.size()) {
  next_ = options.start + duration_from_seconds(random_.exponential(kReading));
}

void Crawler::act() {
  static constexpr const char* kNames[] = {"Googlebot/2.1 (+http://www.googlebot.com/bot.html)",
                                           "Slurp/2.0 (slurp@inktomi.com)", "Scooter/3.2",
                                           "ia_archiver"};
  const net::Address server = scenario_.servers[server_].address;
  const std::string page = pages_ == 0 ? "/robots.txt" : some_path(random_);
  Time now = next_;
  Connection connection = wire_.open(now, any_port(address_, random_), {server, kWeb}, random_);
  const char* name = kNames[address_.v4_number() % std::size(kNames)];
  wire_.say(connection, now, request({page, name, server}, 0.01));
  const bool found = pages_ > 0 && random_.chance(0.95);
  wire_.say(
      connection, now,
      response(found ? "200 OK" : "404 Not Found", found ? 300 + random_.below(8000) : 150, 0.01));
  wire_.finish(connection, now, true);
  if (++pages_ > kPagesOfAServer) {
    pages_ = 0;
    server_ = (server_ + 1) % scenario_.servers.size();
  }
  next_ = now + duration_from_seconds(1 + random_.exponential(kReading));
}

Scanner::Scanner(const Scenario& scenario, const Options& options, Wire& wire,
                 const net::Address& address, bool fast)
    : scenario_(scenario),
      wire_(wire),
      address_(address),
      fast_(fast),
      random_(seed_of(options, address)) {
  next_ = options.start + duration_from_seconds(random_.exponential(fast ? kPause / 4 : kSlow));
  port_ = random_.below(std::size(kPorts));
}

void Scanner::act() {
  const std::size_t servers = scenario_.servers.size();
  const std::size_t all = servers + scenario_.unused.size();
  // A sweep meets servers and empty addresses in turns: there are as many of each.
  const std::size_t sweep = at_ % 2 == 0 ? at_ / 2 : servers + at_ / 2;
  const std::size_t place = fast_ ? sweep : random_.below(all);
  const bool is_server = place < servers;
  const net::Address target =
      is_server ? scenario_.servers[place].address : scenario_.unused[place - servers];
  if (target != address_) knock(target, kPorts[port_], is_server);
  if (!fast_) {
    port_ = random_.below(std::size(kPorts));
    next_ += duration_from_seconds(random_.exponential(kSlow));
  } else if (++at_ < all) {
    next_ += duration_from_seconds(random_.exponential(kFast));
  } else {
    at_ = 0;
    port_ = (port_ + 1) % std::size(kPorts);
    next_ += duration_from_seconds(kPause * (0.5 + random_.unit()));
  }
}

void Scanner::knock(const net::Address& target, std::uint16_t port, bool is_server) {
  Time now = next_;
  const net::Endpoint client = any_port(address_, random_), server{target, port};
  if (!is_server) return wire_.knock(now, client, server, Wire::Answer::none, random_);
  if (port != kWeb) return wire_.knock(now, client, server, Wire::Answer::refusal, random_);
  if (random_.chance(0.7)) return wire_.knock(now, client, server, Wire::Answer::welcome, random_);
  // It wants to know what is there: the banner.
  Connection connection = wire_.open(now, client, server, random_);
  wire_.say(connection, now, {true, copy_of(bytes_of("HEAD / HTTP/1.0\r\n\r\n")), 0.005});
  wire_.say(connection, now, response("200 OK", 0, 0.005));
  wire_.finish(connection, now, false);
}

}  // namespace cordon::traffic
