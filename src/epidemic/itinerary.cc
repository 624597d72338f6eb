#include "epidemic/itinerary.h"

#include <algorithm>

#include "epidemic/shuffle.h"

namespace cordon::epidemic {
namespace {

using strain::Targeting;

// Vulnerable hosts on a ring of all addresses, each host at its own place on it.
class Ring final : public Itinerary {
 public:
  explicit Ring(const World& world)
      : world_(world),
        targeting_(world.scenario.worm.targeting),
        bits_(world.population.address_bits),
        rank_of_(world.hosts(), kNoHost),
        at_(world.hosts()) {
    const Host reachable = world.population.public_hosts();
    for (Host host = 0; host < reachable; ++host) ranked_.push_back({place_of(host), host});
    std::sort(ranked_.begin(), ranked_.end(),
              [](const Ranked& a, const Ranked& b) { return a.place < b.place; });
    for (std::uint32_t rank = 0; rank < ranked_.size(); ++rank) rank_of_[ranked_[rank].host] = rank;
  }

  void reset(Random&) override {
    met_ = Successors(ranked_.size());
    susceptible_ = 0;
    for (std::uint32_t rank = 0; rank < ranked_.size(); ++rank)
      if (world_.patched.empty() || !world_.patched[ranked_[rank].host]) {
        met_.insert(rank);
        ++susceptible_;
      }
  }

  void enlist(Host host, Host, Random& random) override {
    switch (targeting_) {
      case Targeting::static_seed: at_[host] = 0; break;
      case Targeting::permutation: at_[host] = after(place_of(host)); break;
      default: at_[host] = beginning(host, random);
    }
  }

  std::optional<Leg> next(Host host) override {
    if (susceptible_ == 0 && !can_fall_again()) return std::nullopt;
    const std::uint32_t at = at_[host];
    const auto from =
        std::lower_bound(ranked_.begin(), ranked_.end(), at,
                         [](const Ranked& r, std::uint32_t v) { return r.place < v; });
    std::size_t rank = met_.next(static_cast<std::size_t>(from - ranked_.begin()));
    if (rank == Successors::kNone) rank = met_.next(0);
    if (rank == Successors::kNone) return std::nullopt;
    const std::uint32_t steps = (ranked_[rank].place - at) & mask();
    return Leg{ranked_[rank].host, static_cast<double>(steps) + 1};
  }

  void passed(Host host, Host target, bool met_infected, Random& random) override {
    at_[host] = after(place_of(target));
    if (met_infected && targeting_ == Targeting::permutation)
      at_[host] = static_cast<std::uint32_t>(random.next() >> (64 - bits_));
  }

  void changed(Host host, HostState from, HostState state) override {
    if (rank_of_[host] == kNoHost) return;
    if (from == HostState::susceptible) --susceptible_;
    if (state == HostState::susceptible) ++susceptible_;
    if (state == HostState::gone || (state != HostState::susceptible && !minds_infected())) {
      met_.erase(rank_of_[host]);
    } else {
      met_.insert(rank_of_[host]);
    }
  }

 private:
  struct Ranked {
    std::uint32_t place;
    Host host;
  };
  // Where infected hosts can be passed over: unless they send a prober elsewhere, or may be
  // susceptible again by the time that it arrives.
  bool minds_infected() const { return targeting_ == Targeting::permutation || can_fall_again(); }
  bool can_fall_again() const { return world_.scenario.care.cleansed_immune < 1; }
  std::uint32_t mask() const { return static_cast<std::uint32_t>((std::uint64_t{1} << bits_) - 1); }
  std::uint32_t after(std::uint32_t place) const { return (place + 1) & mask(); }
  std::uint32_t place_of(Host host) const {
    const std::uint32_t address = world_.population.addresses[host];
    return targeting_ == Targeting::sequential ? address : shuffled(address, bits_);
  }
  std::uint32_t beginning(Host host, Random& random) const {
    double left = random.unit();
    const std::uint64_t any = random.next();
    for (const LocalShare& local : world_.scenario.worm.local) {
      if (left < local.share) {
        const int free = bits_ - local.prefix_length;
        const std::uint32_t low = free <= 0 ? 0 : static_cast<std::uint32_t>(any >> (64 - free));
        const std::uint64_t network =
            static_cast<std::uint64_t>(world_.population.addresses[host]) >> free << free;
        return static_cast<std::uint32_t>(network) | low;
      }
      left -= local.share;
    }
    return static_cast<std::uint32_t>(any >> (64 - bits_));
  }

  const World& world_;
  Targeting targeting_;
  int bits_;
  std::vector<Ranked> ranked_;          // by place
  std::vector<std::uint32_t> rank_of_;  // by host; kNoHost behind translators
  std::vector<std::uint32_t> at_;       // by host: the place that it tries next
  std::uint64_t susceptible_ = 0;       // that can be met
  Successors met_;                      // ranks of hosts that mean something to a prober
};

// The list is one row of hosts; each copy works on a part of it, from the front, and leaves the
// rear half of what is left to each host that it infects.
class HitList final : public Itinerary {
 public:
  explicit HitList(const World& world) : world_(world), parts_(world.hosts()) {}

  void reset(Random& random) override {
    std::fill(parts_.begin(), parts_.end(), Part{});
    std::vector<Host> all;
    for (Host host = 0; host < world_.population.public_hosts(); ++host)
      if (world_.patched.empty() || !world_.patched[host]) all.push_back(host);
    const std::size_t length = std::min<std::size_t>(world_.scenario.worm.hit_list, all.size());
    for (std::size_t i = 0; i < length; ++i)
      std::swap(all[i], all[i + random.below(all.size() - i)]);
    all.resize(length);
    list_ = std::move(all);
    first_ = true;
  }

  void enlist(Host host, Host parent, Random&) override {
    if (parent == kNoHost) {  // those of the start share the list: the first has it all
      if (first_) parts_[host] = {0, static_cast<std::uint32_t>(list_.size())};
      first_ = false;
      return;
    }
    Part& part = parts_[parent];
    const std::uint32_t middle = part.from + (part.to - part.from + 1) / 2;
    parts_[host] = {middle, part.to};
    part.to = middle;
  }

  std::optional<Leg> next(Host host) override {
    const Part& part = parts_[host];
    if (part.from >= part.to) return std::nullopt;
    return Leg{list_[part.from], 1};
  }

  // Its entry was taken off before the newly infected host had its half: see Orders.
  void passed(Host host, Host, bool, Random&) override { ++parts_[host].from; }
  void changed(Host, HostState, HostState) override {}

 private:
  struct Part {
    std::uint32_t from = 0, to = 0;
  };
  const World& world_;
  std::vector<Host> list_;
  std::vector<Part> parts_;  // by host
  bool first_ = true;
};

}  // namespace

std::unique_ptr<Itinerary> itinerary_of(const World& world) {
  if (!world.scenario.worm.is_ordered()) return nullptr;
  return std::make_unique<Ring>(world);
}

std::unique_ptr<Itinerary> hit_list_of(const World& world) {
  return std::make_unique<HitList>(world);
}

}  // namespace cordon::epidemic
