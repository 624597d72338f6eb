#include "cli/output.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace cordon::cli {
namespace {

// Pipes and devices cannot be moved into place: they are written as they are.
bool is_special(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

}  // namespace

OutputFile::OutputFile(std::string path, std::string temporary, std::FILE* file)
    : path_(std::move(path)), temporary_(std::move(temporary)), file_(file) {}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      file_(std::exchange(other.file_, nullptr)),
      failed_(other.failed_) {}

OutputFile::~OutputFile() {
  if (file_ == nullptr) return;
  if (file_ != stdout) std::fclose(file_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

Result<OutputFile> OutputFile::create(const std::string& path) {
  if (path == "-") return OutputFile("standard output", "", stdout);
  const bool special = is_special(path);
  const std::string temporary = special ? "" : path + ".part";
  std::FILE* file = std::fopen(special ? path.c_str() : temporary.c_str(), "wb");
  if (file == nullptr)
    return fail("write", path, std::strerror(errno), "check the folder and its permissions");
  return OutputFile(path, temporary, file);
}

void OutputFile::write(std::string_view text) {
  failed_ = std::fwrite(text.data(), 1, text.size(), file_) != text.size() || failed_;
}

Result<void> OutputFile::finish() {
  std::FILE* file = std::exchange(file_, nullptr);
  failed_ = std::fflush(file) != 0 || failed_;
  if (file != stdout) failed_ = std::fclose(file) != 0 || failed_;
  if (failed_) {
    if (!temporary_.empty()) unlink(temporary_.c_str());
    return fail("write", path_, std::strerror(errno), "check the free space");
  }
  if (!temporary_.empty() && std::rename(temporary_.c_str(), path_.c_str()) != 0)
    return fail("write", path_, std::strerror(errno), "check the folder's permissions");
  return {};
}

Result<void> write_file(const std::string& path, std::string_view text) {
  auto file = OutputFile::create(path);
  if (!file) return tl::unexpected(file.error());
  file->write(text);
  return file->finish();
}

}  // namespace cordon::cli
