// Output files: written beside their place and moved there when whole, so that nothing half-done is
// left. "-" is standard output.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "base/result.h"

namespace cordon::cli {

class OutputFile {
 public:
  static Result<OutputFile> create(const std::string& path);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();  // what was not finished is removed

  void write(std::string_view text);
  Result<void> finish();

 private:
  OutputFile(std::string path, std::string temporary, std::FILE* file);
  std::string path_, temporary_;
  std::FILE* file_;
  bool failed_ = false;
};

Result<void> write_file(const std::string& path, std::string_view text);

}  // namespace cordon::cli
