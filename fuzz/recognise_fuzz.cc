// Any bytes as a file of logs: recognised, cut into units, told. However the file is cut into
// blocks the entries are the same, every view that an entry shows can be read, and no line is
// longer than it may be.
#include <algorithm>

#include "base/check.h"
#include "fuzz_logs.h"
#include "logs/recognise.h"
#include "logs/units.h"
#include "logs/utf16.h"

namespace {

using namespace cordon;

// Gives so many bytes at a time.
class Trickle final : public source::ByteStream {
 public:
  Trickle(Bytes all, std::size_t step) : rest_(all), step_(step) {}
  std::size_t read(std::span<std::uint8_t> room) override {
    const Bytes some = head(rest_, std::min(room.size(), step_));
    std::copy(some.begin(), some.end(), room.begin());
    rest_ = rest_.subspan(some.size());
    return some.size();
  }
  std::uint64_t taken() const override { return 0; }
  std::string trouble() const override { return {}; }

 private:
  Bytes rest_;
  std::size_t step_;
};

std::uint64_t told(Bytes all, std::size_t step) {
  std::unique_ptr<source::ByteStream> stream = std::make_unique<Trickle>(all, step);
  if (logs::looks_like_utf16(all)) stream = logs::utf8_of_utf16(std::move(stream));
  auto first = source::first_bytes(*stream, logs::kFirstBytes);
  auto format = logs::recognise(text_of(first), {});
  CHECK(format.has_value());
  if (!*format) return 0;
  logs::Units units(source::rejoined(std::move(first), std::move(stream)), (*format)->framing,
                    nullptr);
  fuzz::Digest digest;
  for (logs::Unit unit; units.next(unit);) {
    CHECK(unit.bytes.size() <= logs::kMostUnit);
    digest.add(unit.number);
    digest.verdict((*format)->parser->read(unit.bytes, digest));
  }
  return digest.sum;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::uint64_t whole = told({data, size}, size + 1);
  for (const std::size_t step : {1u, 7u, 64u}) CHECK(told({data, size}, step) == whole);
  return 0;
}
