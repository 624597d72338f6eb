#include "trace/borrowed_doors.h"

#include <algorithm>
#include <set>

namespace cordon::trace {

void tell_borrowed_doors(std::vector<Outbreak>& outbreaks, const strain::Catalogue& catalogue) {
  for (Outbreak& outbreak : outbreaks) {
    const strain::Strain* strain = catalogue.find(outbreak.strain);
    if (strain == nullptr) continue;
    std::set<net::Address> senders;
    for (const Sender& sender : outbreak.senders) senders.insert(sender.host);
    for (const Outbreak& other : outbreaks) {
      const auto& lenders = strain->uses_back_door_of;
      if (std::find(lenders.begin(), lenders.end(), other.strain) == lenders.end()) continue;
      BorrowedDoor door{other.strain, other.strain_name, {}};
      for (const BackdoorUse& use : other.backdoor_uses)
        if (senders.contains(use.by)) door.askers.push_back(use.by);
      std::sort(door.askers.begin(), door.askers.end());
      door.askers.erase(std::unique(door.askers.begin(), door.askers.end()), door.askers.end());
      if (!door.askers.empty()) outbreak.borrowed_doors.push_back(std::move(door));
    }
  }
}

}  // namespace cordon::trace
