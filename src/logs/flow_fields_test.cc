#include "logs/flow_fields.h"

#include <gtest/gtest.h>

namespace cordon::logs {
namespace {

struct Value {
  std::uint16_t id;
  std::string bytes;
  std::uint32_t enterprise = 0;
};

FlowFields heard(std::initializer_list<Value> values) {
  FlowFields fields;
  for (const Value& value : values) {
    TemplateField field;
    field.id = value.id;
    field.length = static_cast<std::uint16_t>(value.bytes.size());
    field.enterprise = value.enterprise;
    fields.hear(field, bytes_of(value.bytes));
  }
  return fields;
}

std::string be(std::uint64_t number, std::size_t size) {
  std::string bytes;
  for (std::size_t i = size; i-- > 0;) bytes += static_cast<char>(number >> 8 * i);
  return bytes;
}

constexpr std::uint32_t kOtherDirection = 29305;  // RFC 5103

TEST(FlowFields, WhoAndHowMuch) {
  const FlowFields f = heard({{8, be(0xc0000207, 4)},
                              {12, be(0xc0000250, 4)},
                              {7, be(51234, 2)},
                              {11, be(80, 2)},
                              {4, be(6, 1)},
                              {6, be(0x1b, 1)},
                              {1, be(1000, 4)},
                              {2, be(7, 8)}});
  EXPECT_EQ(f.source->text(), "192.0.2.7");
  EXPECT_EQ(f.destination->text(), "192.0.2.80");
  EXPECT_EQ(f.source_port, 51234u);
  EXPECT_EQ(f.destination_port, 80u);
  EXPECT_EQ(*f.flags, 0x1b);
  EXPECT_EQ(f.bytes, 1000u);
  EXPECT_EQ(f.packets, 7u);
  EXPECT_FALSE(f.two_way);
}

TEST(FlowFields, OfTwoFamiliesTheOneThatIsThere) {
  const std::string six = be(0x20010db800000000, 8) + be(7, 8);
  EXPECT_EQ(heard({{8, be(0, 4)}, {27, six}}).source->text(), "2001:db8::7");
  EXPECT_EQ(heard({{27, std::string(16, '\0')}, {8, be(0xc0000207, 4)}}).source->text(),
            "192.0.2.7");
  EXPECT_FALSE(heard({{8, be(1, 3)}}).source.has_value()) << "no address is of three bytes";
}

TEST(FlowFields, BothDirections) {
  const FlowFields reverse =
      heard({{1, be(5, 4)}, {1, be(9, 4), kOtherDirection}, {6, be(0x12, 1), kOtherDirection}});
  EXPECT_TRUE(reverse.two_way);
  EXPECT_EQ(reverse.reverse_bytes, 9u);
  EXPECT_EQ(*reverse.reverse_flags, 0x12);
  const FlowFields named =
      heard({{231, be(5, 4)}, {232, be(9, 4)}, {298, be(1, 4)}, {299, be(2, 4)}});
  EXPECT_TRUE(named.two_way);
  EXPECT_EQ(named.bytes, 5u);
  EXPECT_EQ(named.reverse_packets, 2u);
  EXPECT_EQ(heard({{1, be(5, 4), 9}}).bytes, 0u) << "another maker's field of that number";
}

TEST(FlowFields, TimesInAllTheirUnits) {
  const auto start = [](Value value) { return rfc3339(heard({value}).start); };
  EXPECT_EQ(start({150, be(1704801600, 4)}), "2024-01-09T12:00:00.000000Z");
  EXPECT_EQ(start({152, be(1704801600250, 8)}), "2024-01-09T12:00:00.250000Z");
  EXPECT_EQ(start({156, be((1704801600ULL + 2208988800ULL) << 32 | 0x40000000, 8)}),
            "2024-01-09T12:00:00.250000Z");
  EXPECT_EQ(heard({{156, be(1, 8)}}).start, kNoTime) << "before 1970";
  EXPECT_EQ(heard({{152, be(UINT64_MAX, 8)}}).start, kNoTime);
  EXPECT_EQ(*heard({{161, be(1500, 4)}}).lasted_us, 1'500'000u);
  EXPECT_EQ(*heard({{22, be(7, 4)}}).first_uptime, 7u);
}

TEST(FlowFields, SamplingAndIcmp) {
  const FlowFields one_in = heard({{34, be(100, 4)}});
  EXPECT_EQ(one_in.interval + one_in.space, 100u);
  const FlowFields systematic = heard({{305, be(1, 4)}, {306, be(999, 4)}});
  EXPECT_EQ(systematic.interval, 1u);
  EXPECT_EQ(systematic.space, 999u);
  EXPECT_EQ(heard({{309, be(1, 4)}, {310, be(64, 4)}}).population, 64u);
  EXPECT_EQ(*heard({{32, be(8 << 8, 2)}}).icmp, 8u << 8);
  EXPECT_EQ(*heard({{176, be(3, 1)}, {177, be(1, 1)}}).icmp, 3u << 8 | 1);
  EXPECT_EQ(*heard({{177, be(1, 1)}, {176, be(3, 1)}}).icmp, 3u << 8 | 1);
}

}  // namespace
}  // namespace cordon::logs
