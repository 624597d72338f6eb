#include "strain/mention.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace cordon::strain {
namespace {

// Shorter names ("Hajime" is long enough, "TPM" is not) are in too many other words.
constexpr std::size_t kLeastName = 5;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0)
      letters.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  return letters;
}

// "EternalBlue (MS17-010)" is spoken of as EternalBlue, "Log4Shell worms" as Log4Shell; but "Docker
// API worms (TeamTNT, Kinsing)" not as Docker API.
std::string spoken_name(std::string_view name) {
  constexpr std::string_view kWorms = " worms";
  if (const std::size_t bracket = name.find(" ("); bracket != std::string_view::npos)
    name = name.substr(0, bracket);
  else if (name.ends_with(kWorms))
    name.remove_suffix(kWorms.size());
  return letters_of(name);
}

// "CVE-2021-44228", "cve,2021-44228", "CVE_2021_44228": year and number, or nothing.
std::string cve_at(std::string_view text) {
  std::string found;
  int separators = 0;
  for (const char c : text) {
    if (is_digit(c)) {
      found.push_back(c);
    } else if (separators < 2 && std::string_view("-_, ").find(c) != std::string_view::npos &&
               (separators == 0) == found.empty()) {
      ++separators;
      if (!found.empty()) found.push_back('-');
    } else {
      break;
    }
  }
  return found.size() >= 9 && found[4] == '-' ? found : std::string();
}

// The rarer claim: an exploit as such, or whoever came first.
bool is_nearer(const Strain& a, const Strain& b) {
  if (a.is_worm != b.is_worm) return !a.is_worm;
  return std::pair(a.first_seen, a.id) < std::pair(b.first_seen, b.id);
}

void claim(std::map<std::string, const Strain*>& names, const std::string& name,
           const Strain& strain) {
  const auto [at, added] = names.emplace(name, &strain);
  if (!added && is_nearer(strain, *at->second)) at->second = &strain;
}

}  // namespace

Mentions::Mentions(const Catalogue& catalogue) {
  for (const Strain& strain : catalogue.strains()) {
    for (const std::string& cve : strain.cves)
      if (const std::string number = cve_at(cve.substr(std::min<std::size_t>(3, cve.size())));
          !number.empty())
        claim(cves_, number, strain);
    for (const std::string& alias : strain.aliases)
      if (const std::string name = letters_of(alias); name.size() >= kLeastName)
        claim(names_, name, strain);
    if (const std::string name = spoken_name(strain.name); name.size() >= kLeastName)
      claim(names_, name, strain);
  }
}

const Strain* Mentions::in(std::string_view text) const {
  const std::string letters = letters_of(text);
  const Strain* best = nullptr;
  std::size_t longest = 0;
  for (const auto& [name, strain] : names_)
    if (name.size() > longest && letters.find(name) != std::string::npos) {
      best = strain;
      longest = name.size();
    }
  if (best != nullptr) return best;
  const std::string lower = lowered(text);
  for (std::size_t at = lower.find("cve"); at != std::string::npos;
       at = lower.find("cve", at + 3)) {
    const auto found = cves_.find(cve_at(std::string_view(lower).substr(at + 3)));
    if (found != cves_.end()) return found->second;
  }
  return nullptr;
}

}  // namespace cordon::strain
