#include "evidence/contact_book.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/random.h"

namespace cordon::evidence {
namespace {

Contact flow(int second, std::uint32_t server, std::uint16_t port) {
  Contact c;
  c.client = net::Address::v4(1);
  c.server = net::Address::v4(server);
  c.port = port;
  c.first = c.last = Time(std::chrono::seconds(second));
  c.flows = c.established = 1;
  return c;
}

TEST(ContactBook, FlowsToOneServiceAreOneContact) {
  std::vector<ContactBook> books(2);
  books[0].add(flow(5, 9, 80));
  books[1].add(flow(3, 9, 80));
  books[1].add(flow(4, 9, 443));
  const auto contacts = ContactBook::merge(books);
  ASSERT_EQ(contacts.size(), 2u);
  EXPECT_EQ(contacts[0].port, 80);
  EXPECT_EQ(contacts[0].flows, 2u);
  EXPECT_EQ(contacts[0].first, Time(std::chrono::seconds(3)));
  EXPECT_EQ(contacts[0].last, Time(std::chrono::seconds(5)));
}

TEST(ContactBook, IsBounded) {
  ContactBook book(100);
  for (std::uint32_t i = 0; i < 1000; ++i) book.add(flow(1, i, 80));
  EXPECT_EQ(book.not_kept(), 900u);
}

Contact failure(int second, std::uint32_t client, std::uint32_t server) {
  Contact c = flow(second, server, 80);
  c.client = net::Address::v4(client);
  c.established = 0;
  c.unanswered = 1;
  return c;
}

std::uint64_t flows(const std::vector<Contact>& contacts) {
  std::uint64_t sum = 0;
  for (const Contact& c : contacts) sum += c.flows;
  return sum;
}

TEST(ContactBook, FailedContactsGiveWayToAnsweredOnes) {
  std::vector<ContactBook> books;
  books.emplace_back(100);
  for (std::uint32_t i = 0; i < 60; ++i) books[0].add(flow(1, i, 443));
  for (std::uint32_t i = 0; i < 10'000; ++i) books[0].add(failure(2, 1000 + i, i));
  for (std::uint32_t i = 60; i < 80; ++i) books[0].add(flow(3, i, 443));
  const std::uint64_t not_kept = books[0].not_kept();
  const auto contacts = ContactBook::merge(books);
  EXPECT_EQ(std::count_if(contacts.begin(), contacts.end(),
                          [](const Contact& c) { return c.established > 0; }),
            80);
  EXPECT_EQ(contacts.size(), 100u);
  EXPECT_EQ(flows(contacts) + not_kept, 10'080u);
}

TEST(ContactBook, AScannerTakesNoRoomFromOthers) {
  std::vector<ContactBook> books;
  books.emplace_back(200);
  for (int i = 0; i < 5000; ++i) books[0].add(failure(i, 7, static_cast<std::uint32_t>(i)));
  for (std::uint32_t c = 0; c < 50; ++c)
    for (int i = 0; i < 3; ++i) books[0].add(failure(i, 100 + c, static_cast<std::uint32_t>(i)));
  const auto contacts = ContactBook::merge(books);
  std::map<net::Address, int> of;
  for (const Contact& c : contacts) ++of[c.client];
  EXPECT_EQ(of.size(), 51u);
  EXPECT_EQ(of[net::Address::v4(7)], 50);
  for (const Contact& c : contacts)
    EXPECT_TRUE(c.client != net::Address::v4(7) || c.first < Time(50s));  // its first ones
}

TEST(ContactBook, KeepsAsManyFailuresOfOneClientHoweverManyBooksThereAre) {
  std::vector<Contact> once;
  for (const std::size_t shards : {1u, 2u, 7u, 16u}) {
    std::vector<ContactBook> books(shards);
    Random random(1);
    for (int i = 0; i < 20'000; ++i)
      books[random.below(shards)].add(failure(i / 4, 7, static_cast<std::uint32_t>(i)));
    for (std::uint32_t i = 0; i < 100; ++i) books[random.below(shards)].add(flow(1, i, 443));
    std::uint64_t not_kept = 0;
    for (ContactBook& book : books) not_kept += book.not_kept();
    const auto contacts = ContactBook::merge(books, &not_kept);
    EXPECT_EQ(contacts.size(), kMostFailedOfOne + 100);
    EXPECT_EQ(flows(contacts) + not_kept, 20'100u);
    if (once.empty()) once = contacts;
    ASSERT_EQ(contacts.size(), once.size());
    for (std::size_t i = 0; i < contacts.size(); ++i) EXPECT_EQ(contacts[i].server, once[i].server);
  }
}

TEST(ContactBook, WhatIsKeptDoesNotDependOnTheOrder) {
  std::vector<Contact> all;
  for (std::uint32_t i = 0; i < 400; ++i) all.push_back(flow(static_cast<int>(i), i, 443));
  for (std::uint32_t i = 0; i < 400; ++i) all.push_back(failure(static_cast<int>(i), i % 30, i));
  Random random(2);
  std::vector<Contact> once;
  for (int run = 0; run < 5; ++run) {
    std::vector<ContactBook> books;
    books.emplace_back(500);
    for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[random.below(i)]);
    for (const Contact& c : all) books[0].add(c);
    const auto contacts = ContactBook::merge(books);
    if (once.empty()) once = contacts;
    ASSERT_EQ(contacts.size(), once.size());
    for (std::size_t i = 0; i < contacts.size(); ++i) EXPECT_EQ(contacts[i].server, once[i].server);
  }
}

}  // namespace
}  // namespace cordon::evidence
