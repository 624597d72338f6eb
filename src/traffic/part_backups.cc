// Backups at night: every server sends much to one.
#include "traffic/part.h"
#include "traffic/worm_body.h"

namespace cordon::traffic {
namespace {

constexpr std::size_t kSize = 60'000;
constexpr std::uint16_t kPort = 873;

class Backups final : public Part {
 public:
  explicit Backups(CleanWorld& world) : Part(world, "backups") {
    role("backup_servers", fleet_.backup);
    const Time from = options_.at(0.9), to = options_.at(0.97);
    occasion("backups", from, to);
    for (std::size_t i = 0; i < fleet_.servers.size(); ++i) plan(uniform(from, to), 0, i);
  }

 private:
  void happen(const Happening& h) override {
    talk(h.at, fleet_.servers[h.a], {fleet_.backup, kPort},
         {says(true, "@BACKUP: 31\nvault nightly\n", 0.01),
          says(false, "@BACKUP: OK\n", 0.01),
          {true, random_bytes(kSize, random_), 0.1},
          says(false, "@BACKUP: EXIT\n", 0.05)});
  }
};

}  // namespace

std::unique_ptr<Agent> make_backups(CleanWorld& world) { return std::make_unique<Backups>(world); }

}  // namespace cordon::traffic
