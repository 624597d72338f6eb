#include "detect/flow_marks.h"

#include <gtest/gtest.h>

namespace cordon::detect {
namespace {

std::size_t found(std::uint16_t port, std::uint64_t packets, std::uint64_t bytes,
                  event::Outcome outcome) {
  static const auto kCatalogue = strain::Catalogue::built_in();
  evidence::Book book;
  FlowMarks marks(*kCatalogue, book);
  event::Flow flow;
  flow.client = {net::Address::v4(1), 4000};
  flow.server = {net::Address::v4(2), port};
  flow.protocol = net::Protocol::udp;
  flow.outcome = outcome;
  flow.sent[0] = {packets, bytes, 0};
  marks.see(event::FlowClosed{flow, {}, event::FlowClosed::Why::finished});
  for (const auto& finding : book.findings()) EXPECT_EQ(finding.strain, "slammer");
  return book.findings().size();
}

TEST(FlowMarks, KnowSlammerByItsSize) {
  EXPECT_EQ(found(1434, 1, 376, event::Outcome::unknown), 1u);
  EXPECT_EQ(found(1434, 3, 3 * 376, event::Outcome::unknown), 1u);
  EXPECT_EQ(found(1434, 1, 1, event::Outcome::unanswered), 0u) << "a question for an instance";
  EXPECT_EQ(found(1433, 1, 376, event::Outcome::unknown), 0u);
}

TEST(FlowMarks, WithoutASizeGoByTheSilence) {
  EXPECT_EQ(found(1434, 0, 0, event::Outcome::unanswered), 1u);
  EXPECT_EQ(found(1434, 0, 0, event::Outcome::established), 0u);
  EXPECT_EQ(found(1434, 0, 0, event::Outcome::unknown), 0u);
}

}  // namespace
}  // namespace cordon::detect
