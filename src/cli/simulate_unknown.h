// `cordon simulate unknown`: an outbreak of a worm that no catalogue entry explains, as a labelled
// inert capture.
#pragma once

namespace CLI {
class App;
}

namespace cordon::cli {

void add_simulate_unknown(CLI::App& simulate, int& exit_code);

}  // namespace cordon::cli
