#include "sift/recent_bytes.h"

#include <algorithm>
#include <cstring>

namespace cordon::sift {

void RecentBytes::add(const HalfFlow& half, Bytes bytes) {
  bytes = head(bytes, ring_.size());
  if (bytes.empty()) return;
  std::size_t end = next_ + bytes.size();
  if (end > ring_.size()) {  // a piece is not split over the end
    // What lies behind the place where this round ends is of the round before.
    while (!pieces_.empty() && pieces_.front().at >= next_) drop();
    next_ = 0;
    end = bytes.size();
  }
  while (!pieces_.empty() && pieces_.front().at >= next_ && pieces_.front().at < end) drop();
  std::memcpy(ring_.data() + next_, bytes.data(), bytes.size());
  pieces_.push_back({half, next_, bytes.size()});
  next_ = end;
}

void RecentBytes::heads(absl::flat_hash_map<HalfFlow, std::string>& wanted, std::size_t most,
                        std::uint64_t since) const {
  for (std::size_t i = since > gone_ ? static_cast<std::size_t>(since - gone_) : 0;
       i < pieces_.size(); ++i) {
    const Piece& piece = pieces_[i];
    const auto found = wanted.find(piece.half);
    if (found == wanted.end() || found->second.size() >= most) continue;
    const std::size_t room = most - found->second.size();
    found->second.append(reinterpret_cast<const char*>(ring_.data()) + piece.at,
                         std::min(room, piece.size));
  }
}

}  // namespace cordon::sift
