#include "evidence/book.h"

#include <gtest/gtest.h>

namespace cordon::evidence {
namespace {

Finding attempt(int second, std::uint32_t target) {
  Finding f;
  f.time = Time(std::chrono::seconds(second));
  f.actor = net::Address::v4(0x0a000001);
  f.target = net::Address::v4(target);
  f.port = 80;
  f.strain = "codered.v2";
  return f;
}

TEST(Book, KeepsTheFirstOfManyAlikeAndCountsTheRest) {
  Book book;
  for (int i = 0; i < 1000; ++i) book.add(attempt(i, 7));
  book.add(attempt(5, 8));
  ASSERT_EQ(book.findings().size(), kMostAlike + 1);
  EXPECT_EQ(book.findings()[kMostAlike - 1].repeats, 1000 - kMostAlike);
  EXPECT_EQ(book.findings()[kMostAlike - 1].last, Time(std::chrono::seconds(999)));
}

TEST(Book, AnAcceptedOneIsNotHiddenByMillionsUnknown) {
  Book book;
  for (int i = 0; i < 100; ++i) book.add(attempt(i, 7));
  Finding accepted = attempt(101, 7);
  accepted.outcome = Outcome::accepted;
  book.add(accepted);
  EXPECT_EQ(book.findings().back().outcome, Outcome::accepted);
}

TEST(Book, IsBoundedAndSaysWhatItDidNotKeep) {
  Book book(10);
  for (std::uint32_t i = 0; i < 25; ++i) book.add(attempt(1, i));
  EXPECT_EQ(book.findings().size(), 10u);
  EXPECT_EQ(book.not_kept(), 15u);
}

TEST(Book, MergesInTheSameOrderHoweverTheFindingsWereSpread) {
  std::vector<Book> one(1), three(3);
  for (int i = 0; i < 30; ++i) {
    const Finding f = attempt(i / 3, static_cast<std::uint32_t>(40 - i));
    one[0].add(f);
    three[static_cast<std::size_t>(i * 7 % 3)].add(f);
  }
  const auto a = Book::merge(one), b = Book::merge(three);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].id(), b[i].id());
}

}  // namespace
}  // namespace cordon::evidence
