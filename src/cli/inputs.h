// The inputs of an investigation: captures, logs and folders of both, as the user named them.
#pragma once

#include <memory>
#include <optional>

#include "pipeline/log_reading.h"
#include "source/source.h"

namespace cordon::cli {

/// As the options give them: "--log-host [PATH=]ADDRESS", "--clock [PATH=]OFFSET".
struct LogRequest {
  std::string format, columns;
  std::vector<std::string> hosts, clocks;
};

struct OpenInputs {
  std::vector<std::string> captures;       // paths, for carving
  std::unique_ptr<source::Source> source;  // null: no capture
  std::optional<pipeline::LogReading> logs;
  std::vector<source::InputReport> folders;  // where there is no capture
  std::uint64_t log_bytes = 0;               // of the log files, as they are on disk
};

/// Tells captures from logs by content and opens both; fails, naming the first that is neither.
Result<OpenInputs> open_inputs(const std::vector<std::string>& paths, const std::string& filter,
                               const LogRequest& request);

}  // namespace cordon::cli
