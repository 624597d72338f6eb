// The source that open() gives: a lane a capture, merged by a heap of the lanes' clocks.
//
// A folder may hold thousands of captures that follow each other, so a lane is opened to see its
// first frame's time and closed again until that time has come: open at once are those that
// overlap. A merged burst ends where one lane needs its next burst, as that lane's bytes end with
// it.

#include <algorithm>
#include <filesystem>
#include <optional>

#include "source/capture.h"
#include "source/filter.h"
#include "source/paths.h"
#include "source/source.h"

namespace cordon::source {
namespace {

// In sight at a time of all captures together, and of one at the least: see window.h for the
// numbers.
constexpr std::size_t kAllWindows = 16 * 1024 * 1024;
constexpr std::size_t kLeastWindow = 128 * 1024;
/// No more than this many are kept open between the look at their first frame and their turn.
constexpr std::size_t kMostWaitingOpen = 16;

struct Lane {
  std::string path;
  std::uint32_t place = 0;  // on the command line
  std::unique_ptr<Capture> capture;
  InputReport report;           // once closed
  std::span<net::Frame> burst;  // what is left of it
  Time clock = kNoTime;         // of its next frame, but never back
  std::uint64_t file_size = 0;

  /// False at the end.
  bool refill() {
    burst = capture->read();
    return set_clock();
  }
  bool set_clock() {
    if (burst.empty()) return false;
    clock = std::max(clock, burst.front().time);
    return true;
  }
  void close() {
    report = capture->report();
    burst = {};
    capture.reset();
  }
  InputReport current() const { return capture ? capture->report() : report; }
};

// The heap's top is the lane whose turn it is.
bool later(const Lane* a, const Lane* b) {
  return a->clock != b->clock ? a->clock > b->clock : a->place > b->place;
}

std::uint64_t size_of(const std::string& path) {
  std::error_code none;
  const auto size = std::filesystem::file_size(path, none);
  return none ? 0 : size;
}

class MergedSource : public Source {
 public:
  MergedSource(const Files& files, std::optional<Filter> filter,
               std::vector<std::uint8_t> read_before)
      : window_(std::max(kLeastWindow, kAllWindows / files.captures.size())),
        folders_(files.folders),
        filter_(std::move(filter)),
        read_before_(std::move(read_before)) {
    lanes_.resize(files.captures.size());
    for (std::size_t i = 0; i < lanes_.size(); ++i) {
      lanes_[i].path = files.captures[i];
      lanes_[i].place = static_cast<std::uint32_t>(i);
      lanes_[i].file_size = size_of(lanes_[i].path);
    }
  }

  /// Looks at each capture's first frames.
  Result<void> begin() {
    bool any = false;
    for (Lane& lane : lanes_) {
      auto capture = Capture::open(
          lane.path, window_,
          lane.path == kStandardInput ? std::move(read_before_) : std::vector<std::uint8_t>());
      if (!capture) return tl::unexpected(capture.error());
      lane.capture = std::move(*capture);
      if (!lane.refill()) {
        lane.close();
        continue;
      }
      any = true;
      if (filter_)
        if (const auto fits = filter_->check(lane.burst.front().link); !fits) return fits;
      if (lanes_.size() > kMostWaitingOpen && lane.path != kStandardInput) {
        lane.close();
        lane.report.frames = 0;
      }
      turns_.push_back(&lane);
    }
    std::make_heap(turns_.begin(), turns_.end(), later);
    if (filter_ && !any) return filter_->check(net::LinkType::ethernet);
    return {};
  }

  std::span<const net::Frame> next() override {
    while (true) {
      refill();
      if (turns_.empty()) return {};
      auto frames = turns_.size() == 1 ? whole_burst() : merged_burst();
      if (filter_) frames = matching(frames);
      if (!frames.empty()) return frames;
    }
  }

  Progress progress() const override {
    Progress progress;
    for (const Lane& lane : lanes_) {
      progress.bytes_read += lane.capture ? lane.capture->file_bytes() : lane.report.bytes;
      progress.bytes_total += lane.file_size;
    }
    return progress;
  }

  std::vector<InputReport> inputs() const override {
    std::vector<InputReport> reports;
    for (const Lane& lane : lanes_) reports.push_back(lane.current());
    for (const Folder& folder : folders_) reports.push_back(report_of(folder));
    return reports;
  }

 private:
  // Brings every lane whose turn has come to a frame, or to its end.
  void refill() {
    while (!turns_.empty() && turns_.front()->burst.empty()) {
      Lane* lane = turns_.front();
      std::pop_heap(turns_.begin(), turns_.end(), later);
      if (open_lane(*lane) && lane->refill()) {
        std::push_heap(turns_.begin(), turns_.end(), later);
      } else {
        if (lane->capture) lane->close();
        turns_.pop_back();
      }
    }
  }

  bool open_lane(Lane& lane) {
    if (lane.capture) return true;
    auto capture = Capture::open(lane.path, window_);
    if (!capture) {
      lane.report.damage = capture.error().message();
      return false;
    }
    lane.capture = std::move(*capture);
    return true;
  }

  std::span<net::Frame> whole_burst() {
    Lane& lane = *turns_.front();
    const auto frames = lane.burst;
    for (net::Frame& frame : frames) {
      frame.number = ++number_;
      frame.source = lane.place;
      lane.clock = std::max(lane.clock, frame.time);
    }
    lane.burst = {};
    return frames;
  }

  std::span<net::Frame> merged_burst() {
    out_.clear();
    while (out_.size() < kBurst) {
      Lane& lane = *turns_.front();
      if (lane.burst.empty()) break;
      net::Frame& frame = out_.emplace_back(lane.burst.front());
      frame.number = ++number_;
      frame.source = lane.place;
      lane.burst = lane.burst.subspan(1);
      if (!lane.set_clock()) break;
      std::pop_heap(turns_.begin(), turns_.end(), later);
      std::push_heap(turns_.begin(), turns_.end(), later);
    }
    return out_;
  }

  std::span<net::Frame> matching(std::span<net::Frame> frames) {
    const auto end = std::remove_if(frames.begin(), frames.end(), [this](const net::Frame& frame) {
      return !filter_->matches(frame);
    });
    return frames.first(static_cast<std::size_t>(end - frames.begin()));
  }

  std::size_t window_;
  std::vector<Folder> folders_;
  std::optional<Filter> filter_;
  std::vector<std::uint8_t> read_before_;
  std::vector<Lane> lanes_;
  std::vector<Lane*> turns_;  // a heap: those that are not at their end
  std::vector<net::Frame> out_;
  std::uint64_t number_ = 0;
};

}  // namespace

InputReport report_of(const Folder& folder) {
  InputReport report;
  report.path = folder.path;
  report.format = "folder";
  report.other_files = folder.others;
  return report;
}

Result<std::unique_ptr<Source>> open(const std::vector<std::string>& paths,
                                     const Options& options) {
  const auto files = files_of(paths);
  if (!files) return tl::unexpected(files.error());
  return open(*files, options);
}

Result<std::unique_ptr<Source>> open(const Files& files, const Options& options) {
  std::optional<Filter> filter;
  if (!options.filter.empty()) filter.emplace(options.filter);
  auto source = std::make_unique<MergedSource>(files, std::move(filter), options.read_before);
  if (const auto begun = source->begin(); !begun) return tl::unexpected(begun.error());
  return source;
}

}  // namespace cordon::source
