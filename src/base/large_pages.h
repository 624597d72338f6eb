// An allocator for big tables that are read at random: it asks the system for pages of 2 MiB, so
// that a look-up does not miss in the page tables as well. Only a hint: where the system has none
// to give, the memory is as any other. Threads: any.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>

namespace cordon {

template <typename T>
struct LargePages {
  using value_type = T;
  static constexpr std::size_t kPage = std::size_t{2} << 20;

  LargePages() = default;
  template <typename U>
  LargePages(const LargePages<U>&) {}  // NOLINT: allocators convert

  T* allocate(std::size_t n) {
    const std::size_t bytes = n * sizeof(T);
    const bool large = bytes >= kPage;
    const std::size_t unit = large ? kPage : alignof(T) > 64 ? alignof(T) : 64;
    void* const memory = std::aligned_alloc(unit, (bytes + unit - 1) / unit * unit);
    if (memory == nullptr) throw std::bad_alloc();  // as std::allocator does
    if (large) madvise(memory, bytes, MADV_HUGEPAGE);
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t) { std::free(memory); }
  template <typename U>
  friend bool operator==(const LargePages&, const LargePages<U>&) {
    return true;
  }
};

}  // namespace cordon
