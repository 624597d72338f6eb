#include "sift/sampler.h"

#include <algorithm>

namespace cordon::sift {
namespace {

bool is_encrypted(const event::Flow& flow) {
  return flow.app == event::App::tls || flow.app == event::App::ssh;
}

}  // namespace

// What is kept of a flow between its chunks, each direction.
struct Sampler::Halves : event::Attachment {
  struct Half {
    std::size_t seen = 0;  // bytes that were looked at
    std::size_t kept = 0;  // of these, the last ones
    std::array<std::uint8_t, kSurelySeen - 1> last;
    std::array<std::uint64_t, 4> told{};  // fingerprints told last: windows overlap
    std::size_t next_told = 0;
  };
  std::array<Half, 2> halves;
};

Sampler::Sampler(std::uint64_t key, std::size_t most_recent) : roller_(key), recent_(most_recent) {}

void Sampler::see(const event::StreamChunk& chunk) {
  look(chunk.flow, chunk.from, chunk.at, chunk.bytes, true);
}

void Sampler::see(const event::Datagram& datagram) {
  look(datagram.flow, datagram.from, datagram.at, datagram.bytes, false);
}

void Sampler::see(const event::StreamGap& gap) {
  auto* halves = gap.flow.slot<Halves>(event::Slot::sift);
  if (halves != nullptr) halves->halves[event::index(gap.from)].kept = 0;
}

void Sampler::look(event::Flow& flow, event::Side from, event::Moment at, Bytes bytes,
                   bool joined) {
  const bool pushed = from == event::Side::client || flow.protocol != net::Protocol::tcp;
  if (!pushed || bytes.empty() || is_encrypted(flow)) return;
  auto* halves = flow.slot<Halves>(event::Slot::sift);
  if (halves == nullptr) halves = &flow.keep(event::Slot::sift, std::make_unique<Halves>());
  Halves::Half& half = halves->halves[event::index(from)];
  if (half.seen >= kMostHead) return;
  bytes = head(bytes, kMostHead - half.seen);
  half.seen += bytes.size();
  sifted_bytes_ += bytes.size();
  recent_.add({flow.id, from}, bytes);

  scratch_.assign(half.last.begin(), half.last.begin() + static_cast<std::ptrdiff_t>(half.kept));
  scratch_.insert(scratch_.end(), bytes.begin(), bytes.end());
  const std::size_t first = fingerprints_.size();
  winnow(roller_, scratch_, fingerprints_);
  const auto fresh = [&](std::uint64_t hash) {
    return std::find(half.told.begin(), half.told.end(), hash) == half.told.end();
  };
  fingerprints_.erase(
      std::remove_if(fingerprints_.begin() + static_cast<std::ptrdiff_t>(first),
                     fingerprints_.end(), [&](std::uint64_t hash) { return !fresh(hash); }),
      fingerprints_.end());
  if (joined) {
    half.kept = std::min(scratch_.size(), half.last.size());
    std::copy(scratch_.end() - static_cast<std::ptrdiff_t>(half.kept), scratch_.end(),
              half.last.begin());
    for (std::size_t i = first; i < fingerprints_.size(); ++i)
      if (i + half.told.size() >= fingerprints_.size())
        half.told[half.next_told++ % half.told.size()] = fingerprints_[i];
  }
  if (fingerprints_.size() == first) return;
  Passage passage;
  passage.at = at;
  passage.flow = flow.id;
  passage.from = flow.from(from).address;
  passage.to = flow.to(from).address;
  passage.service = {flow.protocol, flow.server.port, from};
  passage.first = static_cast<std::uint32_t>(first);
  passage.count = static_cast<std::uint32_t>(fingerprints_.size() - first);
  passages_.push_back(passage);
}

}  // namespace cordon::sift
