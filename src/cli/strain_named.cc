#include "cli/strain_named.h"

namespace cordon::cli {
namespace {

// Those whose id begins alike, for whoever mistyped.
std::string hint(const strain::Catalogue& catalogue, const std::string& wanted) {
  std::string near;
  for (const strain::Strain& strain : catalogue.strains())
    if (strain.id.substr(0, 2) == wanted.substr(0, 2))
      near += (near.empty() ? "" : ", ") + strain.id;
  return near.empty() ? "cordon strains list names all" : "did you mean " + near + "?";
}

}  // namespace

Result<const strain::Strain*> strain_named(const strain::Catalogue& catalogue,
                                           const std::string& name) {
  if (const strain::Strain* strain = catalogue.find(name)) return strain;
  return fail("use strain", name, "the catalogue has no such strain", hint(catalogue, name));
}

}  // namespace cordon::cli
