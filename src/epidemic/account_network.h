// The fleet of an account as a described network, as it stands: a segment for each /24 in which a
// server was seen, its infected servers, and as many vulnerable ones as the attacks so far suggest.
//
// A server that refused every attempt is taken for patched, one that an exploit reached without a
// refusal for vulnerable; of those that were not tried the same share is. Who can reach whom is not
// known from an account: all segments are open to each other. IPv4 only. Pure.
#pragma once

#include "epidemic/network.h"
#include "trace/account.h"

namespace cordon::epidemic {

/// Of one strain's outbreak; of all where no strain is named. Fails where nobody is infected, or no
/// server of the fleet has an IPv4 address.
Result<Network> network_of(const trace::Account& account, const std::string& strain);

}  // namespace cordon::epidemic
