// Crawlers: foreign ones on our servers, of which one follows dead links; and an indexer of ours
// that asks thousands of servers of the world, of which many are gone.
#include <fmt/format.h>

#include "traffic/part.h"

namespace cordon::traffic {
namespace {

constexpr std::uint64_t kCrawlers = 3;
constexpr double kPagesPerHour = 180, kIndexedPerHour = 240;
constexpr double kGone = 0.4;  // of the servers that the indexer knows

class Crawlers final : public Part {
 public:
  explicit Crawlers(CleanWorld& world) : Part(world, "crawlers") {
    for (std::uint64_t i = 0; i < kCrawlers; ++i) {
      role("crawlers", visitor(9000 + i));
      plan(after(options_.start, kPagesPerHour), kCrawls, i);
    }
    role("indexers", fleet_.indexer);
    plan(after(options_.start, kIndexedPerHour), kIndexes);
  }

 private:
  enum : std::uint32_t { kCrawls, kIndexes };

  void happen(const Happening& h) override {
    if (h.kind == kIndexes) {
      plan(after(h.at, kIndexedPerHour), kIndexes);
      return index(h.at);
    }
    plan(after(h.at, kPagesPerHour), kCrawls, h.a, h.b + 1);
    const net::Address& server = fleet_.servers[(h.b / 40) % fleet_.servers.size()];
    const bool dead = random_.chance(h.a == 0 ? 0.6 : 0.04);
    const std::uint64_t number = random_.below(4000);
    const std::string path = h.b % 40 == 0 ? "/robots.txt"
                             : dead        ? fmt::format("/old/{}.html", number)
                                           : fmt::format("/pages/{}.html", number);
    talk(h.at, visitor(9000 + h.a), {server, 80},
         {says(true,
               fmt::format("GET {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: spider-{}/2.1 "
                           "(+http://search.example/bot.html)\r\nFrom: bot@search.example\r\n\r\n",
                           path, server.text(), h.a),
               0.01),
          dead ? says(false, "HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\nnot found", 0.01)
               : page(number, 400 + number, 0.01)});
  }

  void index(Time now) {
    const std::uint64_t number = random_.below(20'000);
    const net::Endpoint there{world_server(number), 80};
    if (mix(number) % 1000 < static_cast<std::uint64_t>(1000 * kGone))
      return fail(now, fleet_.indexer, there, mix(number) % 3 == 0);
    talk(now, fleet_.indexer, there,
         {says(true,
               fmt::format("GET /robots.txt HTTP/1.1\r\nHost: www{}.example\r\nUser-Agent: "
                           "our-indexer/1.0\r\n\r\n",
                           number),
               0.01),
          page(number, 200 + number % 900, 0.02)});
  }
};

}  // namespace

std::unique_ptr<Agent> make_crawlers(CleanWorld& world) {
  return std::make_unique<Crawlers>(world);
}

}  // namespace cordon::traffic
