// What making a signature costs, and its parts: tokens of a pool, the byte model, all of it.
#include <benchmark/benchmark.h>

#include "siggen/generate.h"
#include "siggen/rarity.h"
#include "siggen/tokens.h"
#include "siggen/worm_for_test.h"

namespace {

using namespace cordon;
using namespace cordon::siggen;

constexpr std::size_t kClean = 3000;

TestPools pools_of(std::size_t flows, std::size_t bytes, bool http) {
  TestPools pools;
  keep_clean(pools, http, kClean, 1);
  TestWorm worm({100, 2, http, bytes - 100}, 2);
  Random random(3);
  for (std::size_t i = 0; i < flows; ++i)
    pools.suspect(i % 5 == 4 ? (http ? http_flow(random) : binary_flow(random)) : worm.payload(),
                  i % 7, 100 + i);
  return pools;
}

void BM_Generate(benchmark::State& state) {
  TestPools kept = pools_of(static_cast<std::size_t>(state.range(0)),
                            static_cast<std::size_t>(state.range(1)), state.range(2) != 0);
  const Pools pools = kept.pools();
  for (auto _ : state) {
    auto made = generate(pools, {});
    if (!made) state.SkipWithError(made.error().message().c_str());
    benchmark::DoNotOptimize(made);
  }
}
BENCHMARK(BM_Generate)
    ->ArgNames({"flows", "bytes", "http"})
    ->Args({20, 1024, 1})
    ->Args({100, 4096, 1})
    ->Args({400, 4096, 1})
    ->Args({400, 4096, 0})
    ->Args({512, 16384, 0})
    ->Unit(benchmark::kMillisecond);

void BM_Tokens(benchmark::State& state) {
  TestPools kept = pools_of(static_cast<std::size_t>(state.range(0)), 4096, true);
  std::vector<Pieces> pieces;
  std::int64_t bytes = 0;
  for (const Sample& sample : kept.pools().suspicious) {
    pieces.push_back({sample.payload});
    bytes += static_cast<std::int64_t>(sample.payload.size());
  }
  for (auto _ : state) benchmark::DoNotOptimize(common_tokens(pieces, {}));
  state.SetBytesProcessed(state.iterations() * bytes);
}
BENCHMARK(BM_Tokens)->Arg(20)->Arg(400)->Unit(benchmark::kMillisecond);

void BM_ByteModel(benchmark::State& state) {
  TestPools kept = pools_of(2, 1024, true);
  const Pools pools = kept.pools();
  std::int64_t bytes = 0;
  for (const Bytes flow : pools.clean) bytes += static_cast<std::int64_t>(flow.size());
  for (auto _ : state) benchmark::DoNotOptimize(ByteModel(pools.clean));
  state.SetBytesProcessed(state.iterations() * bytes);
}
BENCHMARK(BM_ByteModel)->Unit(benchmark::kMillisecond);

}  // namespace
