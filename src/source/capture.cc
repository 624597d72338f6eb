#include "source/capture.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace cordon::source {
namespace {

/// What a window holds at the most: what is copied into it should stay in the cache (window.h).
constexpr std::size_t kStreamWindow = 512 * 1024;

struct Opened {
  std::unique_ptr<Window> window;
  std::string compression;
  bool empty = false;
  std::string trouble;
};

Opened over_stream(std::unique_ptr<ByteStream> stream, std::size_t window) {
  Unpacked raw = unpacked(std::move(stream));
  Opened opened;
  opened.empty = raw.empty;
  opened.trouble = raw.stream->trouble();
  opened.compression = std::move(raw.compression);
  opened.window = stream_window(std::move(raw.stream), std::min(window, kStreamWindow));
  return opened;
}

constexpr const char* kWhatWeRead =
    "is it a pcap or pcapng capture, as it is or under gzip or zstd?";

}  // namespace

Result<std::unique_ptr<Capture>> Capture::open(const std::string& path, std::size_t window,
                                               std::vector<std::uint8_t> read_before) {
  Opened opened;
  const std::string name = path == kStandardInput ? "standard input" : path;
  if (path == kStandardInput) {
    opened = over_stream(rejoined(std::move(read_before), descriptor_stream(STDIN_FILENO)), window);
  } else {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
      return fail("read", name, std::strerror(errno), "check the path and the rights");
    opened = over_stream(descriptor_stream(descriptor), window);
  }
  if (!opened.trouble.empty()) return fail("read", name, opened.trouble, kWhatWeRead);
  if (opened.empty) return fail("read", name, "it is empty", kWhatWeRead);
  auto capture = std::unique_ptr<Capture>(new Capture);
  capture->window_ = std::move(opened.window);
  capture->compression_ = opened.compression;
  capture->report_.path = path;
  capture->reader_ = reader_for(*capture->window_, capture->damage_);
  if (!capture->reader_) {
    const std::string trouble = capture->window_->trouble();
    return fail("read", name, trouble.empty() ? "it is no capture" : trouble, kWhatWeRead);
  }
  return capture;
}

std::unique_ptr<Capture> Capture::of_memory(Bytes bytes, std::size_t window) {
  Opened opened = over_stream(memory_stream(bytes), window);
  auto capture = std::unique_ptr<Capture>(new Capture);
  capture->window_ = std::move(opened.window);
  capture->compression_ = opened.compression;
  capture->reader_ = reader_for(*capture->window_, capture->damage_);
  return capture->reader_ ? std::move(capture) : nullptr;
}

std::span<net::Frame> Capture::read() {
  burst_.resize(kBurst);
  const auto frames = std::span(burst_).first(reader_->read(burst_));
  for (const net::Frame& frame : frames) count(frame);
  return frames;
}

void Capture::count(const net::Frame& frame) {
  if (report_.frames++ == 0) report_.first = report_.last = frame.time;
  if (frame.time < report_.last) ++report_.steps_back;
  report_.first = std::min(report_.first, frame.time);
  report_.last = std::max(report_.last, frame.time);
  if (frame.bytes.size() < frame.wire_length) ++report_.cut_frames;
}

InputReport Capture::report() const {
  InputReport report = report_;
  report.format = std::string(reader_->format()) + compression_;
  report.bytes = file_bytes();
  report.dropped_by_kernel = reader_->dropped_by_kernel();
  report.damage = damage_.text();
  return report;
}

}  // namespace cordon::source
