// Community ID version 1, seed 0 (github.com/corelight/community-id-spec): the same text for a flow
// in every tool, so that findings can be joined with other tools' logs.
#pragma once

#include <string>

#include "net/address.h"
#include "net/protocol.h"

namespace cordon::net {

/// Both directions give the same id. ICMP: the source's port is the type and the destination's the
/// code; a request and its answer have the same id, and what has no answer has a direction.
std::string community_id(const Endpoint& source, const Endpoint& destination, Protocol protocol);

}  // namespace cordon::net
