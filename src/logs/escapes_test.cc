#include "logs/escapes.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "logs/sieve.h"

namespace cordon::logs {
namespace {

std::string undone(std::string_view text) {
  std::string scratch;
  return std::string(unescaped(text, scratch));
}

TEST(Escapes, OfApacheAndNginxAreUndone) {
  EXPECT_EQ(undone(R"(/\x90\x02\"q\"\\)"), "/\x90\x02\"q\"\\");
  EXPECT_EQ(undone(R"(a\tb\nc)"), "a\tb\nc");
  EXPECT_EQ(undone(R"(\u002f\/)"), "//");
}

TEST(Escapes, ABackslashBeforeAnythingElseIsItself) {
  for (const char* text : {R"(/scripts/..\../winnt)", R"(\)", R"(\x)", R"(\x9)", R"(\xzz)",
                           R"(\u12)", R"(\u1234)", "plain"})
    EXPECT_EQ(undone(text), text);
}

TEST(Escapes, OfBytesAloneLeaveOtherBackslashes) {
  std::string scratch;
  EXPECT_EQ(with_bytes(R"(\\host\new\x90\xzz\x9)", scratch), "\\\\host\\new\x90\\xzz\\x9");
  EXPECT_EQ(unhashed("/a#22b#zz#2", scratch), "/a\"b#zz#2");
  EXPECT_EQ(unhashed("plain", scratch), "plain");
}

bool plainly_twin(std::string_view target) {
  for (std::size_t i = 0; i < target.size(); ++i) {
    if (target[i] == '%' || target[i] == '\\') return false;
    if (i > 0 && target[i - 1] == '/' && (target[i] == '/' || target[i] == '.')) return false;
  }
  return true;
}

TEST(Escapes, AFastLookAtATargetIsASlowOnes) {
  Random random(1);
  constexpr std::string_view kLetters = "abcdefghij/.%\\x";
  for (int i = 0; i < 20'000; ++i) {
    std::string target;
    for (std::uint64_t length = random.below(70); length > 0; --length)
      target.push_back(random.chance(0.05) ? kLetters[random.below(kLetters.size())] : 'a');
    EXPECT_EQ(tells_plainly(target), plainly_twin(target)) << target;
  }
}

}  // namespace
}  // namespace cordon::logs
