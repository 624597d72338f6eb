// The [epidemic] table of a strain's file: figures for simulating it on the Internet.
#pragma once

#include <optional>

#include "strain/strain.h"
#include "strain/toml.h"

namespace cordon::strain {

/// Nothing where the file has no such table. What is wrong is noted with its place in `root`.
std::optional<Epidemic> read_epidemic(TomlTable& root);

}  // namespace cordon::strain
