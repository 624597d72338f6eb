#include "source/window.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace cordon::source {
namespace {

class MappedWindow : public Window {
 public:
  MappedWindow(int descriptor, std::size_t size) : descriptor_(descriptor), size_(size) {}
  MappedWindow(const MappedWindow&) = delete;
  MappedWindow& operator=(const MappedWindow&) = delete;
  ~MappedWindow() override {
    unmap();
    ::close(descriptor_);
  }

  std::uint64_t file_bytes() const override { return offset_; }
  std::string trouble() const override { return trouble_; }

 private:
  void slide(std::size_t) override {
    struct stat about {};
    if (::fstat(descriptor_, &about) != 0) return stop();
    const auto end = static_cast<std::uint64_t>(about.st_size);
    if (end <= offset_ + bytes_.size()) {
      if (end < offset_ + bytes_.size()) {
        trouble_ = "the file was shortened while we read it";
        bytes_ = {};
      }
      return;
    }
    unmap();
    static const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const std::uint64_t from = offset_ / page * page;
    length_ = static_cast<std::size_t>(std::min<std::uint64_t>(end - from, size_ + kMostReach));
    void* at =
        ::mmap(nullptr, length_, PROT_READ, MAP_PRIVATE, descriptor_, static_cast<off_t>(from));
    if (at == MAP_FAILED) {
      length_ = 0;
      return stop();
    }
    begin_ = static_cast<std::uint8_t*>(at);
    bytes_ = Bytes(begin_, length_).subspan(static_cast<std::size_t>(offset_ - from));
  }

  void stop() { trouble_ = std::strerror(errno); }
  void unmap() {
    if (length_ > 0) ::munmap(begin_, length_);
    length_ = 0;
    bytes_ = {};
  }

  int descriptor_;
  std::size_t size_;
  std::uint8_t* begin_ = nullptr;
  std::size_t length_ = 0;
  std::string trouble_;
};

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

std::unique_ptr<Window> mapped_window(int descriptor, std::size_t size) {
  void* trial = ::mmap(nullptr, 1, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (trial == MAP_FAILED) return nullptr;
  ::munmap(trial, 1);
  return std::make_unique<MappedWindow>(descriptor, size);
}

std::unique_ptr<Window> stream_window(std::unique_ptr<ByteStream> stream, std::size_t size) {
  return std::make_unique<StreamWindow>(std::move(stream), size);
}

}  // namespace cordon::source
