// From what the user named to files: folders become the captures in them, by name, all the way
// down.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace cordon::source {

/// A folder of more files than this is more likely a mistake than a case.
inline constexpr std::size_t kMostFiles = 100'000;

struct Folder {
  std::string path;
  std::uint64_t others = 0;  // files in it that are no captures
};

struct Files {
  std::vector<std::string> captures;  // in the order of the command line; "-" is standard input
  std::vector<Folder> folders;
};

Result<Files> files_of(const std::vector<std::string>& paths);

}  // namespace cordon::source
