// Any bytes as a capture: pcap, pcapng, each also under gzip or zstd. Whatever they are, frames lie
// within bounds, their numbers rise, reading ends, and a window of another size changes nothing.
// (Under damaged compression it may: how much comes out before the damage depends on the room that
// is given.)
#include "base/check.h"
#include "base/hash.h"
#include "source/capture.h"

namespace {

constexpr std::uint64_t kMostFrames = 100'000;  // a small gzip file can hold millions of empty ones

struct Sum {
  std::uint64_t frames = 0, hash = 0;
  bool operator==(const Sum&) const = default;
};

Sum read(cordon::Bytes bytes, std::size_t window) {
  using namespace cordon;
  Sum sum;
  const auto capture = source::Capture::of_memory(bytes, window);
  if (!capture) return sum;
  std::uint64_t last = 0;
  for (auto burst = capture->read(); !burst.empty(); burst = capture->read()) {
    for (const net::Frame& frame : burst) {
      CHECK(frame.source_number > last);
      CHECK(frame.bytes.size() <= source::kMostCaptured);
      CHECK(frame.bytes.size() <= frame.wire_length);
      last = frame.source_number;
      if (++sum.frames > kMostFrames) return sum;
      sum.hash =
          combine(hash_of(frame.bytes, sum.hash), static_cast<std::uint64_t>(to_ns(frame.time)));
    }
  }
  CHECK(capture->report().frames == sum.frames);
  return sum;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Sum sum = read({data, size}, 256 * 1024);
  const Sum again = read({data, size}, 100);
  const bool compressed = cordon::source::looks_like_gzip({data, size}) ||
                          cordon::source::looks_like_zstd({data, size});
  CHECK(compressed || again == sum);
  return 0;
}
