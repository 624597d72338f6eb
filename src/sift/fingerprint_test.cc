#include "sift/fingerprint.h"

#include <gtest/gtest.h>

#include <algorithm>
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

std::vector<std::uint64_t> all_of(const Roller& roller, Bytes bytes) {
  std::vector<std::uint64_t> all;
  take_all(roller, bytes, all);
  return all;
}

// The slow twin: each window hashed from nothing, each row of windows searched.
std::set<std::uint64_t> winnowed_slowly(const Roller& roller, Bytes bytes) {
  std::vector<std::uint64_t> hashes;
  for (std::size_t i = 0; i + kWindow <= bytes.size(); ++i) {
    const auto one = all_of(roller, bytes.subspan(i, kWindow));
    hashes.push_back(one.empty() ? ~std::uint64_t{0} : one.front());
  }
  std::set<std::uint64_t> selected;
  for (std::size_t i = 0; i + kWinnow <= hashes.size(); ++i)
    selected.insert(*std::min_element(hashes.begin() + static_cast<std::ptrdiff_t>(i),
                                      hashes.begin() + static_cast<std::ptrdiff_t>(i + kWinnow)));
  selected.erase(~std::uint64_t{0});
  return selected;
}

TEST(Fingerprint, DoesNotDependOnWhatStandsAround) {
  const Roller roller(7);
  const auto content = noise(200, 1);
  auto first = noise(33, 2), second = noise(400, 3);
  first.insert(first.end(), content.begin(), content.end());
  second.insert(second.begin() + 100, content.begin(), content.end());
  const auto one = all_of(roller, first), other = all_of(roller, second);
  std::set<std::uint64_t> common;
  for (const auto hash : one)
    if (std::find(other.begin(), other.end(), hash) != other.end()) common.insert(hash);
  EXPECT_EQ(common.size(), content.size() - kWindow + 1);
}

TEST(Fingerprint, WinnowingSelectsWhatItsSlowTwinDoes) {
  const Roller roller(7);
  for (const std::size_t size : {0, 31, 32, 54, 55, 56, 100, 1500, 5000}) {
    auto bytes = noise(size, size);
    if (size > 1000) std::fill(bytes.begin() + 300, bytes.begin() + 420, std::uint8_t{'A'});
    std::vector<std::uint64_t> fast;
    winnow(roller, bytes, fast);
    const std::set<std::uint64_t> kept(fast.begin(), fast.end());
    if (size >= kSurelySeen) {
      EXPECT_EQ(kept, winnowed_slowly(roller, bytes)) << size;
    }
  }
}

TEST(Fingerprint, AnySharedRunOfTheStatedLengthLeavesOneInCommon) {
  const Roller roller(9);
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const auto content = noise(kSurelySeen, seed);
    auto a = noise(80 + seed % 50, seed + 1000), b = noise(200, seed + 2000);
    a.insert(a.begin() + 40, content.begin(), content.end());
    b.insert(b.begin() + 120, content.begin(), content.end());
    std::vector<std::uint64_t> of_a, of_b;
    winnow(roller, a, of_a);
    winnow(roller, b, of_b);
    EXPECT_TRUE(std::any_of(of_a.begin(), of_a.end(), [&](std::uint64_t hash) {
      return std::find(of_b.begin(), of_b.end(), hash) != of_b.end();
    })) << seed;
  }
}

TEST(Fingerprint, SelectsAboutAsManyAsSaid) {
  const Roller roller(11);
  const auto bytes = noise(1 << 20, 5);
  std::vector<std::uint64_t> winnowed, sampled;
  winnow(roller, bytes, winnowed);
  sample(roller, bytes, sampled);
  const double size = 1 << 20;
  EXPECT_NEAR(static_cast<double>(winnowed.size()) / size, 2.0 / (kWinnow + 1), 0.004);
  EXPECT_NEAR(static_cast<double>(sampled.size()) / size, 1.0 / kSampled, 0.002);
}

TEST(Fingerprint, OneByteRepeatedIsNoContent) {
  const Roller roller(13);
  std::vector<std::uint64_t> selected;
  winnow(roller, std::vector<std::uint8_t>(5000, 'N'), selected);
  take_all(roller, std::vector<std::uint8_t>(5000, 0), selected);
  EXPECT_TRUE(selected.empty());
}

TEST(Fingerprint, AnotherKeySelectsOthers) {
  const auto bytes = noise(4000, 6);
  std::vector<std::uint64_t> one, other;
  winnow(Roller(1), bytes, one);
  winnow(Roller(2), bytes, other);
  EXPECT_NE(one, other);
}

}  // namespace
}  // namespace cordon::sift
