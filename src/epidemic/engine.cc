#include "epidemic/engine.h"

#include "epidemic/aawp.h"
#include "epidemic/compartments.h"
#include "epidemic/exact.h"
#include "epidemic/two_factor.h"

namespace cordon::epidemic {

Result<Engine> engine_of(std::string_view name) {
  std::string all;
  for (std::size_t i = 0; i < kEngineNames.size(); ++i) {
    if (kEngineNames[i] == name) return static_cast<Engine>(i);
    all += (i == 0 ? "" : ", ") + std::string(kEngineNames[i]);
  }
  return fail("simulate", "with engine " + std::string(name), "there is none of that name",
              "use one of: " + all);
}

Result<Trajectory> simulate(const Scenario& scenario, Engine engine, std::uint64_t seed,
                            const std::function<bool(double share)>& progress) {
  switch (engine) {
    case Engine::two_factor: return run_two_factor(scenario);
    case Engine::si: return run_si(scenario);
    case Engine::sir: return run_sir(scenario);
    case Engine::exact:
    case Engine::aawp: break;
  }
  const auto world = build_world(scenario, seed);
  if (!world) return tl::unexpected(world.error());
  if (engine == Engine::aawp) return run_aawp(**world, {}, progress);
  return Exact(**world).run(seed, progress);
}

}  // namespace cordon::epidemic
