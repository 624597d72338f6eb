#include "strain/toml_guard.h"

#include <gtest/gtest.h>

#include "strain/catalogue.h"

namespace cordon::strain {
namespace {

TEST(TomlGuard, LetsEveryOrdinaryFileThrough) {
  for (const char* text :
       {"", "a = 1 # caf\xc3\xa9\n[b]\nc = 'd\xc3\xa9'\n", "[[ a ]]\nb = [[1, 2], [3]]\n",
        "a = [\n  [1],\n  [ +2 ],\n]\n[\"x y\"]\n", "a = \"\"\"x\n[=\n\xc3\xa9\\\"\"\"\"\n[b]\n",
        "a = '''[='''\nb = 'it\\'\n[c]\n", "\xef\xbb\xbf[a]\n",
        "a.\"b.c\".d = {e.\"f\" = [\n  [\"x\"],\n  {g = 'y'} ]}\n[h.\"10.0.0.0/8\"]\n"})
    EXPECT_FALSE(unreadable_toml(text)) << text;
}

TEST(TomlGuard, FindsWhatTheLibraryDoesNotBear) {
  const auto accent = unreadable_toml("a = 1\n[b\xc7\x85]\n");
  ASSERT_TRUE(accent);
  EXPECT_EQ(accent->line, 2u);
  EXPECT_EQ(unreadable_toml("a = '''\n\n'''\n[[=b]]\n")->line, 4u);
  EXPECT_TRUE(unreadable_toml("a = [1, # x\n ,2]"));
  EXPECT_TRUE(unreadable_toml("a = [ }"));
  EXPECT_FALSE(unreadable_toml("a = [1, 2,]\nb = {c = [], d = 1}"));
  EXPECT_TRUE(unreadable_toml("[ "));
  EXPECT_TRUE(unreadable_toml("[[.a]]"));
  EXPECT_TRUE(unreadable_toml("a = 3&7[b.\"\xef\xb5\xbf\""));
  EXPECT_TRUE(unreadable_toml("a = 3 \"\xef\xb5\xbf\""));
  EXPECT_TRUE(unreadable_toml("a = b.\"\xef\xb5\xbf\""));
  const auto error = parse_strain("[=]", "a.toml");
  ASSERT_FALSE(error);
  EXPECT_NE(error.error().message().find("a.toml:1"), std::string::npos);
}

}  // namespace
}  // namespace cordon::strain
