// Recognition: which protocol a TCP flow speaks, told from its first bytes. One table, outside the
// protocols: adding one is adding a line.
#pragma once

#include "proto/session.h"

namespace cordon::proto {

/// Looks at what `from` has sent so far. On success the session has its reader, or is given up with
/// flow.app set (protocols that are told but not read). Returns whether it was decided.
bool recognise(event::Flow& flow, event::Side from, std::string_view first, Session& session,
               Context& context);

}  // namespace cordon::proto
