// Foreign scanners: horizontal (one port of every address), vertical (every port of one server),
// and slow (an address now and then, all day).
#include "traffic/part.h"

namespace cordon::traffic {
namespace {

constexpr std::uint64_t kHorizontal = 2, kVertical = 1, kSlow = 2;
constexpr std::uint64_t kSweeps = 3;  // of each, a day
constexpr double kSweepPause = 0.05, kSlowPause = 500;
constexpr std::uint16_t kSwept[] = {22, 23, 80, 445, 1433, 3389}, kMostPort = 1024;

class Strangers final : public Part {
 public:
  explicit Strangers(CleanWorld& world) : Part(world, "strangers") {
    // From before the first of servers and of workstations to behind their last.
    for (const auto* row : {&fleet_.servers, &fleet_.hosts})
      for (std::uint32_t a = row->front().v4_number() - 5; a < row->back().v4_number() + 5; ++a)
        addresses_.push_back(net::Address::v4(a));
    for (std::uint64_t i = 0; i < kHorizontal; ++i) {
      role("scanners_horizontal", stranger_of(i));
      for (std::uint64_t k = 0; k < kSweeps; ++k)
        plan(uniform(options_.start, options_.at(0.9)), kSweeps_, i, k << 32);
    }
    for (std::uint64_t i = 0; i < kVertical; ++i) {
      role("scanners_vertical", stranger_of(50 + i));
      for (std::uint64_t k = 0; k < 2; ++k)
        plan(uniform(options_.start, options_.at(0.9)), kDigs, i,
             random_.below(fleet_.servers.size()) << 32 | 1);
    }
    for (std::uint64_t i = 0; i < kSlow; ++i) {
      role("scanners_slow", stranger_of(100 + i));
      plan(later(options_.start, kSlowPause), kCreeps, i);
    }
  }

 private:
  enum : std::uint32_t { kSweeps_, kDigs, kCreeps };

  Time later(Time now, double mean) {
    return now + duration_from_seconds(random_.exponential(mean));
  }

  void happen(const Happening& h) override {
    const std::uint64_t place = h.b & 0xffffffff, which = h.b >> 32;
    if (h.kind == kSweeps_) {
      if (place + 1 < addresses_.size()) plan(later(h.at, kSweepPause), h.kind, h.a, h.b + 1);
      return probe(h.at, stranger_of(h.a), addresses_[place],
                   kSwept[(h.a * kSweeps + which) % std::size(kSwept)]);
    }
    if (h.kind == kDigs) {
      if (place < kMostPort) plan(later(h.at, kSweepPause * 2), h.kind, h.a, h.b + 1);
      return probe(h.at, stranger_of(50 + h.a), fleet_.servers[which],
                   static_cast<std::uint16_t>(place));
    }
    plan(later(h.at, kSlowPause), kCreeps, h.a);
    probe(h.at, stranger_of(100 + h.a), one_of(addresses_), kSwept[random_.below(3)]);
  }

  void probe(Time now, const net::Address& from, const net::Address& to, std::uint16_t port) {
    const CleanFleet::Port what = fleet_.port(to, port);
    knock(now, from, {to, port},
          what == CleanFleet::Port::open      ? Wire::Answer::welcome
          : what == CleanFleet::Port::refuses ? Wire::Answer::refusal
                                              : Wire::Answer::none);
  }

  std::vector<net::Address> addresses_;
};

}  // namespace

std::unique_ptr<Agent> make_strangers(CleanWorld& world) {
  return std::make_unique<Strangers>(world);
}

}  // namespace cordon::traffic
