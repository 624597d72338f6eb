// One case file -> one outbreak: its infections, their parents, patient zero, senders and attacked.
#pragma once

#include <optional>

#include "fleet/fleet.h"
#include "strain/catalogue.h"
#include "trace/account.h"
#include "trace/case_file.h"
#include "trace/moonwalk.h"

namespace cordon::trace {

struct Setting {
  const fleet::Fleet& fleet;
  const strain::Catalogue& catalogue;
  const std::vector<evidence::Contact>& contacts;
  double seen = 1;
  MoonwalkOptions moonwalk;
};

/// Nothing where the case holds neither an attempt nor an infection, or, of a rule that belongs to
/// no strain, no host that received and then sent.
std::optional<Outbreak> outbreak_of(const CaseFile& file, const Setting& setting);

/// Hosts that only passed on what they were sent.
std::vector<net::Address> relays_in(const CaseFile& file);

}  // namespace cordon::trace
