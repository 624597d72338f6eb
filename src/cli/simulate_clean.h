// `cordon simulate clean`: the day of a busy fleet in which nothing is wrong, as a labelled
// capture.
#pragma once

namespace CLI {
class App;
}

namespace cordon::cli {

void add_simulate_clean(CLI::App& simulate, int& exit_code);

}  // namespace cordon::cli
