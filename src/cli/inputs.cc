#include "cli/inputs.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "source/byte_stream.h"
#include "source/capture.h"
#include "source/paths.h"

namespace cordon::cli {
namespace {

// "PATH=VALUE" or "VALUE".
std::pair<std::string, std::string> split_pair(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos) return {"", text};
  return {text.substr(0, equals), text.substr(equals + 1)};
}

Result<pipeline::LogOptions> log_options(const LogRequest& request) {
  pipeline::LogOptions options;
  options.hints.log_format = request.format;
  options.hints.columns = request.columns;
  for (const std::string& text : request.hosts) {
    const auto [path, value] = split_pair(text);
    const auto address = net::Address::parse(value);
    if (!address)
      return fail("use --log-host", text, "'" + value + "' is no address",
                  "write --log-host 10.0.0.5 or --log-host access_log=10.0.0.5");
    options.hosts.emplace_back(path, *address);
  }
  for (const std::string& text : request.clocks) {
    const auto [path, value] = split_pair(text);
    const auto offset = parse_duration(value);
    if (!offset)
      return fail("use --clock", text, "'" + value + "' is no offset",
                  "write --clock +1h or --clock access_log=-90s");
    options.clocks.emplace_back(path, *offset);
  }
  return options;
}

// Standard input is a capture where its unpacked bytes begin as one does; what was read of it to
// tell is kept for whoever reads the rest.
bool is_capture(const std::vector<std::uint8_t>& begin) {
  constexpr std::size_t kWindow = 4096;
  return source::Capture::of_memory(begin, kWindow) != nullptr;
}

Result<source::Files> sorted_files(const std::vector<std::string>& paths,
                                   pipeline::LogOptions& options) {
  const auto is_log = [&](const std::string& path) { return logs::is_log(path, options.hints); };
  auto files = source::files_of(paths, is_log);
  if (!files) return files;
  const auto piped =
      std::find(files->captures.begin(), files->captures.end(), source::kStandardInput);
  if (piped == files->captures.end()) return files;
  constexpr std::size_t kBegin = 64 * 1024;
  auto standard_input = source::descriptor_stream(STDIN_FILENO);
  options.read_before = source::first_bytes(*standard_input, kBegin);
  if (!options.read_before.empty() && !is_capture(options.read_before)) {
    files->captures.erase(piped);
    files->logs.emplace_back(source::kStandardInput);
  }
  return files;
}

std::uint64_t size_of(const std::string& path) {
  std::error_code none;
  const auto size = std::filesystem::file_size(path, none);
  return none ? 0 : size;
}

}  // namespace

Result<OpenInputs> open_inputs(const std::vector<std::string>& paths, const std::string& filter,
                               const LogRequest& request) {
  auto options = log_options(request);
  if (!options) return tl::unexpected(options.error());
  const auto files = sorted_files(paths, *options);
  if (!files) return tl::unexpected(files.error());
  OpenInputs inputs;
  inputs.captures = files->captures;
  if (!files->captures.empty()) {
    auto source = source::open(*files, {filter, options->read_before});
    if (!source) return tl::unexpected(source.error());
    inputs.source = std::move(*source);
  } else if (filter.empty()) {
    for (const source::Folder& folder : files->folders)
      inputs.folders.push_back(source::report_of(folder));
  } else {
    return fail("filter", "'" + filter + "'", "there is no capture among the inputs",
                "a BPF expression picks packets, not lines");
  }
  if (!files->logs.empty()) {
    auto logs = pipeline::LogReading::open(files->logs, *options,
                                           static_cast<std::uint32_t>(files->captures.size()));
    if (!logs) return tl::unexpected(logs.error());
    const auto& reports = logs->reports();
    if (!inputs.source && std::all_of(reports.begin(), reports.end(), [](const auto& report) {
          return report.format.starts_with(logs::kEmptyLog);
        }))
      return fail("read", reports.front().path, "it is empty", "name a capture or a log");
    inputs.logs.emplace(std::move(*logs));
    for (const std::string& path : files->logs) inputs.log_bytes += size_of(path);
  }
  return inputs;
}

}  // namespace cordon::cli
