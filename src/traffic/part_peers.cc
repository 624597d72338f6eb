// Peer-to-peer, as BitTorrent does it (BEP 3): every peer begins with the same 48 bytes, whoever
// called; who has received a piece sends it to others; a third of all contacts fails, for peers
// join and leave all the time.
#include <fmt/format.h>

#include "traffic/part.h"
#include "traffic/worm_body.h"

namespace cordon::traffic {
namespace {

constexpr std::uint64_t kOurs = 12, kWorld = 500, kSwarms = 3, kPieces = 200;
constexpr std::size_t kPieceSize = 1200;
constexpr double kContactsPerHour = 55;     // of one of our peers while it is there
constexpr double kFromOutsidePerHour = 20;  // upon it
constexpr double kStays = 3, kIsAway = 4;   // mean hours
constexpr double kFails = 1.0 / 3;
constexpr std::uint16_t kPort = 6881;

class Peers final : public Part {
 public:
  explicit Peers(CleanWorld& world) : Part(world, "peers") {
    for (std::uint64_t i = 0; i < std::min<std::uint64_t>(kOurs, fleet_.hosts.size()); ++i) {
      ours_.push_back(fleet_.hosts[i * fleet_.hosts.size() / kOurs]);
      there_.push_back(false);
      role("peers", ours_.back());
      plan(after_hours(options_.start, kIsAway / 4), kTurns, i);
      plan(after(options_.start, kContactsPerHour), kCalls, i);
      plan(after(options_.start, kFromOutsidePerHour), kIsCalled, i);
    }
  }

 private:
  enum : std::uint32_t { kTurns, kCalls, kIsCalled };

  Time after_hours(Time now, double mean) {
    return now + duration_from_seconds(3600 * random_.exponential(mean));
  }
  net::Endpoint somebody() {
    const std::uint64_t number = random_.below(kWorld);
    return {visitor(20'000 + number), static_cast<std::uint16_t>(kPort + number % 9)};
  }

  void happen(const Happening& h) override {
    const net::Address& own = ours_[h.a];
    if (h.kind == kTurns) {
      there_[h.a] = !there_[h.a];
      return plan(after_hours(h.at, there_[h.a] ? kStays : kIsAway), kTurns, h.a);
    }
    const bool calls = h.kind == kCalls;
    plan(after(h.at, calls ? kContactsPerHour : kFromOutsidePerHour), h.kind, h.a);
    if (calls) {
      if (!there_[h.a]) return;
      const std::uint64_t other = random_.below(ours_.size());
      const bool at_home = random_.chance(0.15) && other != h.a;
      const bool fails = at_home ? !there_[other] : random_.chance(kFails);
      const net::Endpoint to = at_home ? net::Endpoint{ours_[other], kPort} : somebody();
      return fails ? fail(h.at, own, to, random_.chance(0.3)) : share(h.at, own, to);
    }
    const net::Address from = somebody().address;
    if (!there_[h.a])
      return fail(h.at, from, {own, kPort}, true);  // has left, is not yet forgotten
    share(h.at, from, {own, kPort});
  }

  void share(Time now, const net::Address& caller, const net::Endpoint& called) {
    const std::uint64_t swarm = random_.below(kSwarms);
    std::vector<Said> said{{true, handshake(swarm), 0.01}, {false, handshake(swarm), 0.01}};
    for (std::uint64_t pieces = random_.below(3); pieces > 0; --pieces) {
      const bool upward = random_.chance(0.5);  // who asks
      const std::uint64_t number = random_.below(kPieces);
      said.push_back({upward, message(6, number, {}), 0.05});
      said.push_back({!upward, message(7, number, piece(swarm, number)), 0.05});
    }
    talk(now, caller, called, said);
  }

  std::vector<std::uint8_t> handshake(std::uint64_t swarm) {
    std::string text = std::string("\x13") + "BitTorrent protocol" + std::string(8, '\0');
    std::vector<std::uint8_t> all = copy_of(bytes_of(text));
    Random of_swarm(mix(swarm + 5));
    for (const std::uint8_t byte : random_bytes(20, of_swarm)) all.push_back(byte);
    for (const char letter : fmt::format("-OT0001-{:012}", random_.below(100'000'000)))
      all.push_back(static_cast<std::uint8_t>(letter));
    return all;
  }

  static std::vector<std::uint8_t> message(std::uint8_t kind, std::uint64_t number, Bytes body) {
    const std::size_t size = 5 + body.size();
    std::vector<std::uint8_t> all{
        0, 0, static_cast<std::uint8_t>(size >> 8),   static_cast<std::uint8_t>(size),  kind,
        0, 0, static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number)};
    all.insert(all.end(), body.begin(), body.end());
    return all;
  }
  static std::vector<std::uint8_t> piece(std::uint64_t swarm, std::uint64_t number) {
    Random content(combine(swarm, number));
    return random_bytes(kPieceSize, content);
  }

  std::vector<net::Address> ours_;
  std::vector<bool> there_;
};

}  // namespace

std::unique_ptr<Agent> make_peers(CleanWorld& world) { return std::make_unique<Peers>(world); }

}  // namespace cordon::traffic
