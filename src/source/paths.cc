#include "source/paths.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "source/capture.h"

namespace cordon::source {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLookWindow = 4096;  // enough to tell a capture

// Sorted by whole path. Symbolic links to folders are not followed: they could lead in a circle.
Result<std::vector<std::string>> files_below(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    std::error_code unreadable;
    if (!at->is_regular_file(unreadable)) continue;
    if (files.size() == kMostFiles)
      return fail("read", folder,
                  "there are more than " + std::to_string(kMostFiles) + " files in it",
                  "name a smaller folder");
    files.push_back(at->path().string());
  }
  if (error) return fail("read", folder, error.message(), "check the rights");
  std::sort(files.begin(), files.end());
  return files;
}

Result<void> add_folder(const std::string& path, Files& files) {
  const auto below = files_below(path);
  if (!below) return tl::unexpected(below.error());
  Folder folder{path, 0};
  const std::size_t before = files.captures.size();
  for (const std::string& file : *below) {
    if (Capture::open(file, kLookWindow))
      files.captures.push_back(file);
    else
      ++folder.others;
  }
  if (files.captures.size() == before)
    return fail("read", path, "there is no capture in this folder",
                "name a folder that holds pcap or pcapng captures");
  files.folders.push_back(folder);
  return {};
}

}  // namespace

Result<Files> files_of(const std::vector<std::string>& paths) {
  Files files;
  for (const std::string& path : paths) {
    std::error_code none;
    if (path == kStandardInput || !fs::is_directory(path, none)) {
      files.captures.push_back(path);
    } else if (const auto added = add_folder(path, files); !added) {
      return tl::unexpected(added.error());
    }
  }
  if (files.captures.empty()) return fail("read", "captures", "none was named", "name a capture");
  if (std::count(files.captures.begin(), files.captures.end(), kStandardInput) > 1)
    return fail("read", "standard input", "it was named twice", "name it once");
  return files;
}

}  // namespace cordon::source
