// Mentions: which strain a text of somebody else's speaks of, by CVE number, name or alias.
//
// "ET EXPLOIT Possible CVE-2021-44228 in URI", "EternalSafety::DoublePulsar", "CVE_2017_0144".
// Where several strains use one hole, the text that names a worm decides; a CVE that is shared goes
// to the strain that is catalogued as the exploit itself, else to the first seen. Immutable.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "strain/catalogue.h"

namespace cordon::strain {

class Mentions {
 public:
  /// The catalogue must outlive it.
  explicit Mentions(const Catalogue& catalogue);

  /// Null where none is mentioned.
  const Strain* in(std::string_view text) const;

 private:
  std::map<std::string, const Strain*> cves_;   // "2021-44228"
  std::map<std::string, const Strain*> names_;  // letters and digits alone, lower case
};

}  // namespace cordon::strain
