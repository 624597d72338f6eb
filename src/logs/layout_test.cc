#include "logs/layout.h"

#include <gtest/gtest.h>

namespace cordon::logs {
namespace {

Layout of(std::string_view header) { return layout_of(header, {}); }

TEST(Layout, FindsTheDelimiterAndTheKind) {
  EXPECT_EQ(of("time,client,method,url,status").name, "table of requests, CSV");
  EXPECT_EQ(of("sIP|dIP|sPort|dPort|pro|packets|bytes|flags|sTime").name,
            "table of flows, bar-separated");
  EXPECT_EQ(of("StartTime\tDur\tProto\tSrcAddr\tSport\tDir\tDstAddr\tDport\tState").name,
            "Argus flows, tab-separated");
  EXPECT_EQ(of("Flow ID,Src IP,Src Port,Dst IP,Dst Port,Protocol,Timestamp,Flow Duration").name,
            "CICFlowMeter flows, CSV");
  EXPECT_EQ(of("a;b;c").tells, Tells::nothing);
  EXPECT_EQ(of("").tells, Tells::nothing);
  EXPECT_EQ(of("To be, or not to be").tells, Tells::nothing);
}

TEST(Layout, WhatTellsOneDirectionIsToBeOriented) {
  EXPECT_TRUE(of("ts,te,td,sa,da,sp,dp,pr,flg,ipkt,ibyt").one_way) << "nfdump";
  EXPECT_TRUE(of("sIP|dIP|sPort|dPort|pro|packets|bytes|flags|sTime").one_way) << "SiLK";
  EXPECT_FALSE(of("StartTime,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,TotPkts").one_way);
  EXPECT_TRUE(of("frame.time_epoch,ip.src,tcp.srcport,ip.dst,tcp.dstport").one_way) << "tshark";
}

TEST(Layout, AMarkAndACommentSignAreNotOfAName) {
  const Layout marked = of("\xEF\xBB\xBFtime,client,url,status");
  EXPECT_EQ(marked.place[static_cast<std::size_t>(Column::time)], 0);
  EXPECT_EQ(of("#time,client,url,status").place[static_cast<std::size_t>(Column::time)], 0);
}

TEST(Layout, HostIsWhoAskedOrWhoWasAsked) {
  EXPECT_EQ(of("Host,Time,Request,Status").place[static_cast<std::size_t>(Column::client)], 0)
      << "Apache's %h";
  EXPECT_EQ(of("client,host,url,status").place[static_cast<std::size_t>(Column::host_header)], 1);
}

TEST(Layout, HintsGoBeforeNames) {
  const auto hints = parse_column_hints("client=peer,server=sa");
  ASSERT_TRUE(hints.has_value());
  const Layout layout = layout_of("sa,da,peer,dp,pr", *hints);
  EXPECT_EQ(layout.place[static_cast<std::size_t>(Column::client)], 2);
  EXPECT_EQ(layout.place[static_cast<std::size_t>(Column::server)], 0);
}

}  // namespace
}  // namespace cordon::logs
