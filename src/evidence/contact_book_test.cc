#include "evidence/contact_book.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace cordon::evidence
