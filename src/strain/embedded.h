// The strain files as they were when the program was built (generated from strains/ by CMake).
#pragma once

#include <cstddef>
#include <string_view>

namespace cordon::strain {

struct EmbeddedFile {
  std::string_view name;  // "strains/codered/v2.toml"
  std::string_view text;
};

extern const EmbeddedFile kEmbedded[];
extern const std::size_t kEmbeddedCount;

}  // namespace cordon::strain
