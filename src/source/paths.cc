#include "source/paths.h"

#include <unistd.h>

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

bool is_capture(const std::string& path) { return Capture::open(path, kLookWindow).has_value(); }

Result<void> add_folder(const std::string& path, const IsLog& is_log, Files& files) {
  const auto below = files_below(path);
  if (!below) return tl::unexpected(below.error());
  Folder folder{path, 0};
  for (const std::string& file : *below) {
    if (is_capture(file))
      files.captures.push_back(file);
    else if (is_log && is_log(file))
      files.logs.push_back(file);
    else
      ++folder.others;
  }
  if (folder.others == below->size())
    return fail("read", path,
                is_log ? "there is neither a capture nor a log in this folder"
                       : "there is no capture in this folder",
                "name a folder that holds pcap or pcapng captures");
  files.folders.push_back(folder);
  return {};
}

Result<void> add_file(const std::string& path, const IsLog& is_log, Files& files) {
  if (is_log && path != kStandardInput && !is_capture(path)) {
    std::error_code none;
    const bool readable = fs::exists(path, none) && ::access(path.c_str(), R_OK) == 0;
    if (is_log(path)) {
      files.logs.push_back(path);
      return {};
    }
    if (readable && fs::is_regular_file(path, none) && fs::file_size(path, none) > 0)
      return fail("read", path, "it is neither a capture nor a log of a format that we know",
                  "docs/inputs.md lists them; --log-format or --columns tells others");
  }
  files.captures.push_back(path);
  return {};
}

}  // namespace

Result<Files> files_of(const std::vector<std::string>& paths, const IsLog& is_log) {
  Files files;
  for (const std::string& path : paths) {
    std::error_code none;
    const bool folder = path != kStandardInput && fs::is_directory(path, none);
    const auto added = folder ? add_folder(path, is_log, files) : add_file(path, is_log, files);
    if (!added) return tl::unexpected(added.error());
  }
  if (files.captures.empty() && files.logs.empty())
    return fail("read", "captures", "none was named", "name a capture");
  if (std::count(paths.begin(), paths.end(), kStandardInput) > 1)
    return fail("read", "standard input", "it was named twice", "name it once");
  return files;
}

}  // namespace cordon::source
