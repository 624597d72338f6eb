#include "sift/sampler.h"

#include <algorithm>

namespace cordon::sift {
namespace {

bool is_encrypted(const event::Flow& flow) {
  return flow.app == event::App::tls || flow.app == event::App::ssh;
}

}  // namespace

// What is kept of a flow between its chunks, in one direction.
struct Sampler::Half {
  std::size_t seen = 0;  // bytes that were looked at
  std::size_t kept = 0;  // of these, the last ones
  std::array<std::uint8_t, surely_seen(Grain::coarse) - 1> last;
  std::array<std::uint64_t, 4> told{};  // fingerprints told last: windows overlap
  std::size_t next_told = 0;
};

struct Sampler::Halves : event::Attachment {
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
  Half& half = halves->halves[event::index(from)];
  if (half.seen >= kMostHead) return;
  bytes = head(bytes, kMostHead - half.seen);
  half.seen += bytes.size();
  sifted_bytes_ += bytes.size();
  recent_.add({flow.id, from}, bytes);

  const std::size_t first = contents_.size();
  const Service service{flow.protocol, flow.server.port, from};
  fingerprint(half, bytes, busy_.contains(service) ? Grain::coarse : Grain::fine, joined);
  if (contents_.size() == first) return;
  Passage passage;
  passage.at = at;
  passage.flow = flow.id;
  passage.from = flow.from(from).address;
  passage.to = flow.to(from).address;
  passage.service = service;
  passage.first = static_cast<std::uint32_t>(first);
  passage.count = static_cast<std::uint32_t>(contents_.size() - first);
  for (std::size_t i = first; i < contents_.size(); ++i)
    contents_[i] = content_of(contents_[i], passage.service);
  passages_.push_back(passage);
}

// Appends the fingerprints that were not told yet.
void Sampler::fingerprint(Half& half, Bytes bytes, Grain grain, bool joined) {
  if (half.kept > 0) {
    scratch_.assign(half.last.begin(), half.last.begin() + static_cast<std::ptrdiff_t>(half.kept));
    scratch_.insert(scratch_.end(), bytes.begin(), bytes.end());
    bytes = scratch_;
  }
  const auto first = static_cast<std::ptrdiff_t>(contents_.size());
  winnow(roller_, bytes, grain, contents_);
  const auto was_told = [&](std::uint64_t hash) {
    return std::find(half.told.begin(), half.told.end(), hash) != half.told.end();
  };
  contents_.erase(std::remove_if(contents_.begin() + first, contents_.end(), was_told),
                  contents_.end());
  if (!joined) return;
  // No more than a row needs: of a whole row that is looked at again all is told again.
  half.kept = std::min(bytes.size(), surely_seen(grain) - 1);
  std::copy(bytes.end() - static_cast<std::ptrdiff_t>(half.kept), bytes.end(), half.last.begin());
  const std::size_t fresh = contents_.size() - static_cast<std::size_t>(first);
  for (std::size_t i = contents_.size() - std::min(fresh, half.told.size()); i < contents_.size();
       ++i)
    half.told[half.next_told++ % half.told.size()] = contents_[i];
}

}  // namespace cordon::sift
