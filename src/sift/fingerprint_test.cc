#include "sift/fingerprint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <set>

#include "base/random.h"

namespace cordon::sift {
namespace {

std::vector<std::uint8_t> noise(std::size_t size, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::uint8_t> bytes(size);
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random.next());
  return bytes;
}

// The slow twin: each window hashed from nothing, each row of windows searched.
std::uint64_t hash_of_window(const Roller& roller, Bytes window) {
  if (std::equal(window.begin() + 1, window.end(), window.begin())) return ~std::uint64_t{0};
  std::uint64_t hash = 0;
  for (const std::uint8_t byte : window) hash = std::rotl(hash, 1) ^ roller.entering(byte);
  const std::uint64_t mixed = (hash ^ hash >> 29) * 0x9e3779b97f4a7c15ULL;
  return (mixed ^ mixed >> 32) | 1;
}

std::set<std::uint64_t> winnowed_slowly(const Roller& roller, Bytes bytes, Grain grain) {
  const std::size_t row = row_of(grain);
  std::vector<std::uint64_t> hashes;
  for (std::size_t i = 0; i + kWindow <= bytes.size(); ++i)
    hashes.push_back(hash_of_window(roller, bytes.subspan(i, kWindow)));
  std::set<std::uint64_t> selected;
  for (std::size_t i = 0; i + row <= hashes.size(); ++i)
    selected.insert(*std::min_element(hashes.begin() + static_cast<std::ptrdiff_t>(i),
                                      hashes.begin() + static_cast<std::ptrdiff_t>(i + row)));
  selected.erase(~std::uint64_t{0});
  return selected;
}

TEST(Fingerprint, DoesNotDependOnWhatStandsAround) {
  const Roller roller(7);
  const auto content = noise(200, 1);
  auto first = noise(33, 2), second = noise(400, 3);
  first.insert(first.end(), content.begin(), content.end());
  second.insert(second.begin() + 100, content.begin(), content.end());
  std::vector<std::uint64_t> of_content, of_first, of_second;
  winnow(roller, content, Grain::fine, of_content);
  winnow(roller, first, Grain::fine, of_first);
  winnow(roller, second, Grain::fine, of_second);
  ASSERT_FALSE(of_content.empty());
  for (const std::uint64_t hash : of_content) {
    EXPECT_NE(std::find(of_first.begin(), of_first.end(), hash), of_first.end());
    EXPECT_NE(std::find(of_second.begin(), of_second.end(), hash), of_second.end());
  }
}

TEST(Fingerprint, WinnowingSelectsWhatItsSlowTwinDoes) {
  const Roller roller(7);
  for (const std::size_t size : {0, 31, 32, 54, 55, 56, 100, 1500, 5000}) {
    auto bytes = noise(size, size);
    if (size > 1000) std::fill(bytes.begin() + 300, bytes.begin() + 420, std::uint8_t{'A'});
    for (const Grain grain : {Grain::fine, Grain::coarse}) {
      std::vector<std::uint64_t> fast;
      winnow(roller, bytes, grain, fast);
      const std::set<std::uint64_t> kept(fast.begin(), fast.end());
      if (size >= surely_seen(grain)) {
        EXPECT_EQ(kept, winnowed_slowly(roller, bytes, grain)) << size;
      }
    }
  }
}

TEST(Fingerprint, AnySharedRunOfTheStatedLengthLeavesOneInCommon) {
  const Roller roller(9);
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    // Where either is coarse, that is what decides.
    const Grain grain = seed % 2 == 0 ? Grain::fine : Grain::coarse;
    const auto content = noise(surely_seen(grain), seed);
    auto a = noise(80 + seed % 50, seed + 1000), b = noise(200, seed + 2000);
    a.insert(a.begin() + 40, content.begin(), content.end());
    b.insert(b.begin() + 120, content.begin(), content.end());
    std::vector<std::uint64_t> of_a, of_b;
    winnow(roller, a, grain, of_a);
    winnow(roller, b, Grain::fine, of_b);
    EXPECT_TRUE(std::any_of(of_a.begin(), of_a.end(), [&](std::uint64_t hash) {
      return std::find(of_b.begin(), of_b.end(), hash) != of_b.end();
    })) << seed;
  }
}

TEST(Fingerprint, SelectsAboutAsManyAsSaid) {
  const Roller roller(11);
  const auto bytes = noise(1 << 20, 5);
  for (const Grain grain : {Grain::fine, Grain::coarse}) {
    std::vector<std::uint64_t> winnowed;
    winnow(roller, bytes, grain, winnowed);
    const double share = static_cast<double>(winnowed.size()) / (1 << 20);
    EXPECT_NEAR(share, 2.0 / (static_cast<double>(row_of(grain)) + 1), 0.004);
  }
}

TEST(Fingerprint, OneByteRepeatedIsNoContent) {
  const Roller roller(13);
  std::vector<std::uint64_t> selected;
  winnow(roller, std::vector<std::uint8_t>(5000, 'N'), Grain::fine, selected);
  winnow(roller, std::vector<std::uint8_t>(5000, 0), Grain::fine, selected);
  EXPECT_TRUE(selected.empty());
}

TEST(Fingerprint, AnotherKeySelectsOthers) {
  const auto bytes = noise(4000, 6);
  std::vector<std::uint64_t> one, other;
  winnow(Roller(1), bytes, Grain::fine, one);
  winnow(Roller(2), bytes, Grain::fine, other);
  EXPECT_NE(one, other);
}

}  // namespace
}  // namespace cordon::sift
