// What a sequential test of two hypotheses adds up: the log-likelihood ratio of a scanner against a
// benign client, for one contact that failed or succeeded; and where it decides (Wald 1945). Pure.
#pragma once

#include <cmath>

namespace cordon::scan {

/// Shares of first contacts that succeed (theta0 and theta1 of the papers).
struct Hypotheses {
  double benign_succeeds, scanner_succeeds;
};

/// What a failed and a successful first contact add: above 0, and below.
struct Steps {
  float failure = 0, success = 0;
  float of(bool failed) const { return failed ? failure : success; }
};

inline Steps steps_of(const Hypotheses& h) {
  return {static_cast<float>(std::log((1 - h.scanner_succeeds) / (1 - h.benign_succeeds))),
          static_cast<float>(std::log(h.scanner_succeeds / h.benign_succeeds))};
}

/// Wanted: at most `alpha` of the benign are taken for scanners, at least `beta` of the scanners.
struct Errors {
  double alpha, beta;
  float accept() const { return static_cast<float>(std::log(beta / alpha)); }
  float reject() const { return static_cast<float>(std::log((1 - beta) / (1 - alpha))); }
};

}  // namespace cordon::scan
