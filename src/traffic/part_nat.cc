// Hundreds of users behind one address: a provider's, who visit our servers; and an office of ours,
// whose users go out into the world, where some of what they click on is gone.
#include <fmt/format.h>

#include "traffic/part.h"

namespace cordon::traffic {
namespace {

constexpr double kVisitsPerHour = 250, kOutPerHour = 300;
constexpr std::uint64_t kUsers = 300;
constexpr double kGone = 0.08;

class Nat final : public Part {
 public:
  explicit Nat(CleanWorld& world) : Part(world, "nat") {
    role("nat", net::Address::v4(kNatOutside));
    role("nat", fleet_.office_nat);
    plan(after(options_.start, kVisitsPerHour), 0);
    plan(after(options_.start, kOutPerHour), 1);
  }

 private:
  void happen(const Happening& h) override {
    const bool outward = h.kind == 1;
    plan(after(h.at, outward ? kOutPerHour : kVisitsPerHour), h.kind);
    const net::Address from = outward ? fleet_.office_nat : net::Address::v4(kNatOutside);
    const std::uint64_t site = random_.below(4000);
    const net::Endpoint to{outward ? world_server(site) : one_of(fleet_.servers), 80};
    if (random_.chance(outward ? kGone : 0.01)) return fail(h.at, from, to, random_.chance(0.4));
    const std::uint64_t user = random_.below(kUsers);
    std::vector<Said> said;
    for (std::uint64_t pages = 1 + random_.below(4); pages > 0; --pages) {
      const std::uint64_t number = random_.below(300);
      said.push_back(
          says(true,
               fmt::format("GET /p/{} HTTP/1.1\r\nHost: {}\r\nUser-Agent: Mozilla/4.0 "
                           "(compatible; MSIE {}.{}; Windows NT 5.{})\r\nCookie: "
                           "id={:016x}\r\n\r\n",
                           number, to.address.text(), 4 + user % 3, user % 10, user % 2, mix(user)),
               0.01 + random_.exponential(0.5)));
      said.push_back(page(number + site, 200 + random_.below(1500), 0.01));
    }
    talk(h.at, from, to, said);
  }
};

}  // namespace

std::unique_ptr<Agent> make_nat(CleanWorld& world) { return std::make_unique<Nat>(world); }

}  // namespace cordon::traffic
