#include "cli/output.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace cordon::cli {
namespace {

namespace fs = std::filesystem;

struct Output : testing::Test {
  fs::path folder =
      fs::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
  void SetUp() override { fs::create_directories(folder); }
  void TearDown() override { fs::remove_all(folder); }
};

TEST_F(Output, IsThereOnlyWhenItIsWhole) {
  const std::string path = folder / "x.json";
  {
    auto file = OutputFile::create(path);
    ASSERT_TRUE(file);
    file->write("half");
  }
  EXPECT_TRUE(fs::is_empty(folder));
  ASSERT_TRUE(write_file(path, "whole"));
  std::ifstream in(path);
  std::string text;
  in >> text;
  EXPECT_EQ(text, "whole");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 1);
}

TEST_F(Output, SaysWhichFileCannotBeWritten) {
  const auto result = write_file(folder / "none" / "x.json", "text");
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().message().find("x.json"), std::string::npos);
}

}  // namespace
}  // namespace cordon::cli
