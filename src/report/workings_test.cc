#include "report/workings.h"

#include <gtest/gtest.h>

#include "report/page.h"
#include "report/sample.h"

namespace cordon::report {
namespace {

Time at(int second) { return Time(std::chrono::seconds(second)); }

pipeline::Workings with_scanners(std::size_t count) {
  pipeline::Workings workings;
  detect::ServiceSpread web{{net::Protocol::tcp, 80}, 5, 40, {}, 1, true};
  for (std::uint32_t i = 0; i < count; ++i) {
    detect::SpreadScanner s;
    s.host = sample_host(i);
    s.onset = s.first_failure = at(20);
    s.contacts = 20;
    s.failed = 18;
    s.likelihood = 12.3;
    s.turned = i == 1;
    s.by = sample_host(0);
    s.reached = at(10);
    s.passed_on = i == 0;
    web.scanners.push_back(s);
  }
  workings.spreads = {web};
  return workings;
}

TEST(Workings, OfSpreadNameWhoTurnedByWhom) {
  EXPECT_EQ(spreads_text(with_scanners(2), false, false),
            "tcp port 80: a worm, 1 server turned\n"
            "  2 of 5 clients scan it; 40 servers were opened\n"
            "  10.20.0.0       +12.3: opened it on 20 hosts since 00:00:20.000, 18 of which\n"
            "                  did not answer; nobody who scans was seen to have reached it\n"
            "                  before; some that it reached turned as well\n"
            "  10.20.0.1       +12.3: opened it on 20 hosts since 00:00:20.000, 18 of which\n"
            "                  did not answer; TURNED: 10.20.0.0 had reached it at\n"
            "                  00:00:10.000, 10.0 s before\n");
  EXPECT_EQ(spreads_text({}, false, false), "No service is scanned.\n");
}

TEST(Workings, LongListsAreCutUnlessAsked) {
  const std::string text = spreads_text(with_scanners(kMostListed + 3), false, false);
  EXPECT_NE(text.find("... and 3 more (-v lists them)"), std::string::npos);
  EXPECT_EQ(text.find(sample_host(kMostListed + 1).text()), std::string::npos);
  EXPECT_NE(spreads_text(with_scanners(kMostListed + 3), false, true)
                .find(sample_host(kMostListed + 1).text()),
            std::string::npos);
}

TEST(Workings, OfWalksSayWhereItBeganAndOverWhat) {
  pipeline::Workings workings;
  trace::CaseWalks walks;
  walks.strain = "unknown.tcp.80";
  walks.protocol = net::Protocol::tcp;
  walks.port = 80;
  walks.walks = 20'000;
  walks.told.window = 8s;
  walks.told.origins = {{false, sample_host(1), 0.93}};
  walks.told.edges = {{sample_host(1), sample_host(2), at(10), 0.35, 0.98}};
  workings.walks = {walks};
  const std::string text = walks_text(workings, false, false);
  for (const char* part : {"unknown.tcp.80 on tcp port 80: 20,000 walks", "10.20.0.1       0.93",
                           "00:00:10.000 10.20.0.1       to 10.20.0.2       0.98"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
}

}  // namespace
}  // namespace cordon::report
