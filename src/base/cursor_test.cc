#include "base/cursor.h"

#include <gtest/gtest.h>

namespace cordon {
namespace {

TEST(Cursor, ReadsBothByteOrders) {
  const std::uint8_t data[] = {1, 2, 3, 4, 5, 6, 7};
  Cursor cursor(data);
  EXPECT_EQ(cursor.be16(), 0x0102);
  EXPECT_EQ(cursor.le16(), 0x0403);
  EXPECT_EQ(cursor.be24(), 0x050607u);
  EXPECT_EQ(cursor.left(), 0u);
  EXPECT_FALSE(cursor.failed());
}

TEST(Cursor, PastTheEndIsZeroAndFailedForGood) {
  const std::uint8_t data[] = {1, 2, 3};
  Cursor cursor(data);
  EXPECT_EQ(cursor.be32(), 0u);
  EXPECT_TRUE(cursor.failed());
  EXPECT_EQ(cursor.u8(), 0u);
  EXPECT_TRUE(cursor.take(0).empty());
  EXPECT_EQ(cursor.offset(), 3u);
}

TEST(Bytes, HeadAndTailNeverLeaveTheSpan) {
  const auto text = bytes_of("abc");
  EXPECT_EQ(text_of(head(text, 9)), "abc");
  EXPECT_EQ(text_of(tail(text, 2)), "c");
  EXPECT_TRUE(tail(text, 9).empty());
}

}  // namespace
}  // namespace cordon
