// The bounded tables against maps, where there is room; and what they promise where there is none.
#include <gtest/gtest.h>

#include <map>

#include "base/random.h"
#include "scan/aged_fingerprints.h"
#include "scan/associative_table.h"
#include "scan/first_contacts.h"

namespace cordon::scan {
namespace {

const Time kStart = Time(std::chrono::seconds(1'500'000'000));

TEST(AgedFingerprints, AgreesWithAMapWhereThereIsRoom) {
  AgedFingerprints set(1 << 16, 72h);
  std::map<std::uint64_t, Time> twin;
  Random random(1);
  Time now = kStart;
  for (int i = 0; i < 20'000; ++i) {
    now += 1min;
    const std::uint64_t key = mix(random.below(4000) + 1);
    const Duration age = twin.contains(key) ? now - twin[key] : 1000h;
    const bool was_there = age < 72h;
    if (age < 71h || age > 73h) {  // ages are in coarse steps
      EXPECT_EQ(set.contains(key, now), was_there);
      EXPECT_EQ(set.add(key, now, false), !was_there);
    } else {
      set.add(key, now, false);
    }
    twin[key] = now;
  }
  EXPECT_EQ(set.evicted(), 0u);
}

TEST(AgedFingerprints, PreciousOnesOutliveAFlood) {
  AgedFingerprints set(1 << 12, 72h);
  for (std::uint64_t i = 1; i <= 500; ++i) set.add(mix(i), kStart, true);
  for (std::uint64_t i = 1; i <= 1'000'000; ++i)
    set.add(mix(1'000'000 + i), kStart + std::chrono::milliseconds(i), false);
  std::size_t kept = 0;
  for (std::uint64_t i = 1; i <= 500; ++i) kept += set.contains(mix(i), kStart + 1h);
  EXPECT_EQ(kept, 500u);
  EXPECT_GT(set.evicted(), 990'000u);
  EXPECT_EQ(set.bytes(), (1u << 12) * 4);
}

TEST(AgedFingerprints, TimeThatGoesBackALittleDoesNoHarm) {
  AgedFingerprints set(1 << 10, 72h);
  set.add(42ULL << 40, kStart + 1h, false);
  EXPECT_FALSE(set.add(42ULL << 40, kStart, false));
  EXPECT_FALSE(set.add(42ULL << 40, kStart + 71h, false));
  EXPECT_TRUE(set.add(42ULL << 40, kStart + 71h + 73h, false));
}

// Ages, lifetimes and emptiness of every kind, equal ones among them.
TEST(AgedLine, SearchesAsThePlainLoopsDo) {
  Random random(3);
  for (int i = 0; i < 200'000; ++i) {
    AgedLine line;
    const auto step = static_cast<std::uint32_t>(random.below(AgedLine::kTimeMask + 1));
    const std::uint64_t spread = random.chance(0.5) ? 8 : AgedLine::kTimeMask + 1;
    for (std::uint32_t& place : line.places)
      if (random.chance(0.9))
        place = place_of((random.below(4) + 1) << 50) |
                ((step - static_cast<std::uint32_t>(random.below(spread))) & AgedLine::kTimeMask)
                    << 1 |
                static_cast<std::uint32_t>(random.below(2));
    ASSERT_EQ(ripest(line, step), plain::ripest(line, step));
    const std::uint32_t wanted = place_of((random.below(4) + 1) << 50);
    ASSERT_EQ(places_with(line, wanted), plain::places_with(line, wanted));
  }
}

TEST(CacheSet, SearchesAsThePlainLoopsDo) {
  Random random(4);
  for (int i = 0; i < 200'000; ++i) {
    CacheSet set;
    for (std::size_t way = 0; way < CacheSet::kWays; ++way) {
      set.tags[way] = static_cast<std::uint32_t>(random.next()) & 0x80000001;
      set.worth[way] = static_cast<std::uint32_t>(random.below(random.chance(0.5) ? 3 : 1 << 30));
    }
    const std::uint32_t tag = static_cast<std::uint32_t>(random.next()) & 0x80000001;
    ASSERT_EQ(ways_with(set, tag), plain::ways_with(set, tag));
    ASSERT_EQ(way_worth_least(set), plain::way_worth_least(set));
  }
}

struct Count {
  int n = 0;
};

TEST(AssociativeTable, AgreesWithAMapWhereThereIsRoom) {
  AssociativeTable<Count> table(1 << 14);
  std::map<std::uint64_t, int> twin;
  Random random(2);
  for (int i = 0; i < 50'000; ++i) {
    const std::uint64_t key = mix(random.below(2000));
    Count& count = table.at(key);
    EXPECT_EQ(++count.n, ++twin[key]);
    table.set_worth(count, worth_of(kStart, static_cast<std::uint32_t>(count.n)));
  }
  EXPECT_EQ(table.evicted(), 0u);
}

TEST(AssociativeTable, PatientSourcesOutliveAFlood) {
  AssociativeTable<Count> table(1 << 10);
  Time now = kStart;
  const auto see = [&](std::uint64_t key) {
    Count& count = table.at(mix(key));
    table.set_worth(count, worth_of(now, static_cast<std::uint32_t>(++count.n)));
    return count.n;
  };
  for (std::uint64_t source = 0; source < 50; ++source)
    for (int i = 0; i < 5; ++i) see(source);
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    now += 100ms;  // under three hours in all
    see(1000 + i);
  }
  int kept = 0;
  for (std::uint64_t source = 0; source < 50; ++source) kept += see(source) == 6;
  EXPECT_EQ(kept, 50);
  EXPECT_GT(table.evicted(), 98'000u);
}

TEST(FirstContacts, OnceEach) {
  FirstContacts contacts(1 << 12, 1h);
  EXPECT_TRUE(contacts.is_first(mix(7), kStart, false));
  EXPECT_FALSE(contacts.is_first(mix(7), kStart + 30min, true));
  EXPECT_TRUE(contacts.is_first(mix(8), kStart + 30min, true));
  EXPECT_TRUE(contacts.is_first(mix(7), kStart + 3h, false));
}

}  // namespace
}  // namespace cordon::scan
