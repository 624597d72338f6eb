// A source of frames: one capture, or several and whole folders, merged by time.
//
// Frames come in bursts. A burst's frames and their bytes live until the next call of next().
// Order: a file's frames come in the file's order, even where its time steps back (such steps are
// counted, and the clock that time-outs run on is the latest time so far); several files are merged
// by each one's latest time so far, ties by their place on the command line.
// Threads: one reader.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "net/frame.h"
#include "source/paths.h"

namespace cordon::source {

/// What is known of one input when it has been read, or so far.
struct InputReport {
  std::string path;
  std::string format;                    // "pcap", "pcapng", "pcap, gzip"
  std::string unit = "frame";            // what is counted: "frame", "line", "record"
  std::uint64_t frames = 0;              // units read, before the filter
  std::uint64_t bytes = 0;               // of the file that were read
  Time first = kNoTime, last = kNoTime;  // the earliest and the latest
  std::uint64_t steps_back = 0;          // frames earlier than one before them
  std::uint64_t cut_frames = 0;          // frames shorter than on the wire
  std::uint64_t dropped_by_kernel = 0;   // as pcapng's interface statistics say
  std::uint64_t other_files = 0;         // of a folder: files in it that are no captures
  std::uint64_t bad = 0;                 // of a log: lines that made no sense
  std::string host;                      // of a log: who wrote it, as far as was said
  std::int64_t clock_ns = 0;             // what was added to its times
  std::string damage;  // why reading ended early, or what was skipped; empty where all was well
};

struct Options {
  std::string filter = {};                     // BPF expression; empty: every frame
  std::vector<std::uint8_t> read_before = {};  // what was already taken from standard input
};

struct Progress {
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes_total = 0;
};

class Source {
 public:
  virtual ~Source() = default;
  /// The next frames; empty at the end.
  virtual std::span<const net::Frame> next() = 0;
  virtual Progress progress() const = 0;
  /// First the captures, a frame's `source` counts through them; then the folders they came from,
  /// whose format is "folder".
  virtual std::vector<InputReport> inputs() const = 0;
};

/// A folder as one of the inputs.
InputReport report_of(const Folder& folder);

/// Opens files and folders (all captures in them, by name). Fails, naming the file, where one is no
/// capture, empty or unreadable, or where the filter does not compile.
Result<std::unique_ptr<Source>> open(const std::vector<std::string>& paths, const Options& options);
/// Of files that were sorted before; `files.captures` must not be empty.
Result<std::unique_ptr<Source>> open(const Files& files, const Options& options);

}  // namespace cordon::source
