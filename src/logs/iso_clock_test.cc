#include "logs/iso_clock.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace cordon::logs {
namespace {

TEST(IsoClock, ReadsWhatReadIsoReads) {
  constexpr std::string_view kTexts[] = {
      "2021-06-06T15:59:46.457984+0200", "2021-06-07T23:59:60.000000-0730",
      "2112-08-06T15:59:46.457984+0000", "1969-12-31T00:00:00.999999+0000",
      "2024-02-29 01:02:03.123456+0000", "2021-06-06T15:59:46.457984",
      "2021-06-06T15:59:46.457+02:00z",  "2021-06-06T15:59:46.45798412345"};
  constexpr std::string_view kBytes = "0123456789:.-+T Z";
  Random random(3339);
  IsoClock clock;
  int read = 0;
  for (int i = 0; i < 50'000; ++i) {
    std::string text(kTexts[random.below(std::size(kTexts))]);
    for (std::uint64_t n = random.below(3); n > 0; --n) {
      const std::size_t at = random.below(text.size());
      if (random.below(20) == 0)
        text.erase(at, 1);
      else
        text[at] = random.below(4) == 0 ? kBytes[random.below(kBytes.size())]
                                        : static_cast<char>('0' + random.below(10));
    }
    const auto time = clock.read(text);
    ASSERT_EQ(time, read_iso(text)) << text;
    read += time.has_value();
  }
  EXPECT_GT(read, 10'000);
}

}  // namespace
}  // namespace cordon::logs
