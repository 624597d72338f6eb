#include "logs/columns.h"

#include <gtest/gtest.h>

#include "logs/recognise.h"
#include "logs/sink_for_test.h"

namespace cordon::logs {
namespace {

TEST(Columns, AreToldByTheirNamesHoweverWritten) {
  for (const char* name : {"Src IP", "src_ip", "SrcIP", "srcaddr", "sa", "sIP", "Source Address",
                           "ip.src", "id.orig_h", "remote_addr"})
    EXPECT_EQ(column_of(name).column, Column::client) << name;
  for (const char* name : {"dport", "Dst Port", "dst_port", "dp", "id.resp_p", "tcp.dstport"})
    EXPECT_EQ(column_of(name).column, Column::server_port) << name;
  EXPECT_EQ(column_of("udp.dstport").transport, Transport::udp);
  EXPECT_EQ(column_of("tcp.srcport").transport, Transport::tcp);
  EXPECT_EQ(column_of("Flow Duration").column, Column::lasted_us);
  EXPECT_EQ(column_of("StartTime").column, Column::time);
  EXPECT_EQ(column_of("response_code").column, Column::status);
  for (const std::string& name :
       {std::string("label"), std::string(""), std::string("--"), std::string(1000, 's')})
    EXPECT_EQ(column_of(name).column, Column::none) << name;
}

TEST(Columns, OfYoursAreReadFromTheirList) {
  const auto hints = parse_column_hints("time=When, client = A B ,request=what,body=payload");
  ASSERT_TRUE(hints.has_value());
  ASSERT_EQ(hints->size(), 3u) << "a table has no body";
  EXPECT_EQ((*hints)[0].column, Column::time);
  EXPECT_EQ((*hints)[1].column, Column::client);
  EXPECT_EQ((*hints)[1].name, "ab");
  EXPECT_EQ((*hints)[2].column, Column::request_line);
  for (const char* wrong : {"time", "time=", "when=ts", "=x", "time=ts,,client=c"})
    EXPECT_FALSE(parse_column_hints(wrong).has_value()) << wrong;
  EXPECT_TRUE(parse_column_hints(" ")->empty());
}

std::string read(const std::string& text, const std::string& columns) {
  const auto format = recognise(text, {"", columns, "log"});
  if (!format) return format.error().message();
  if (!*format) return "none";
  Gathered gathered;
  read_lines(*(*format)->parser, text, gathered);
  if (gathered.all.empty()) return "nothing";
  const KeptEntry& kept = gathered.all.front();
  return kept.entry.client.text() + " " + kept.request_line + kept.target + " " +
         std::to_string(kept.entry.status) + " " + rfc3339(kept.entry.time);
}

TEST(Columns, MeanTheSameInTablesAndInJson) {
  const std::string columns = "time=seen,client=who,request=what,status=how,bytes=much";
  EXPECT_EQ(read("seen;who;what;how;much\n2024-01-09 12:00:00;192.0.2.7;GET /x HTTP/1.0;404;5\n",
                 columns),
            "192.0.2.7:0 GET /x HTTP/1.0 404 2024-01-09T12:00:00.000000Z");
  EXPECT_EQ(
      read("{\"seen\":1704801600,\"who\":\"192.0.2.7\",\"what\":\"GET /x HTTP/1.0\",\"how\":404}\n",
           columns),
      "192.0.2.7:0 GET /x HTTP/1.0/x 404 2024-01-09T12:00:00.000000Z");
  EXPECT_EQ(read("seen;who;what\n1;2;3\n", ""), "none");
}

}  // namespace
}  // namespace cordon::logs
