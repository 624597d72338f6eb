#include "report/floods.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "report/first_edges.h"
#include "report/sample.h"

namespace cordon::report {
namespace {

evidence::Flood sample_flood(evidence::FloodRole role) {
  evidence::Flood flood;
  flood.role = role;
  flood.target = net::Address::v4(0xc633645b);
  flood.port = 80;
  flood.protocol = net::Protocol::tcp;
  flood.from = Time(std::chrono::seconds(1'000'000'000));
  flood.to = flood.from + 60s;
  for (std::uint32_t host = 1; host <= 20; ++host) flood.hosts.push_back({sample_host(host)});
  flood.host_count = 20;
  flood.packets_per_second = 1999.7;
  flood.flows_per_second = 1000;
  flood.strain = "codered.v2";
  return flood;
}

std::string page_of(evidence::FloodRole role) {
  trace::Account account;
  account.floods = {sample_flood(role)};
  Page page(false);
  put_floods(account, false, page);
  for (const auto line : split(page.text(), '\n')) EXPECT_LE(width_of(line), kColumns) << line;
  return page.text();
}

TEST(Floods, OursNamesTargetStrengthAndHosts) {
  const std::string text = page_of(evidence::FloodRole::ours);
  for (const char* part : {"FLOOD  198.51.100.91:80", "codered.v2", "20 hosts of ours", "2,000",
                           "10.20.0.12", "and 8 more"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
}

TEST(Floods, OthersAreNotToldAsOurs) {
  EXPECT_EQ(page_of(evidence::FloodRole::upon_us).find("FLOODED"), 0u);
  EXPECT_EQ(page_of(evidence::FloodRole::backscatter).find("BACK-SCATTER"), 0u);
  trace::Account account;
  account.floods = {sample_flood(evidence::FloodRole::backscatter)};
  EXPECT_FALSE(found_something(account));
  account.floods = {sample_flood(evidence::FloodRole::ours)};
  EXPECT_TRUE(found_something(account));
}

TEST(FirstEdges, AreListedWithTheirProbabilityAndNotWhereThereAreNone) {
  trace::Outbreak outbreak;
  Page none(false), some(false);
  put_first_edges(outbreak, false, none);
  EXPECT_EQ(none.text(), "");
  for (std::uint32_t i = 1; i <= 15; ++i)
    outbreak.first_edges.push_back(
        {sample_host(i), sample_host(i + 1), Time(std::chrono::seconds(1'000'000'000)), 0.5, 0.93});
  put_first_edges(outbreak, false, some);
  EXPECT_NE(some.text().find("01:46:40.000 10.20.0.1       to 10.20.0.2       (0.93)"),
            std::string::npos)
      << some.text();
  EXPECT_NE(some.text().find("and 3 more"), std::string::npos);
}

}  // namespace
}  // namespace cordon::report
