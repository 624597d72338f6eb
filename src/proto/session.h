// What Readers keep of a TCP flow: the first bytes until the protocol is told, then its reader.
#pragma once

#include <memory>
#include <string>

#include "proto/stream_reader.h"

namespace cordon::proto {

/// What of each side is looked at before a flow is left unread; stops: flows made to be guessed at.
inline constexpr std::size_t kMostLookedAt = 16 * 1024;

struct Session final : event::Attachment {
  std::unique_ptr<StreamReader> reader;  // none: not told yet, or nobody's
  std::string first[2];                  // by event::index(Side)
  bool given_up = false;
  bool encrypted = false;
};

}  // namespace cordon::proto
