#include "epidemic/growth_births.h"

#include <algorithm>
#include <cmath>

namespace cordon::epidemic {

Births births_of(double infectious, double capacity, double growth) {
  constexpr double kMostGrowth = 50;  // e-foldings in a step: beyond it all are infected
  const double j = infectious, m = capacity, g = std::min(growth, kMostGrowth);
  if (j <= 0 || m <= j || g <= 0) return {};
  const double grown = std::exp(g), below = m - j + j * grown;
  const double after = m * j * grown / below;  // infectious at its end
  const double born = j * (m - j) * std::expm1(g) / below;
  const double left = m * (m - j) / below;  // susceptible at its end
  const double shrunk = m / below;          // left / (m - j)
  Births births;
  births.mean = born;
  births.slope = m * m * grown / (below * below);
  const double share = after / m, rest = left / m;
  births.variance =
      after * rest * rest * born / j + share * share * (shrunk * born + 2 * g * left * rest);
  return births;
}

}  // namespace cordon::epidemic
