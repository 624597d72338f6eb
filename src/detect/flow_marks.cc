#include "detect/flow_marks.h"

#include <fmt/format.h>

#include "detect/pending.h"

namespace cordon::detect {
namespace {

// Whether the record's packets from the client are all of the mark's size; nothing where it does
// not say how large they are.
std::optional<bool> has_size(const event::Flow& flow, std::uint32_t payload) {
  const event::Flow::Half& sent = flow.half(event::Side::client);
  if (sent.bytes == 0) return std::nullopt;
  return sent.bytes == std::uint64_t{payload} * std::max<std::uint64_t>(1, sent.packets);
}

}  // namespace

FlowMarks::FlowMarks(const strain::Catalogue& catalogue, evidence::Book& book) : book_(book) {
  for (const strain::Strain& strain : catalogue.strains())
    for (const auto& mark : strain.flow_marks) marks_.push_back({mark, &strain});
}

void FlowMarks::see(const event::FlowClosed& closed) {
  const event::Flow& flow = closed.flow;
  for (const Marked& marked : marks_) {
    if (flow.server.port != marked.mark.port || flow.protocol != marked.mark.transport) continue;
    const auto sized = has_size(flow, marked.mark.payload);
    const bool looks_so = sized ? *sized : flow.outcome == event::Outcome::unanswered;
    if (!looks_so) continue;
    evidence::Finding f;
    f.time = flow.first.time;
    f.frame = closed.at.frame;
    f.actor = flow.client.address;
    f.target = flow.server.address;
    f.port = flow.server.port;
    f.protocol = flow.protocol;
    f.strain = marked.strain->id;
    f.chance = chance_of(evidence::Outcome::unknown, marked.strain);
    f.why = sized ? fmt::format("a packet of {} bytes, as the worm's; what was in it was not seen",
                                marked.mark.payload)
                  : "a packet to the worm's port that nobody answered; its size was not recorded";
    f.origins = {evidence::Origin::of_frame(closed.at.frame)};
    book_.add(std::move(f));
  }
}

}  // namespace cordon::detect
