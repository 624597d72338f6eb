// From what the user named to files: folders become the captures (and logs) in them, by name, all
// the way down.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace cordon::source {

/// A folder of more files than this is more likely a mistake than a case.
inline constexpr std::size_t kMostFiles = 100'000;

struct Folder {
  std::string path;
  std::uint64_t others = 0;  // files in it that are neither
};

struct Files {
  std::vector<std::string> captures;  // in the order of the command line; "-" is standard input
  std::vector<std::string> logs;      // what is no capture and was recognised by `is_log`
  std::vector<Folder> folders;
};

/// Whether a file that is no capture is worth reading as something else.
using IsLog = std::function<bool(const std::string& path)>;

/// Without `is_log`, what is no capture is left out of folders, and kept where it was named:
/// opening it will say why it cannot be read.
Result<Files> files_of(const std::vector<std::string>& paths, const IsLog& is_log = {});

}  // namespace cordon::source
