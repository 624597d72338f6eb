// Relays told apart from infected servers: a proxy sends on an exploit because it was sent one.
#pragma once

#include "trace/case_file.h"

namespace cordon::trace {

/// A relay answers its client only when it has asked the server behind it.
inline constexpr Duration kRelayDelay = 1s;

/// Whether each exploit that the host sent is one that it had received at most kRelayDelay before,
/// each received one being sent on once, with the same content, and the host does nothing else
/// that infected hosts do: so a reverse proxy behaves, and a worm does not.
bool is_relay(const Dossier& dossier);

}  // namespace cordon::trace
