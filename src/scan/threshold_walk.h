// Threshold random walk: does this remote source scan? One walk a source, over its first contacts.
//
// Sum of log-likelihood ratios; at ln(beta / alpha) it is a scanner, at ln((1 - beta) / (1 -
// alpha)) it is benign. The paper's parameters: theta0 0.8, theta1 0.2, alpha 0.01, beta 0.99: four
// failures in a row tell a scanner, four successes clear. Unlike the paper's, a benign verdict
// expires: else who has cleared himself with four contacts could scan ever after. A scanner stays
// one. Bounds: constant memory (40 bytes). Source: Jung, Paxson, Berger, Balakrishnan 2004. One
// thread.
#pragma once

#include "scan/likelihood.h"
#include "scan/opening.h"

namespace cordon::scan {

inline constexpr Hypotheses kRemote{0.8, 0.2};
inline constexpr Errors kRemoteErrors{0.01, 0.99};
/// How long a benign verdict holds.
inline constexpr Duration kBenignFor = 30min;

class ThresholdWalk {
 public:
  enum class State : std::uint8_t { undecided, benign, scanner };
  struct Bounds {
    float scanner = kRemoteErrors.accept(), benign = kRemoteErrors.reject();
    Duration benign_for = kBenignFor;
  };

  /// The next first contact. True where this one decides that it is a scanner.
  bool step(const Mark& here, bool failed, const Steps& steps, const Bounds& bounds) {
    if (state_ == State::benign) {
      if (here.at - since_.at < bounds.benign_for) return false;
      *this = {};
    }
    if (contacts_ == 0) since_ = here;
    ++contacts_;
    failed_ += failed;
    if (state_ == State::scanner) return false;
    sum_ += steps.of(failed);
    if (sum_ >= bounds.scanner) {
      state_ = State::scanner;
      return true;
    }
    if (sum_ <= bounds.benign) {
      state_ = State::benign;
      since_ = here;
    }
    return false;
  }

  State state() const { return state_; }
  /// Its first contact of this walk; of a benign one, when it was found so.
  const Mark& since() const { return since_; }
  std::uint32_t contacts() const { return contacts_; }  // of this walk
  std::uint32_t failed() const { return failed_; }
  float sum() const { return sum_; }

 private:
  Mark since_;
  float sum_ = 0;
  std::uint32_t contacts_ = 0, failed_ = 0;
  State state_ = State::undecided;
};

}  // namespace cordon::scan
