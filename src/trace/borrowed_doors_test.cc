#include "trace/borrowed_doors.h"

#include <gtest/gtest.h>

namespace cordon::trace {
namespace {

net::Address host(std::uint32_t last) { return net::Address::v4(0x0a000000 + last); }

TEST(BorrowedDoors, NimdaAsksForCodeRedIIs) {
  const auto catalogue = strain::Catalogue::built_in();
  ASSERT_TRUE(catalogue.has_value());
  std::vector<Outbreak> outbreaks(2);
  outbreaks[0].strain = "codered.ii";
  outbreaks[0].strain_name = "Code Red II";
  for (const std::uint32_t by : {3u, 1u, 1u, 9u})
    outbreaks[0].backdoor_uses.push_back({host(100), host(by), {}, false, "", 0});
  outbreaks[1].strain = "nimda.a";
  for (const std::uint32_t sender : {1u, 2u, 3u}) {
    outbreaks[1].senders.emplace_back();
    outbreaks[1].senders.back().host = host(sender);
  }
  tell_borrowed_doors(outbreaks, *catalogue);
  EXPECT_TRUE(outbreaks[0].borrowed_doors.empty());
  ASSERT_EQ(outbreaks[1].borrowed_doors.size(), 1u);
  EXPECT_EQ(outbreaks[1].borrowed_doors[0].strain, "codered.ii");
  EXPECT_EQ(outbreaks[1].borrowed_doors[0].askers, (std::vector{host(1), host(3)}));
}

}  // namespace
}  // namespace cordon::trace
