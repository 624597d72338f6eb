// Testimonies: what several sensors say of the same time, joined into one account.
//
// Clocks first: sensors that saw the same requests or flows are brought to one clock, the deepest
// sensor's. Then the same act seen by two becomes one finding with the origins of both, and the
// same contact one contact. Deterministic; order of the testimonies decides ties.
#pragma once

#include <vector>

#include "evidence/contact.h"
#include "evidence/finding.h"
#include "evidence/sightings.h"
#include "evidence/tally.h"

namespace cordon::evidence {

struct Testimony {
  int depth = 0;  // the deeper it sees, the more it is believed: of two that saw the same
                  // act, its finding is kept
  bool clock_is_given = false;
  net::Address stand_in;  // stands for a host whose address its log does not say; or unspecified
  std::vector<Finding> findings;  // by `earlier`
  std::vector<Contact> contacts;
  Sightings sightings;
  Tally tally;

  Duration clock{};          // out: what was added to its times by compare_clocks
  std::size_t compared = 0;  // out: common sightings on which that rests
  net::Address known_as;     // out: whom the stand-in turned out to be, or unspecified
};

/// Two sensors' times of one act differ by less than this: logs round to seconds.
inline constexpr Duration kSameAct = 2s;

/// Brings all to one clock as far as they can be compared, and puts names for stand-ins.
void compare_clocks(std::vector<Testimony>& testimonies);

std::vector<Finding> joined_findings(std::vector<Testimony>& testimonies);
std::vector<Contact> joined_contacts(std::vector<Testimony>& testimonies);
Tally joined_tally(const std::vector<Testimony>& testimonies);

}  // namespace cordon::evidence
