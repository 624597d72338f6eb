// Unreached: whom a host asked for on its own network and nobody was, as contacts that failed.
//
// No packet tells which service it was to be; the host's other first contacts at about that time
// do. So a worm that tries the addresses of its own network is seen to fail there as elsewhere.
// Pure.
#pragma once

#include <vector>

#include "evidence/contact.h"
#include "evidence/neighbours.h"

namespace cordon::detect {

/// What the asker opened within this time of asking tells for which service it asked.
inline constexpr Duration kAskedAround = 5s;

/// The contacts and those that nobody answered for, by time; of the latter only where the asker
/// opened a service of several at about that time, and the target is nowhere among the contacts.
std::vector<evidence::Contact> with_unreached(std::vector<evidence::Contact> contacts,
                                              const std::vector<evidence::Asked>& unanswered);

}  // namespace cordon::detect
