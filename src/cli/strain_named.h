// The strain that a user named, or an error that names those that are spelled alike.
#pragma once

#include "base/result.h"
#include "strain/catalogue.h"

namespace cordon::cli {

Result<const strain::Strain*> strain_named(const strain::Catalogue& catalogue,
                                           const std::string& name);

}  // namespace cordon::cli
