#include "trace/relay.h"

namespace cordon::trace {

bool is_relay(const Dossier& dossier) {
  if (dossier.sent.empty() || dossier.received.empty()) return false;
  for (const auto* act : dossier.acted)
    if (act->kind != evidence::Kind::propagated) return false;
  if (count_of(dossier.sent) > count_of(dossier.received)) return false;
  std::vector<bool> used(dossier.received.size());
  for (const auto* sent : dossier.sent) {
    if (sent->actor == sent->target) return false;  // a host that tests itself
    bool explained = false;
    for (std::size_t i = 0; i < dossier.received.size() && !explained; ++i) {
      const auto* received = dossier.received[i];
      if (used[i] || received->time > sent->time || received->time + kRelayDelay < sent->time)
        continue;
      if (received->fingerprint != sent->fingerprint) continue;
      used[i] = explained = true;
    }
    if (!explained) return false;
  }
  return true;
}

}  // namespace cordon::trace
