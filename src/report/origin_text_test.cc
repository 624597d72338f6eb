#include "report/origin_text.h"

#include <gtest/gtest.h>

namespace cordon::report {
namespace {

std::vector<source::InputReport> inputs(std::size_t count) {
  std::vector<source::InputReport> list(count);
  for (std::size_t i = 0; i < count; ++i) {
    list[i].path = "a/b/file" + std::to_string(i);
    list[i].unit = i == 0 ? "frame" : "line";
  }
  return list;
}

TEST(OriginText, NamesFilesOnlyWhereThereAreSeveral) {
  EXPECT_EQ(origins_text({{0, 5}}, inputs(1), 4), "frame 5");
  EXPECT_EQ(origins_text({{0, 5}, {0, 7}}, inputs(1), 4), "frames 5, 7");
  EXPECT_EQ(origins_text({{0, 5}, {1, 7}, {1, 9}}, inputs(2), 4),
            "frame 5 of file0; lines 7, 9 of file1");
}

TEST(OriginText, LeavesOutWhatIsTooMuch) {
  EXPECT_EQ(origins_text({{0, 1}, {0, 2}, {0, 3}}, inputs(1), 2), "frames 1, 2, ...");
}

}  // namespace
}  // namespace cordon::report
