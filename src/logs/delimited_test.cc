#include "logs/delimited.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "logs/recognisers.h"
#include "logs/sink_for_test.h"

namespace cordon::logs {
namespace {

using event::Outcome;

// The entries of a table, header line first; EXPECTs that it is recognised.
std::vector<KeptEntry> entries_of(std::string_view text, Verdicts* verdicts = nullptr,
                                  const Hints& hints = {}) {
  auto format = recognise_delimited(text.substr(0, kFirstBytes), hints);
  EXPECT_TRUE(format.has_value());
  if (!format) return {};
  Gathered gathered;
  const Verdicts all = read_lines(*format->parser, text, gathered);
  if (verdicts != nullptr) *verdicts = all;
  return gathered.all;
}

TEST(Delimited, ReadsRequestsWithQuotesDoubledAndEscaped) {
  const auto all = entries_of(
      "\"Host\",\"Date Time\",\"Time Zone\",\"Method\",\"URL\",\"Response Code\",\"User Agent\"\n"
      "\"192.0.2.1\",\"2018-04-08 06:49:13\",\"GMT-0700\",\"GET\",\"/a,b\",404,\"x \"\"y\"\" z\"\n"
      "\"192.0.2.2\",\"2018-04-08 06:49:14\",\"GMT-0700\",\"GET\",\"/q='\\\"\",200,\"-\"\n"
      "\"192.0.2.3\",\"2018-04-08 06:49:15\",\"GMT-0700\",\"GET\",\"/a\\\",1,\\\"b\",200,\"-\"\n");
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].entry.client.text(), "192.0.2.1:0");
  EXPECT_EQ(rfc3339(all[0].entry.time), "2018-04-08T13:49:13.000000Z");
  EXPECT_EQ(all[0].target, "/a,b");
  EXPECT_EQ(all[0].entry.status, 404);
  EXPECT_EQ(all[0].header("User-Agent"), "x \"y\" z");
  EXPECT_EQ(all[1].target, "/q='\\\"");
  EXPECT_EQ(all[1].header("User-Agent"), "");
  EXPECT_EQ(all[2].target, "/a\\\",1,\\\"b") << "an attacker's quote cannot shift the cells";
  EXPECT_EQ(all[2].entry.status, 200);
}

TEST(Delimited, JoinsWhatStandsInTwoColumns) {
  const auto all = entries_of(
      "date,time,client_ip,method,path,query,status\n"
      "2018-04-08,06:49:13,192.0.2.1,GET,/a,x=1&y=2,200\n2018-04-08,06:49:14,::1,GET,/b,-,200\n");
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].target, "/a?x=1&y=2");
  EXPECT_EQ(rfc3339(all[0].entry.time), "2018-04-08T06:49:13.000000Z");
  EXPECT_EQ(all[1].target, "/b");
}

TEST(Delimited, ReadsBackslashesAsTheirFileMeansThem) {
  const std::string header = "ip,url,status,agent\n";
  // Of the RFC's kind: a cell may end in a backslash.
  const auto doubled = entries_of(header +
                                  "192.0.2.1,\"/a\\\",200,\"b\"\n"
                                  "192.0.2.1,\"/a\\\"\",404,\"\"b\",200,\"c\"\n");
  ASSERT_EQ(doubled.size(), 2u);
  EXPECT_EQ(doubled[0].target, "/a\\");
  EXPECT_EQ(doubled[1].target, "/a\\\",404,\"b") << "one cell, whatever it holds";
  EXPECT_EQ(doubled[1].entry.status, 200);
}

TEST(Delimited, ReadsArgusInBothItsDresses) {
  for (const char tab : {',', '\t'}) {
    std::string text =
        "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,sTos,dTos,TotPkts,TotBytes,"
        "SrcBytes,SrcPkts,Label\n"
        "2018/12/18 14:00:00.527012,0.699716,tcp,192.0.2.7,52798,   ->,198.51.100.8,445,S_RA,0,0,"
        "2,134,70,1,\n"
        "2018/12/18 14:00:01.5,1.0,tcp,198.51.100.8,80,  <-,192.0.2.7,4000,SPA_SPA,0,0,5,900,800,"
        "3,\n"
        "2018/12/18 14:00:02,0,arp,192.0.2.7,,  who,192.0.2.8,,CON,,,2,84,42,1,\n"
        "2018/12/18 14:00:03,0,icmp,192.0.2.7,0x0303,  ->,192.0.2.8,0x0ecc,URP,0,,1,173,173,1,\n";
    if (tab == '\t')
      for (char& c : text)
        if (c == ',') c = tab;
    Verdicts verdicts;
    const auto all = entries_of(text, &verdicts);
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(verdicts.nothing, 2u) << "header and ARP";
    EXPECT_EQ(all[0].entry.outcome, Outcome::refused);
    EXPECT_EQ(all[0].entry.server.text(), "198.51.100.8:445");
    EXPECT_EQ(all[0].entry.server_packets, 1u);
    EXPECT_EQ(all[0].entry.server_bytes, 64u);
    EXPECT_EQ(all[0].entry.lasted, 699'716us);
    EXPECT_EQ(all[1].entry.client.text(), "192.0.2.7:4000") << "<- : the destination opened it";
    EXPECT_EQ(all[1].entry.client_packets, 2u);
    EXPECT_EQ(all[1].entry.outcome, Outcome::established);
    EXPECT_EQ(all[2].entry.server.port, 0x0303) << "type 3, code 3";
  }
}

TEST(Delimited, AsksThePortsWhereArgusMissedTheOpening) {
  const auto all = entries_of(
      "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,TotPkts,TotBytes,SrcBytes,"
      "SrcPkts\n"
      "2018/12/18 14:00:00,1,tcp,198.51.100.8,443,  <?>,192.0.2.7,35874,PA_PA,147,40610,36029,75\n"
      "2018/12/18 14:00:00,1,tcp,192.0.2.7,35874,  <?>,198.51.100.8,443,PA_PA,147,40610,36029,75\n"
      "2018/12/18 14:00:00,1,tcp,198.51.100.8,443,  <-,192.0.2.7,35874,RA_S,2,134,64,1\n");
  ASSERT_EQ(all.size(), 3u);
  for (const KeptEntry& kept : all) EXPECT_EQ(kept.entry.server.text(), "198.51.100.8:443");
  EXPECT_EQ(all[0].entry.server_packets, 75u);
  EXPECT_EQ(all[1].entry.client_packets, 75u);
  EXPECT_EQ(all[2].entry.outcome, Outcome::refused) << "the flags before the bar are the source's";
}

TEST(Delimited, ReadsNfdumpAndTurnsTheRecordsOfServers) {
  Verdicts verdicts;
  const auto all = entries_of(
      "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt\n"
      "2011-01-01 00:00:01,2011-01-01 00:00:02,1.000,192.0.2.1,192.0.2.2,4000,445,TCP,......S.,0,"
      "0,3,144,0,0\n"
      "2011-01-01 00:00:01,2011-01-01 00:00:02,1.000,192.0.2.2,192.0.2.1,445,4000,TCP,...A.R..,0,"
      "0,3,120,0,0\n"
      "2011-01-01 00:00:03,2011-01-01 00:00:03,0.000,192.0.2.3,192.0.2.4,1044,1434,UDP,........,0,"
      "0,1,404,0,0\n"
      "2011-01-01 00:00:04,2011-01-01 00:00:04,0.000,192.0.2.3,192.0.2.4,0,8.0,ICMP,........,0,"
      "0,1,84,0,0\n"
      "Summary\nflows,bytes,packets\n3,4,5\n",
      &verdicts);
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(verdicts.bad, 0u);
  EXPECT_EQ(all[3].entry.server.port, 8 << 8) << "an echo request";
  EXPECT_EQ(all[0].entry.outcome, Outcome::unanswered);
  EXPECT_EQ(all[1].entry.outcome, Outcome::refused);
  EXPECT_EQ(all[1].entry.client.text(), "192.0.2.1:4000");
  EXPECT_EQ(all[1].entry.server_packets, 3u);
  EXPECT_EQ(all[2].entry.server.port, 1434) << "a worm's service is not a client's port";
  EXPECT_TRUE(all[2].entry.bytes_are_ip);
}

TEST(Delimited, ReadsSilkAndCicFlowMeterAndAnyNames) {
  const auto silk = entries_of(
      "            sIP|            dIP|sPort|dPort|pro|   packets|     bytes|   flags|"
      "                  sTime| duration|sen|\n"
      "      192.0.2.9|   198.51.100.1| 1025|   80|  6|         3|       144| S      |"
      "2009/04/20T03:28:28.123|    9.000| S1|\n");
  ASSERT_EQ(silk.size(), 1u);
  EXPECT_EQ(silk[0].entry.outcome, Outcome::unanswered);
  EXPECT_EQ(rfc3339(silk[0].entry.time), "2009-04-20T03:28:28.123000Z");
  EXPECT_EQ(silk[0].sensor, "S1");
  const auto cic = entries_of(
      "Flow ID,Src IP,Src Port,Dst IP,Dst Port,Protocol,Timestamp,Flow Duration,Tot Fwd Pkts,"
      "Tot Bwd Pkts,TotLen Fwd Pkts,TotLen Bwd Pkts\n"
      "x,192.0.2.9,80,192.0.2.8,443,6,18/12/2018 02:00:01 PM,250000,3,2,40,50\n");
  ASSERT_EQ(cic.size(), 1u);
  EXPECT_EQ(rfc3339(cic[0].entry.time), "2018-12-18T14:00:01.000000Z");
  EXPECT_EQ(cic[0].entry.lasted, 250ms);
  EXPECT_EQ(cic[0].entry.client.port, 80) << "two-way records are not turned";
  EXPECT_EQ(cic[0].entry.server_bytes, 50u);
  EXPECT_FALSE(cic[0].entry.bytes_are_ip);
  const auto any =
      entries_of("when;from;to;door;how\n1655071198;192.0.2.1;2001:db8::1;22;tcp\n", nullptr,
                 {.log_format = "",
                  .columns = "time=when,client=from,server=to,server_port=door,"
                             "protocol=how",
                  .file_name = ""});
  ASSERT_EQ(any.size(), 1u);
  EXPECT_EQ(any[0].entry.server.text(), "[2001:db8::1]:22");
}

TEST(Delimited, TellsTsharksProtocolByTheColumnThatHasThePort) {
  const auto all = entries_of(
      "\xEF\xBB\xBF"
      "frame.time_epoch,ip.src,ip.dst,tcp.srcport,tcp.dstport,udp.srcport,udp.dstport,tcp.flags\n"
      "1300000000.25,192.0.2.1,192.0.2.2,4000,445,,,0x0002\n"
      "1300000001.25,192.0.2.2,192.0.2.1,,,53,5000,\n");
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].entry.protocol, net::Protocol::tcp);
  EXPECT_EQ(all[0].entry.outcome, Outcome::unanswered);
  EXPECT_EQ(all[1].entry.protocol, net::Protocol::udp);
  EXPECT_EQ(all[1].entry.server.text(), "192.0.2.2:53");
}

TEST(Delimited, CountsWhatIsNoRowAndOverflowsNothing) {
  const std::string header = "ts,src_ip,dst_ip,src_port,dst_port,proto,packets,flags\n";
  Verdicts verdicts;
  const auto all = entries_of(header + "1,192.0.2.1,192.0.2.2,1,2,tcp,99999999999999999999999,S\n" +
                                  "1,192.0.2.1,192.0.2.2,70000,2,tcp,1,S\n" +
                                  "1,192.0.2.1,192.0.2.2,5,6,17,1,\n" +
                                  "1,300.0.2.1,x,1,2,tcp,1,S\n" + std::string("\0\0,\0", 4) + "\n" +
                                  std::string(1 << 20, ',') + "\n1,192.0.2.1,\"192.0.2.2",
                              &verdicts);
  ASSERT_GE(all.size(), 3u);
  EXPECT_EQ(all[0].entry.client_packets, 0u);
  EXPECT_EQ(all[1].entry.client.port, 0);
  EXPECT_EQ(verdicts.told, 3u);
  EXPECT_EQ(verdicts.bad, 4u);
}

TEST(Delimited, IsNotTakenInByProseOrOtherTables) {
  for (const char* text :
       {"", "\n", "a,b\n1,2\n", "day,packets,distinct_sources\n2011-01-01,3,4\n",
        "dear host, the url is down\nyours, x\n", "src_ip,dst_ip\nnot,addresses\nat,all\n"})
    EXPECT_FALSE(recognise_delimited(text, {}).has_value()) << text;
}

TEST(Delimited, TellsTheTelescopesDaysAsTheyWereCounted) {
  const std::string folder = std::string(CORDON_SHARED) + "/data/netflow/slammer-telescope/";
  const std::string daily = file_text(folder + "DERIVED-daily.csv");
  if (daily.empty()) GTEST_SKIP() << "no shared data";
  struct Day {
    std::size_t packets = 0;
    std::set<net::Address> sources;
  };
  std::map<std::string, Day> days;
  for (const char* year : {"2011", "2012", "2015", "2017"}) {
    Verdicts verdicts;
    const auto all = entries_of(
        file_text(folder + "timestamp_slammer_" + std::string(year) + "_data.csv"), &verdicts);
    EXPECT_EQ(verdicts.bad + verdicts.cut, 0u) << year;
    for (const KeptEntry& kept : all) {
      Day& day = days[rfc3339(kept.entry.time).substr(0, 10)];
      ++day.packets;
      day.sources.insert(kept.entry.client.address);
      EXPECT_EQ(kept.entry.server.port, 1434);
      EXPECT_EQ(kept.entry.protocol, net::Protocol::udp);
      EXPECT_EQ(kept.entry.outcome, Outcome::unanswered);
    }
  }
  std::string told = "day,slammer_packets,distinct_sources\n";
  for (const auto& [day, seen] : days)
    told +=
        day + "," + std::to_string(seen.packets) + "," + std::to_string(seen.sources.size()) + "\n";
  EXPECT_EQ(told, daily);
}

TEST(Delimited, ReadsEachRequestOfTheVanityServer) {
  const std::string text =
      file_text(std::string(CORDON_SHARED) + "/data/logs/vanity-2015-2018/access-all.csv");
  if (text.empty()) GTEST_SKIP() << "no shared data";
  Verdicts verdicts;
  const auto all = entries_of(text, &verdicts);
  std::size_t shocks = 0;
  for (const KeptEntry& kept : all)
    shocks += kept.header("User-Agent").find("() {") != std::string::npos ||
              kept.header("Referer").find("() {") != std::string::npos;
  EXPECT_EQ(verdicts.told, 36025u) << "the other lines are a script that was joined with them";
  EXPECT_EQ(verdicts.cut, 0u);
  EXPECT_EQ(verdicts.told + verdicts.bad + verdicts.nothing, 36077u);
  EXPECT_EQ(shocks, 1533u);
}

TEST(Delimited, ReadsEachFlowOfTheBinetflows) {
  const std::string folder = std::string(CORDON_SHARED) + "/data/netflow/";
  if (file_text(folder + "slips-test3-mixed.binetflow").empty()) GTEST_SKIP() << "no shared data";
  struct File {
    const char* name;
    std::size_t told, nothing;
  };
  for (const File& file : {File{"slips-test2-malicious", 6751, 1}, File{"slips-test3-mixed", 89, 1},
                           File{"slips-test5-mixed", 296, 5},  // man, llc, 2 arp
                           File{"slips-test11-portscan", 66, 1}}) {
    Verdicts verdicts;
    entries_of(file_text(folder + file.name + ".binetflow"), &verdicts);
    EXPECT_EQ(verdicts.told, file.told) << file.name;
    EXPECT_EQ(verdicts.nothing, file.nothing) << file.name;
    EXPECT_EQ(verdicts.bad + verdicts.cut, 0u) << file.name;
  }
}

}  // namespace
}  // namespace cordon::logs
