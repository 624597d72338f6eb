// The catalogue: all strains, loaded from a folder of TOML files or from those built into the
// program.
#pragma once

#include <string_view>
#include <vector>

#include "strain/strain.h"

namespace cordon::strain {

class Catalogue {
 public:
  /// Those that were built in (the repository's strains/ at the time of building).
  static Result<Catalogue> built_in();
  /// Every *.toml below a folder. Fails, naming file, line and field.
  static Result<Catalogue> load(const std::string& folder);
  explicit Catalogue(std::vector<Strain> strains);

  const std::vector<Strain>& strains() const { return strains_; }  // sorted by id
  const Strain* find(std::string_view id_or_alias) const;          // ignores case
  /// The strain and signature to which a rule's sid belongs.
  struct Owner {
    const Strain* strain;
    const Signature* signature;
  };
  std::optional<Owner> owner_of(std::uint32_t sid) const;
  /// All recognition rules as one rule file, for any engine that reads Suricata's language.
  std::string rules_text() const;

 private:
  struct Place {
    std::uint32_t sid;
    std::size_t strain, signature;
  };
  std::vector<Strain> strains_;
  std::vector<Place> by_sid_;  // sorted
};

/// Reads one strain file's text; `name` is used in errors.
Result<Strain> parse_strain(std::string_view toml, const std::string& name);

}  // namespace cordon::strain
