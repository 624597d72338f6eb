#include "source/window.h"

#include <algorithm>
#include <cstring>

namespace cordon::source {
namespace {

class StreamWindow : public Window {
 public:
  StreamWindow(std::unique_ptr<ByteStream> stream, std::size_t size)
      : stream_(std::move(stream)), buffer_(std::make_unique<std::uint8_t[]>(size)), size_(size) {}

  std::uint64_t file_bytes() const override { return stream_->taken(); }
  std::string trouble() const override { return stream_->trouble(); }

 private:
  void slide(std::size_t count) override {
    std::size_t used = bytes_.size();
    make_room(count);
    while (used < count) {
      const std::size_t got = stream_->read({buffer_.get() + used, size_ - used});
      if (got == 0) break;
      used += got;
    }
    bytes_ = {buffer_.get(), used};
  }

  void make_room(std::size_t count) {
    if (count <= size_) {
      if (!bytes_.empty()) std::memmove(buffer_.get(), bytes_.data(), bytes_.size());
      return;
    }
    auto larger = std::make_unique<std::uint8_t[]>(kMostReach);
    if (!bytes_.empty()) std::memcpy(larger.get(), bytes_.data(), bytes_.size());
    buffer_ = std::move(larger);
    size_ = kMostReach;
  }

  std::unique_ptr<ByteStream> stream_;
  std::unique_ptr<std::uint8_t[]> buffer_;
  std::size_t size_;
};

}  // namespace

std::uint64_t Window::skip(std::uint64_t count) {
  std::uint64_t skipped = 0;
  while (skipped < count && reach(1)) {
    const auto step =
        static_cast<std::size_t>(std::min<std::uint64_t>(count - skipped, bytes_.size()));
    consume(step);
    skipped += step;
  }
  return skipped;
}

std::unique_ptr<Window> stream_window(std::unique_ptr<ByteStream> stream, std::size_t size) {
  return std::make_unique<StreamWindow>(std::move(stream), size);
}

}  // namespace cordon::source
