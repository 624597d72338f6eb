#include "logs/eve.h"

#include <gtest/gtest.h>

#include <map>

#include "logs/recognisers.h"
#include "logs/sink_for_test.h"

namespace cordon::logs {
namespace {

constexpr std::string_view kParties =
    R"("src_ip":"198.51.100.7","src_port":51234,"dest_ip":"192.0.2.80","dest_port":80,)"
    R"("proto":"TCP")";

std::string event(std::string_view type, std::string_view rest,
                  std::string_view parties = kParties) {
  return R"({"timestamp":"2024-01-09T13:00:00.250000+0100","flow_id":1,"event_type":")" +
         std::string(type) + "\"," + std::string(parties) + "," + std::string(rest) + "}";
}

// All entries of some events, one after the other, by one parser.
std::vector<KeptEntry> told(std::initializer_list<std::string> events) {
  EveParser parser;
  Gathered gathered;
  for (const std::string& text : events) parser.read(text, gathered);
  return gathered.all;
}

KeptEntry one(const std::string& text) {
  auto all = told({text});
  EXPECT_EQ(all.size(), 1u) << text;
  return all.empty() ? KeptEntry{} : all.front();
}

Verdict verdict_of(const std::string& text) {
  EveParser parser;
  Gathered gathered;
  return parser.read(text, gathered);
}

TEST(Eve, Alerts) {
  const KeptEntry alert = one(event(
      "alert",
      R"("alert":{"action":"allowed","gid":1,"signature_id":2034647,"rev":1,"signature":"ET EXPLOIT)"
      R"( log4j","category":"Attempted Administrator","metadata":{"cve":["CVE_2021_44228"]}},)"
      R"("host":"ids1")"));
  EXPECT_EQ(alert.entry.tells, Tells::alert);
  EXPECT_EQ(rfc3339(alert.entry.time), "2024-01-09T12:00:00.250000Z");
  EXPECT_EQ(alert.sensor, "ids1");
  EXPECT_EQ(alert.entry.client.text(), "198.51.100.7:51234");
  EXPECT_EQ(alert.entry.server.text(), "192.0.2.80:80");
  EXPECT_EQ(alert.entry.sid, 2034647u);
  EXPECT_EQ(alert.entry.gid, 1u);
  EXPECT_EQ(alert.message, "ET EXPLOIT log4j");
  EXPECT_EQ(alert.category, "Attempted Administrator");
  EXPECT_EQ(alert.references, std::vector<std::string>{"CVE_2021_44228"});
  EXPECT_FALSE(alert.entry.from_server);
}

TEST(Eve, AnAlertKnowsWhoOpenedTheFlow) {
  constexpr std::string_view kAnswer =
      R"("src_ip":"192.0.2.80","src_port":8080,"dest_ip":"198.51.100.7","dest_port":51234,)"
      R"("proto":"TCP")";
  const std::string alert = R"("alert":{"signature_id":1,"signature":"s"})";
  const KeptEntry by_flow = one(
      event("alert",
            alert + R"(,"flow":{"src_ip":"198.51.100.7","dest_ip":"192.0.2.80","src_port":51234})",
            kAnswer));
  EXPECT_TRUE(by_flow.entry.from_server);
  EXPECT_EQ(by_flow.entry.client.text(), "198.51.100.7:51234");
  EXPECT_TRUE(
      one(event("alert", alert + R"(,"direction":"to_client")", kAnswer)).entry.from_server);
  EXPECT_FALSE(one(event("alert", alert + R"(,"direction":"to_server")")).entry.from_server);
  const KeptEntry by_port =
      one(event("alert", alert,
                R"("src_ip":"192.0.2.80","src_port":80,"dest_ip":"198.51.100.7",)"
                R"("dest_port":51234,"proto":"TCP")"));
  EXPECT_TRUE(by_port.entry.from_server);
  EXPECT_EQ(by_port.entry.server.text(), "192.0.2.80:80");
}

TEST(Eve, HttpWithWhatItHolds) {
  const KeptEntry http = one(event(
      "http",
      R"("tx_id":0,"http":{"hostname":"e.test","url":"\/a\\x90\\xb1?b=\"c\"","http_user_agent":)"
      R"("curl\/8.0","http_refer":"http:\/\/r","http_method":"GET","protocol":"HTTP\/1.1",)"
      R"("status":404,"length":68,"request_headers":[{"name":"X-Api","value":"${jndi:ldap:\/\/a}"},)"
      R"({"name":"Host","value":"e.test"}]})"));
  EXPECT_EQ(http.entry.tells, Tells::http);
  EXPECT_EQ(http.method, "GET");
  EXPECT_EQ(http.target, "/a\x90\xb1?b=\"c\"") << "Suricata writes bytes that are no text as \\xHH";
  EXPECT_EQ(http.version, "HTTP/1.1");
  EXPECT_EQ(http.entry.status, 404);
  EXPECT_EQ(http.entry.response_bytes, 68u);
  EXPECT_EQ(http.header("X-Api"), "${jndi:ldap://a}");
  EXPECT_EQ(http.header("User-Agent"), "curl/8.0");
  EXPECT_EQ(http.header("Referer"), "http://r");
  EXPECT_EQ(http.headers.size(), 4u) << "one Host";
}

TEST(Eve, BelievesAProxyOfOursOnly) {
  const auto client = [](std::string_view source) {
    return one(event("http",
                     R"("http":{"url":"/","http_method":"GET","xff":"203.0.113.9, 198.51.100.4"})",
                     "\"src_ip\":\"" + std::string(source) +
                         R"(","src_port":1,"dest_ip":"192.0.2.80","dest_port":80,"proto":"TCP")"))
        .entry.client.text();
  };
  EXPECT_EQ(client("10.0.0.1"), "198.51.100.4:0");
  EXPECT_EQ(client("203.0.113.1"), "203.0.113.1:1");
}

TEST(Eve, AFileTellsItsRequestOnce) {
  const std::string http = R"("tx_id":3,"http":{"url":"/x","http_method":"GET","status":200})";
  const std::string file =
      R"("http":{"url":"/x","http_method":"GET","status":200},"app_proto":"http",)"
      R"("fileinfo":{"filename":"/x","size":68,"tx_id":3})";
  constexpr std::string_view kAnswer =
      R"("src_ip":"192.0.2.80","src_port":80,"dest_ip":"198.51.100.7","dest_port":51234,)"
      R"("proto":"TCP")";
  const auto all = told({event("fileinfo", file, kAnswer), event("http", http)});
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].entry.tells, Tells::http);
  EXPECT_EQ(all[0].entry.client.text(), "198.51.100.7:51234") << "the server sent the file";
  EXPECT_EQ(told({event("http", http), event("fileinfo", file, kAnswer)}).size(), 1u);
  EXPECT_EQ(told({event("http", http),
                  event("http", R"("tx_id":4,"http":{"url":"/y","http_method":"GET"})")})
                .size(),
            2u);
  EXPECT_EQ(told({event("http", R"("http":{"url":"/x","http_method":"GET"})"),
                  event("http", R"("http":{"url":"/y","http_method":"GET"})")})
                .size(),
            2u)
      << "of a Suricata that does not number them";
  const KeptEntry smb =
      one(event("fileinfo", R"("app_proto":"smb","fileinfo":{"filename":"x.exe"})",
                R"("src_ip":"10.0.0.1","src_port":50000,"dest_ip":"10.0.0.2",)"
                R"("dest_port":445,"proto":"TCP")"));
  EXPECT_EQ(smb.entry.tells, Tells::flow);
  EXPECT_EQ(smb.entry.app, event::App::smb);
  EXPECT_EQ(smb.entry.outcome, event::Outcome::established);
}

TEST(Eve, DnsInItsThreeVersions) {
  constexpr std::string_view kQuery =
      R"("src_ip":"192.0.2.7","src_port":5353,"dest_ip":"192.0.2.1","dest_port":53,"proto":"UDP")";
  constexpr std::string_view kAnswer =
      R"("src_ip":"192.0.2.1","src_port":53,"dest_ip":"192.0.2.7","dest_port":5353,"proto":"UDP")";
  const KeptEntry asked =
      one(event("dns", R"("dns":{"type":"query","rrname":"e.test","rrtype":"AAAA"})", kQuery));
  EXPECT_EQ(asked.query, "e.test");
  EXPECT_EQ(asked.entry.query_type, 28);
  EXPECT_TRUE(asked.entry.answers.empty());
  const auto answer = [&](std::string_view dns, std::string_view parties) {
    const KeptEntry kept = one(event("dns", dns, parties));
    EXPECT_EQ(kept.entry.client.text(), "192.0.2.7:5353");
    EXPECT_EQ(kept.query, "e.test");
    std::string out;
    for (const event::DnsRecord& record : kept.entry.answers)
      out += std::to_string(record.type) + " " + record.data + ";";
    return out;
  };
  EXPECT_EQ(answer(R"("dns":{"type":"answer","rrname":"e.test","rrtype":"A","rdata":"192.0.2.9"})",
                   kAnswer),
            "1 192.0.2.9;");
  EXPECT_EQ(answer(R"("dns":{"version":2,"type":"answer","rrname":"e.test","rrtype":"A","answers":)"
                   R"([{"rrname":"e.test","rrtype":"CNAME","ttl":5,"rdata":"f.test"},)"
                   R"({"rrname":"f.test","rrtype":"A","ttl":5,"rdata":"192.0.2.9"}]})",
                   kQuery),
            "5 f.test;1 192.0.2.9;");
  EXPECT_EQ(answer(R"("dns":{"version":3,"type":"response","queries":[{"rrname":"e.test",)"
                   R"("rrtype":"A"}],"grouped":{"A":["192.0.2.9","192.0.2.10"]}})",
                   kQuery),
            "1 192.0.2.9;1 192.0.2.10;");
}

TEST(Eve, Flows) {
  const auto flow = [](std::string_view counters, std::string_view rest,
                       std::string_view parties = kParties) {
    return one(event("flow",
                     R"("flow":{)" + std::string(counters) +
                         R"(,"start":"2024-01-09T12:59:00.000000+0100",)"
                         R"("end":"2024-01-09T12:59:10.500000+0100"})" +
                         std::string(rest),
                     parties))
        .entry;
  };
  const Entry both = flow(R"("pkts_toserver":5,"pkts_toclient":4,"bytes_toserver":500,)"
                          R"("bytes_toclient":400)",
                          R"(,"tcp":{"tcp_flags_ts":"1b","tcp_flags_tc":"1b"})");
  EXPECT_EQ(both.outcome, event::Outcome::established);
  EXPECT_EQ(rfc3339(both.time), "2024-01-09T11:59:00.000000Z");
  EXPECT_EQ(both.lasted, 10s + 500ms);
  EXPECT_EQ(both.client_packets, 5u);
  EXPECT_EQ(both.server_bytes, 400u);
  EXPECT_TRUE(both.bytes_are_ip);
  EXPECT_EQ(flow(R"("pkts_toserver":1,"pkts_toclient":1)",
                 R"(,"tcp":{"tcp_flags_ts":"02","tcp_flags_tc":"14"})")
                .outcome,
            event::Outcome::refused);
  EXPECT_EQ(flow(R"("pkts_toserver":3,"pkts_toclient":0)",
                 R"(,"tcp":{"tcp_flags_ts":"02","tcp_flags_tc":"00"})")
                .outcome,
            event::Outcome::unanswered);
  const Entry missed = flow(R"("pkts_toserver":3,"pkts_toclient":2)",
                            R"(,"tcp":{"tcp_flags_ts":"18","tcp_flags_tc":"18"})",
                            R"("src_ip":"192.0.2.80","src_port":80,"dest_ip":"198.51.100.7",)"
                            R"("dest_port":51234,"proto":"TCP")");
  EXPECT_EQ(missed.client.text(), "198.51.100.7:51234") << "picked up in the middle";
  EXPECT_EQ(missed.client_packets, 2u);
  const Entry ping = flow(R"("pkts_toserver":1,"pkts_toclient":1)", "",
                          R"("src_ip":"192.0.2.1","dest_ip":"192.0.2.2","proto":"ICMP",)"
                          R"("icmp_type":8,"icmp_code":0)");
  EXPECT_EQ(ping.protocol, net::Protocol::icmp);
  EXPECT_EQ(ping.server.port, 8 << 8);
}

TEST(Eve, OtherEvents) {
  EXPECT_EQ(one(event("tls", R"("tls":{"sni":"e.test"})")).entry.app, event::App::tls);
  EXPECT_EQ(one(event("smb", R"("smb":{"command":"SMB2_COMMAND_CREATE"})")).entry.outcome,
            event::Outcome::established);
  EXPECT_EQ(
      one(event("anomaly", R"("anomaly":{"type":"applayer","event":"X_Y","layer":"z"})")).message,
      "X_Y");
  EXPECT_EQ(one(event("anomaly", R"("anomaly":{"type":"stream"})")).message, "stream");
  for (const char* type : {"stats", "ikev2", "netflow", "quic"})
    EXPECT_EQ(verdict_of(event(type, R"("x":1)")), Verdict::nothing) << type;
}

TEST(Eve, WhatIsBrokenIsBad) {
  for (const char* bad : {"", "{}", "[]", R"({"event_type":"alert"})", "x",
                          R"({"timestamp":"soon","event_type":"alert","alert":{}})"})
    EXPECT_EQ(verdict_of(bad), Verdict::bad) << bad;
  const std::string http = event("http", R"("http":{"http_method":"GET","url":"/x","status":404})");
  EXPECT_EQ(verdict_of(http.substr(0, http.find("/x") + 2)), Verdict::cut);
  const std::string flow = event("flow", R"("flow":{"pkts_toserver":1,"pkts_toclient":1})");
  EXPECT_EQ(verdict_of(flow.substr(0, flow.find("pkts_toclient"))), Verdict::bad)
      << "as if nobody had answered";
}

TEST(Eve, IsRecognisedAsLinesAndAsAnArray) {
  const std::string alert = event("alert", R"("alert":{"signature_id":1,"signature":"s"})");
  const auto lines = recognise_json(alert + "\n" + alert + "\n", {});
  ASSERT_TRUE(lines.has_value());
  EXPECT_EQ(lines->name, "Suricata EVE");
  EXPECT_EQ(lines->framing, Framing::lines);
  EXPECT_EQ(recognise_json("[\n  " + alert + ",\n  " + alert + "\n]\n", {})->framing,
            Framing::json_objects);
  EXPECT_EQ(recognise_json("[" + alert + "," + alert + "]", {})->framing, Framing::json_objects);
}

TEST(Eve, ReadsEveryEventOfARealOne) {
  const std::string text = file_text(CORDON_SHARED "/data/eve/slips-test6-malicious.suricata.json");
  if (text.empty()) GTEST_SKIP() << "no shared data";
  const auto format = recognise_json(std::string_view(text).substr(0, kFirstBytes), {});
  ASSERT_TRUE(format.has_value());
  Gathered gathered;
  const Verdicts verdicts = read_lines(*format->parser, text, gathered);
  EXPECT_EQ(verdicts.bad, 0u);
  std::map<Tells, std::size_t> counts;
  for (const KeptEntry& kept : gathered.all) ++counts[kept.entry.tells];
  EXPECT_GT(counts[Tells::flow], 3000u);
  EXPECT_GT(counts[Tells::dns], 600u);
  EXPECT_GT(counts[Tells::alert], 600u);
}

}  // namespace
}  // namespace cordon::logs
