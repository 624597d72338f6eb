// For tests: a sink that keeps all frames, and what their headers say.
#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "base/cursor.h"
#include "traffic/wire.h"

namespace cordon::traffic {

struct Frames final : FrameSink {
  void frame(Time time, Bytes bytes) override {
    EXPECT_GE(time, last);
    last = time;
    times.push_back(time);
    all.push_back(copy_of(bytes));
  }
  Time last = Time::min();
  std::vector<Time> times;
  std::vector<std::vector<std::uint8_t>> all;
};

inline net::Address from_of(Bytes frame) { return net::Address::from_v4(frame.data() + 26); }
inline net::Address to_of(Bytes frame) { return net::Address::from_v4(frame.data() + 30); }

/// The one's complement sum over what is whole, its checksum included, is all ones.
inline std::uint16_t whole_sum(Bytes bytes, std::uint32_t sum) {
  for (std::size_t i = 0; i < bytes.size(); ++i)
    sum += i % 2 == 0 ? static_cast<std::uint32_t>(bytes[i]) << 8 : bytes[i];
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(sum);
}

inline void expect_right_checksums(Bytes frame) {
  const Bytes ip = frame.subspan(14);
  ASSERT_EQ(load_be16(ip.data() + 2), ip.size());
  ASSERT_EQ(whole_sum(ip.first(20), 0), 0xffff);
  const Bytes transport = ip.subspan(20);
  const std::uint32_t pseudo = ip[9] + static_cast<std::uint32_t>(transport.size()) +
                               load_be16(ip.data() + 12) + load_be16(ip.data() + 14) +
                               load_be16(ip.data() + 16) + load_be16(ip.data() + 18);
  ASSERT_EQ(whole_sum(transport, pseudo), 0xffff);
}

}  // namespace cordon::traffic
