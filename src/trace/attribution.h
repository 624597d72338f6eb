// Attribution: exploits that several worms share are counted for the worm whose own mark was seen.
//
// EternalBlue alone is EternalBlue; from a host that also asks for WannaCry's own shares it is
// WannaCry. A strain's `implied_by` names the exploits that it uses.
#pragma once

#include <vector>

#include "evidence/finding.h"
#include "strain/catalogue.h"

namespace cordon::trace {

/// Renames the strain of findings whose actor shows the mark of a strain that they imply.
void attribute(std::vector<evidence::Finding>& findings, const strain::Catalogue& catalogue);

}  // namespace cordon::trace
