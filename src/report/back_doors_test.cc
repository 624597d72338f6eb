#include "report/back_doors.h"

#include <gtest/gtest.h>

namespace cordon::report {
namespace {

using trace::Account;
using trace::Outbreak;

net::Address host(std::uint32_t last) { return net::Address::v4(0x0a000000 + last); }

Account account() {
  Account account;
  Outbreak lender, borrower;
  lender.strain = "codered.ii";
  for (std::uint32_t by = 1; by <= 3; ++by)
    for (int twice = 0; twice < 2; ++twice)
      lender.backdoor_uses.push_back({host(100), host(by), Time(1s), by == 3, "", 0});
  borrower.strain_name = "Nimda";
  borrower.borrowed_doors = {{"codered.ii", "Code Red II", {host(1), host(3)}}};
  account.outbreaks = {lender, borrower};
  return account;
}

TEST(BackDoors, OtherWormsThatLookForThemAreToldAsSuch) {
  const Account a = account();
  Page page(false);
  put_back_doors(a, a.outbreaks[0], false, page);
  EXPECT_EQ(page.text(),
            "\n  Back doors\n"
            "  1 host asked 2 times and found none open: they send Nimda, which looks for it\n"
            "  00:00:01.000  10.0.0.3 asked 10.0.0.100 2 times: OPEN at 00:00:01.000\n"
            "  00:00:01.000  10.0.0.2 asked 10.0.0.100 2 times: no sign of an open one\n");
  EXPECT_EQ(borrowed_text(a.outbreaks[1]),
            " 2 of its senders ask for the back door of Code Red II.");
}

TEST(BackDoors, VerboseListsEveryPair) {
  const Account a = account();
  Page page(false);
  put_back_doors(a, a.outbreaks[0], true, page);
  EXPECT_NE(page.text().find("10.0.0.1 asked"), std::string::npos);
}

}  // namespace
}  // namespace cordon::report
