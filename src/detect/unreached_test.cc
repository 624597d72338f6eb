#include "detect/unreached.h"

#include <gtest/gtest.h>

#include "detect/worm_for_test.h"

namespace cordon::detect {
namespace {

using evidence::Asked;
using for_test::at;
using for_test::contact;
using for_test::host;

TEST(Unreached, AreOfTheServiceThatWasOpenedAroundThem) {
  std::vector<evidence::Contact> contacts{contact(10, 1, 2, true), contact(12, 1, 3, true)};
  for (const std::uint32_t server : {4u, 5u}) {
    contacts.push_back(contact(100, 1, server, true));
    contacts.back().port = 443;
  }
  const auto all = with_unreached(
      contacts, {Asked{host(1), host(90), at(11), 7}, Asked{host(1), host(91), at(99), 8}});
  ASSERT_EQ(all.size(), 6u);
  EXPECT_EQ(all[1].server, host(90));
  EXPECT_EQ(all[1].port, 80);
  EXPECT_EQ(all[1].unanswered, 1u);
  EXPECT_EQ(all[1].first_frame, 7u);
  EXPECT_EQ(all[3].server, host(91));
  EXPECT_EQ(all[3].port, 443);
}

TEST(Unreached, WhoOpenedNothingThenAskedForSomethingElse) {
  const std::vector<evidence::Contact> contacts{contact(10, 1, 2, true), contact(11, 1, 3, true)};
  EXPECT_EQ(with_unreached(contacts, {Asked{host(1), host(90), at(60), 7}}).size(), 2u);
  EXPECT_EQ(with_unreached(contacts, {Asked{host(5), host(90), at(10), 7}}).size(), 2u);
}

TEST(Unreached, WhoSweepsByArpAndLoadsOnePageScansNoService) {
  const std::vector<evidence::Contact> contacts{contact(10, 1, 2, true)};
  EXPECT_EQ(with_unreached(contacts, {Asked{host(1), host(90), at(10), 7}}).size(), 1u);
}

TEST(Unreached, WhoIsMetAnywhereIsThere) {
  const std::vector<evidence::Contact> contacts{contact(10, 1, 2, true), contact(11, 1, 4, true),
                                                contact(11, 9, 3, true)};
  EXPECT_EQ(with_unreached(contacts,
                           {Asked{host(1), host(9), at(10), 7}, Asked{host(1), host(3), at(10), 8}})
                .size(),
            3u);
}

}  // namespace
}  // namespace cordon::detect
