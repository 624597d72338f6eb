// A strain in words: a page for one, a line each for all. Readable at 80 columns.
#pragma once

#include <string>

#include "strain/catalogue.h"

namespace cordon::strain {

std::string description_of(const Strain& strain);
std::string list_of(const Catalogue& catalogue);

}  // namespace cordon::strain
