// Names that are looked up, and clocks that are set.
#include "traffic/names.h"
#include "traffic/part.h"

namespace cordon::traffic {
namespace {

constexpr double kLookUpsPerHour = 700, kClockSeconds = 1024, kLost = 0.01;

class Names final : public Part {
 public:
  explicit Names(CleanWorld& world) : Part(world, "names") {
    role("resolvers", fleet_.resolver);
    role("clocks", fleet_.clock);
    all_ = fleet_.servers;
    all_.insert(all_.end(), fleet_.hosts.begin(), fleet_.hosts.end());
    plan(after(options_.start, kLookUpsPerHour), 0);
    for (std::size_t i = 0; i < all_.size(); ++i)
      plan(options_.start + duration_from_seconds(kClockSeconds * random_.unit()), 1, i);
  }

 private:
  void happen(const Happening& h) override {
    if (h.kind == 1) {
      plan(h.at + duration_from_seconds(kClockSeconds), 1, h.a);
      return exchange(h.at, all_[h.a], {fleet_.clock, 123}, clock(h.at));
    }
    plan(after(h.at, kLookUpsPerHour), 0);
    std::vector<Said> said = name_look_up(random_);
    if (random_.chance(kLost)) said.resize(1);
    exchange(h.at, one_of(all_), {fleet_.resolver, 53}, said);
  }

  // NTP's version 4: what matters here is that each carries its time.
  static std::vector<Said> clock(Time now) {
    std::string question(48, '\0');
    question[0] = '\x23';
    for (int i = 0; i < 8; ++i)
      question[40 + static_cast<std::size_t>(i)] = static_cast<char>(to_ns(now) >> (56 - 8 * i));
    std::string answer = question;
    answer[0] = '\x24';
    answer[1] = '\2';
    return {says(true, question, 0), says(false, answer, 0.0001)};
  }

  std::vector<net::Address> all_;
};

}  // namespace

std::unique_ptr<Agent> make_names(CleanWorld& world) { return std::make_unique<Names>(world); }

}  // namespace cordon::traffic
