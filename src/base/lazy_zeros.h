// A table of zeros that takes memory from the system only where it is touched: for tables and rings
// that may get big and mostly do not. Nothing is copied as they fill. What is read at random asks
// for large pages (large_pages.h says why), and takes 2 MiB at a time. Owns its memory. Threads: as
// a vector.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>

namespace cordon {

enum class Pages { small, large };

template <typename T>
class LazyZeros {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  explicit LazyZeros(std::size_t size, Pages pages = Pages::small) : size_(size) {
    if (size == 0) return;
    void* const memory = mmap(nullptr, bytes(), PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();  // as std::allocator does
    if (pages == Pages::large) madvise(memory, bytes(), MADV_HUGEPAGE);
    data_ = static_cast<T*>(memory);
  }
  ~LazyZeros() {
    if (data_ != nullptr) munmap(data_, bytes());
  }
  LazyZeros(LazyZeros&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  LazyZeros& operator=(LazyZeros&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }

  T* data() { return data_; }
  const T* data() const { return data_; }
  std::size_t size() const { return size_; }
  T& operator[](std::size_t i) { return data_[i]; }
  const T& operator[](std::size_t i) const { return data_[i]; }

 private:
  std::size_t bytes() const { return size_ * sizeof(T); }

  T* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace cordon
