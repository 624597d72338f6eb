#include "proto/dns/message.h"

#include <gtest/gtest.h>

namespace cordon::proto::dns {
namespace {

const std::string kAnswer(
    "\x12\x34\x81\x80\0\1\0\2\0\0\0\0"
    "\3www\7example\3com\0\0\1\0\1"
    "\xc0\x0c\0\5\0\1\0\0\0\x3c\0\2\xc0\x10"
    "\xc0\x10\0\1\0\1\0\0\0\x3c\0\4\x5d\xb8\xd8\x22",
    12 + 21 + 14 + 16);

TEST(Dns, ReadsQuestionsAndAnswersThroughPointers) {
  const auto message = read_message(bytes_of(kAnswer));
  ASSERT_TRUE(message);
  EXPECT_TRUE(message->is_response);
  ASSERT_EQ(message->questions.size(), 1u);
  EXPECT_EQ(message->questions[0].name, "www.example.com");
  ASSERT_EQ(message->answers.size(), 2u);
  EXPECT_EQ(message->answers[0].data, "example.com");
  EXPECT_EQ(message->answers[1].data, "93.184.216.34");
}

TEST(Dns, APointerToItselfEnds) {
  const std::string loop("\0\1\0\0\0\1\0\0\0\0\0\0\xc0\x0c\0\1\0\1", 18);
  EXPECT_FALSE(read_message(bytes_of(loop)));
}

TEST(Dns, EveryShorterMessageIsReadAsFarAsItGoes) {
  for (std::size_t n = 0; n < kAnswer.size(); ++n) read_message(bytes_of(kAnswer).first(n));
  EXPECT_FALSE(read_message(bytes_of(kAnswer).first(20)));
}

}  // namespace
}  // namespace cordon::proto::dns
