// Software updates: the same bytes to every host. Some fetch them from two servers of the maker;
// the others from hosts that have them already, as Windows' delivery optimisation does: who has
// received passes on, in a tree that grows like a worm's.
#include <fmt/format.h>

#include "traffic/part.h"
#include "traffic/worm_body.h"

namespace cordon::traffic {
namespace {

constexpr std::size_t kSize = 24'000;
constexpr double kFromMaker = 0.3;
constexpr std::uint16_t kPeerPort = 7680;
constexpr std::uint32_t kMaker = 0xc000020a;  // 192.0.2.10, and the next

class Updates final : public Part {
 public:
  explicit Updates(CleanWorld& world) : Part(world, "updates") {
    for (const std::uint32_t i : {0u, 1u}) role("update_servers", net::Address::v4(kMaker + i));
    rollout(0, options_.at(0.12), options_.at(0.2), fleet_.servers);
    rollout(1, options_.at(0.36), options_.at(0.42), fleet_.hosts);
  }

 private:
  void rollout(std::uint64_t update, Time from, Time to, const std::vector<net::Address>& hosts) {
    occasion("update", from, to);
    Random content(mix(1000 + update));
    content_[update] = random_bytes(kSize, content);
    for (std::size_t i = 0; i < hosts.size(); ++i) {
      plan(uniform(from, to), 0, update, i);
      role("update_peers", hosts[i]);
    }
  }

  void happen(const Happening& h) override {
    const net::Address& host = (h.a == 0 ? fleet_.servers : fleet_.hosts)[h.b];
    std::vector<std::pair<net::Address, Time>>& have = have_[h.a];
    const auto ready = [&](const auto& one) { return one.second < h.at; };
    if (have.empty() || !ready(have.front()) || random_.chance(kFromMaker)) {
      have.emplace_back(host, from_maker(h.at, h.a, host));
      return;
    }
    const auto& [peer, since] = one_of(have);
    if (since >= h.at) return plan(h.at + 5s, 0, h.a, h.b);  // has not all of it yet: ask again
    have.emplace_back(host, from_peer(h.at, h.a, host, peer));
  }

  Time from_maker(Time now, std::uint64_t update, const net::Address& host) {
    const net::Address maker =
        net::Address::v4(kMaker + static_cast<std::uint32_t>(random_.below(2)));
    return talk(
        now, host, {maker, 80},
        {says(true,
              fmt::format("GET /c/msdownload/update/{}.cab HTTP/1.1\r\nHost: "
                          "download.update.example\r\nUser-Agent: Update-Agent\r\n"
                          "Accept: */*\r\n\r\n",
                          4'012'212 + update),
              0.01),
         body(update, fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", kSize))});
  }
  Time from_peer(Time now, std::uint64_t update, const net::Address& host,
                 const net::Address& peer) {
    const std::string hello =
        std::string("\x0e") + "Swarm protocol" + prose(500 + update, 48) + std::string(8, '\0');
    return talk(now, host, {peer, kPeerPort},
                {says(true, hello, 0.01), says(false, hello, 0.01), body(update, {})});
  }
  Said body(std::uint64_t update, std::string_view before) {
    Said said = says(false, before, 0.02);
    said.bytes.insert(said.bytes.end(), content_[update].begin(), content_[update].end());
    return said;
  }

  std::vector<std::uint8_t> content_[2];
  std::vector<std::pair<net::Address, Time>> have_[2];  // who has it, since when
};

}  // namespace

std::unique_ptr<Agent> make_updates(CleanWorld& world) { return std::make_unique<Updates>(world); }

}  // namespace cordon::traffic
