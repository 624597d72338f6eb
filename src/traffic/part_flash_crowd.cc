// A flash crowd: thousands of visitors ask for the same page within minutes, all sent by the same
// link.
#include <fmt/format.h>

#include "traffic/part.h"

namespace cordon::traffic {
namespace {

constexpr std::uint64_t kCrowd = 3000;
constexpr double kMinutes = 6;

class FlashCrowd final : public Part {
 public:
  explicit FlashCrowd(CleanWorld& world) : Part(world, "flash") {
    const Time from = options_.at(0.6), to = from + duration_from_seconds(60 * kMinutes);
    occasion("flash crowd", from, to);
    server_ = fleet_.servers[fleet_.servers.size() / 2];
    role("flash_crowd_server", server_);
    // Fast up and slowly down: the later of the earlier two of three.
    for (std::uint64_t i = 0; i < kCrowd; ++i)
      plan(std::min(uniform(from, to), uniform(from, to)), 0, i);
  }

 private:
  void happen(const Happening& h) override {
    static constexpr const char* kAgents[] = {"Mozilla/4.0 (compatible; MSIE 5.5; Windows NT 5.0)",
                                              "Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1)",
                                              "Mozilla/4.77 [en] (X11; U; Linux 2.4.4 i686)"};
    const std::string asked = fmt::format(
        "GET /news/2001/07/the-page-everybody-talks-about.html HTTP/1.1\r\nHost: "
        "www.example.com\r\nReferer: http://slashdot.example/article.pl?sid=01/07/19/1234\r\n"
        "User-Agent: {}\r\nAccept: text/html, image/gif, image/jpeg, */*\r\n\r\n",
        kAgents[random_.below(std::size(kAgents))]);
    if (random_.chance(0.05)) return fail(h.at, visitor(h.a), {server_, 80}, false);  // overrun
    talk(h.at, visitor(h.a), {server_, 80}, {says(true, asked, 0.01), page(77, 2400, 0.05)});
  }

  net::Address server_;
};

}  // namespace

std::unique_ptr<Agent> make_flash_crowd(CleanWorld& world) {
  return std::make_unique<FlashCrowd>(world);
}

}  // namespace cordon::traffic
