#include "detect/contacts.h"

#include <gtest/gtest.h>

namespace cordon::detect {
namespace {

TEST(Contacts, AClosedFlowIsAContactWithItsOutcome) {
  std::vector<evidence::ContactBook> books(1);
  Contacts contacts(books[0]);
  event::Flow flow;
  flow.client = {net::Address::v4(1), 1000};
  flow.server = {net::Address::v4(2), 445};
  flow.first = {Time(5s), 7};
  for (const auto outcome : {event::Outcome::established, event::Outcome::refused,
                             event::Outcome::unanswered, event::Outcome::unknown}) {
    flow.outcome = outcome;
    contacts.see(event::FlowClosed{flow, {}, event::FlowClosed::Why::finished});
  }
  const auto all = evidence::ContactBook::merge(books);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].flows, 4u);
  EXPECT_EQ(all[0].established, 1u);
  EXPECT_EQ(all[0].refused, 1u);
  EXPECT_EQ(all[0].unanswered, 1u);
  EXPECT_EQ(all[0].first_frame, 7u);
}

}  // namespace
}  // namespace cordon::detect
