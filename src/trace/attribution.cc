#include "trace/attribution.h"

#include <algorithm>
#include <map>
#include <set>

namespace cordon::trace {

namespace {

// Of strains that a host showed, those that another of them uses say nothing of their own.
void drop_implied(std::set<std::string>& shown, const strain::Catalogue& catalogue) {
  std::set<std::string> implied;
  for (const std::string& id : shown)
    for (const std::string& other : catalogue.find(id)->implied_by) implied.insert(other);
  std::erase_if(shown, [&](const std::string& id) { return implied.contains(id); });
}

}  // namespace

void attribute(std::vector<evidence::Finding>& findings, const strain::Catalogue& catalogue) {
  std::map<net::Address, std::set<std::string>> marks;  // strains whose own mark a host showed
  for (const auto& finding : findings) {
    const strain::Strain* strain = catalogue.find(finding.strain);
    if (strain != nullptr && !strain->implied_by.empty())
      marks[finding.actor].insert(finding.strain);
  }
  if (marks.empty()) return;
  for (auto& [host, shown] : marks) drop_implied(shown, catalogue);
  for (auto& finding : findings) {
    const auto shown = marks.find(finding.actor);
    if (shown == marks.end()) continue;
    for (const std::string& id : shown->second) {
      const auto& implied = catalogue.find(id)->implied_by;
      if (std::find(implied.begin(), implied.end(), finding.strain) != implied.end()) {
        finding.strain = id;
        break;
      }
    }
  }
}

}  // namespace cordon::trace
