// One step of the pure-birth logistic process: how many hosts the infected ones infect.
//
// Each of J infectious hosts infects each of the M - J susceptible ones at rate beta, so that
// dJ/dt = beta J (M - J) on average. Births of a step have, to the order of the linear noise
// approximation (van Kampen), a mean and a variance in closed form; both are exact where
// susceptibles abound (Yule: negative binomial) and where infectious hosts do (binomial).
#pragma once

namespace cordon::epidemic {

struct Births {
  double mean = 0;
  double variance = 0;  // given J
  double slope = 1;     // d(J + mean)/dJ: how far a deviation of J has grown
};

/// Births of a step. `capacity` is M, `growth` is beta * M * length.
Births births_of(double infectious, double capacity, double growth);

}  // namespace cordon::epidemic
