// Described networks of any text: read or refused with a place; what was read can be simulated.
#include "epidemic/engine.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cordon;
  auto network = epidemic::parse_network(text_of(Bytes(data, size)), "fuzz.toml");
  if (!network || network->vulnerable() > 2000 || network->segments.size() > 20) return 0;
  epidemic::Scenario scenario;
  scenario.worm.local = {{16, 0.3}, {24, 0.3}};
  scenario.worm.ports = {80};
  scenario.horizon = 60;
  scenario.controls = network->controls;
  scenario.care = network->care;
  scenario.network = std::move(*network);
  (void)epidemic::simulate(scenario, epidemic::Engine::exact, 1);
  return 0;
}
