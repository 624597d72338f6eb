// Zeek's logs, both as tab-separated values and as JSON: what each of them tells.
#include <gtest/gtest.h>

#include "logs/zeek_for_test.h"

namespace cordon::logs {
namespace {

void expect_conn(const KeptEntry& kept) {
  expect_parties(kept);
  EXPECT_EQ(kept.entry.tells, Tells::flow);
  EXPECT_EQ(kept.entry.app, event::App::smb);
  EXPECT_EQ(kept.entry.outcome, event::Outcome::established);
  EXPECT_EQ(kept.entry.lasted, 1500ms);
  EXPECT_EQ(kept.entry.client_bytes, 100u);
  EXPECT_EQ(kept.entry.server_packets, 4u);
  EXPECT_FALSE(kept.entry.bytes_are_ip);
}

TEST(Zeek, ConnIsFlows) {
  expect_conn(one(tsv("conn",
                      "proto service duration orig_bytes resp_bytes conn_state orig_pkts "
                      "orig_ip_bytes resp_pkts resp_ip_bytes tunnel_parents",
                      "tcp gssapi,smb 1.500000 100 200 SF 5 300 4 360 (empty)"),
                  "Zeek conn"));
  expect_conn(one(json(R"("proto":"tcp","service":"gssapi,smb","duration":1.5,"orig_bytes":100,)"
                       R"("resp_bytes":200,"conn_state":"SF","orig_pkts":5,"resp_pkts":4)"),
                  "Zeek conn, JSON"));
  expect_conn(one(R"({"ts":"2024-01-09T12:00:00.250000Z","id":{"orig_h":"198.51.100.7","orig_p":)"
                  R"(51234,"resp_h":"192.0.2.80","resp_p":80},"proto":"tcp","service":"smb",)"
                  R"("duration":1.5,"orig_bytes":100,"conn_state":"SF","resp_pkts":4})"
                  "\n",
                  "Zeek conn, JSON"));
}

TEST(Zeek, ConnStateIsTheOutcome) {
  using event::Outcome;
  const auto outcome = [](std::string_view state, std::string_view proto, std::string_view resp) {
    return one(json("\"proto\":\"" + std::string(proto) + "\",\"conn_state\":\"" +
                    std::string(state) + "\",\"resp_pkts\":" + std::string(resp)),
               "Zeek conn, JSON")
        .entry.outcome;
  };
  for (const char* state : {"SF", "S1", "S2", "S3", "RSTO", "RSTR"})
    EXPECT_EQ(outcome(state, "tcp", "3"), Outcome::established) << state;
  EXPECT_EQ(outcome("REJ", "tcp", "1"), Outcome::refused);
  for (const char* state : {"S0", "SH", "RSTOS0"})
    EXPECT_EQ(outcome(state, "tcp", "0"), Outcome::unanswered) << state;
  for (const char* state : {"RSTRH", "SHR"})
    EXPECT_EQ(outcome(state, "tcp", "1"), Outcome::unknown) << state;
  EXPECT_EQ(outcome("OTH", "tcp", "0"), Outcome::unknown) << "picked up in the middle";
  EXPECT_EQ(outcome("OTH", "tcp", "2"), Outcome::established);
  EXPECT_EQ(outcome("OTH", "icmp", "0"), Outcome::unanswered);
}

TEST(Zeek, ConnOfOtherProtocols) {
  const KeptEntry ping =
      one(json(R"("proto":"icmp","conn_state":"OTH","resp_pkts":1)",
               R"("id.orig_h":"192.0.2.1","id.orig_p":8,"id.resp_h":"192.0.2.2","id.resp_p":0)"),
          "Zeek conn, JSON");
  EXPECT_EQ(ping.entry.protocol, net::Protocol::icmp);
  EXPECT_EQ(ping.entry.server.port, 8 << 8);
  EXPECT_EQ(ping.entry.client.port, 0);
  EXPECT_EQ(read(json(R"("proto":"unknown_transport","conn_state":"OTH")")).verdicts.nothing, 1u);
  const KeptEntry counted = one(json(R"("proto":"udp","conn_state":"S0","orig_pkts":1,)"
                                     R"("orig_ip_bytes":404,"resp_pkts":0,"resp_ip_bytes":0)"),
                                "Zeek conn, JSON");
  EXPECT_EQ(counted.entry.client_bytes, 404u) << "no payload was counted";
  EXPECT_TRUE(counted.entry.bytes_are_ip);
}

void expect_http(const KeptEntry& kept) {
  expect_parties(kept);
  EXPECT_EQ(kept.entry.tells, Tells::http);
  EXPECT_EQ(kept.method, "GET");
  EXPECT_EQ(kept.target, "/a\x90?b");
  EXPECT_EQ(kept.version, "HTTP/1.1");
  EXPECT_EQ(kept.entry.status, 404);
  EXPECT_EQ(kept.entry.response_bytes, 5u);
  EXPECT_EQ(kept.header("Host"), "e.test");
  EXPECT_EQ(kept.header("User-Agent"), "${jndi:ldap://a}");
  EXPECT_EQ(kept.header("Referer"), "");
  EXPECT_EQ(kept.header("X-Forwarded-For"), "203.0.113.9, 198.51.100.8");
}

TEST(Zeek, HttpIsRequests) {
  expect_http(
      one(tsv("http",
              "trans_depth method host uri referrer version user_agent request_body_len "
              "response_body_len status_code proxied",
              "1 GET e.test /a\\x90?b - 1.1 ${jndi:ldap://a} 0 5 404 "
              "VIA\\x20->\\x20x,X-FORWARDED-FOR\\x20->\\x20203.0.113.9\\x2c\\x20198.51.100.8"),
          "Zeek http"));
  expect_http(one(json(R"("trans_depth":1,"method":"GET","host":"e.test","uri":"/a\\x90?b",)"
                       R"("version":"1.1","user_agent":"${jndi:ldap://a}","status_code":404,)"
                       R"("response_body_len":5,"proxied":["VIA -> x",)"
                       R"("X-FORWARDED-FOR -> 203.0.113.9, 198.51.100.8"])"),
                  "Zeek http, JSON"));
  EXPECT_EQ(
      one(json(R"("method":"GET","uri":"/\\\\host\\new","status_code":404)"), "Zeek http, JSON")
          .target,
      "/\\\\host\\new")
      << "a backslash that was sent is one";
}

TEST(Zeek, DnsIsLookups) {
  for (const KeptEntry& kept :
       {one(tsv("dns", "proto trans_id query qtype rcode answers TTLs",
                "udp 7 e.test 1 0 f.test,192.0.2.9,2001:db8::9 60.0,60.0,60.0"),
            "Zeek dns"),
        one(json(R"("proto":"udp","query":"e.test","qtype":1,"answers":["f.test","192.0.2.9",)"
                 R"("2001:db8::9"])"),
            "Zeek dns, JSON")}) {
    EXPECT_EQ(kept.entry.tells, Tells::dns);
    EXPECT_EQ(kept.query, "e.test");
    EXPECT_EQ(kept.entry.protocol, net::Protocol::udp);
    ASSERT_EQ(kept.entry.answers.size(), 3u);
    EXPECT_EQ(kept.entry.answers[0].type, 5);
    EXPECT_EQ(kept.entry.answers[1].type, 1);
    EXPECT_EQ(kept.entry.answers[1].data, "192.0.2.9");
    EXPECT_EQ(kept.entry.answers[2].type, 28);
  }
}

TEST(Zeek, WhatIsSpokenOverAConnectionIsAFlow) {
  struct Case {
    const char* log;
    const char* rest;
    event::App app;
  };
  for (const Case& c :
       {Case{"ssl", R"("version":"TLSv12","server_name":"e.test","established":true)",
             event::App::tls},
        Case{"smb_files", R"("action":"SMB::FILE_OPEN","path":"\\\\h\\ADMIN$","name":"x.exe")",
             event::App::smb},
        Case{"smb_mapping", R"("path":"\\\\h\\IPC$","share_type":"PIPE")", event::App::smb},
        Case{"dce_rpc", R"("named_pipe":"svcctl","endpoint":"svcctl","operation":"CreateServiceW")",
             event::App::smb}}) {
    const KeptEntry kept = one(json(c.rest), "Zeek " + std::string(c.log) + ", JSON");
    EXPECT_EQ(kept.entry.tells, Tells::flow) << c.log;
    EXPECT_EQ(kept.entry.outcome, event::Outcome::established);
    EXPECT_EQ(kept.entry.app, c.app);
    expect_parties(kept);
    EXPECT_EQ(read(json(c.rest), std::string(c.log) + ".12:00:00-13:00:00.log").format,
              "Zeek " + std::string(c.log) + ", JSON");
  }
  EXPECT_EQ(one(json(R"("operation":"CreateServiceW","endpoint":"svcctl")"), "Zeek dce_rpc, JSON")
                .message,
            "svcctl CreateServiceW");
  EXPECT_EQ(
      one(json(R"("auth_attempts":3,"client":"SSH-2.0-x")"), "Zeek ssh, JSON", "ssh.log").entry.app,
      event::App::ssh);
}

TEST(Zeek, FilesTellOfTheirConnectionWhereTheySayIt) {
  EXPECT_EQ(one(json(R"("fuid":"F1","source":"SMB","mime_type":"application/x-dosexec")"),
                "Zeek files, JSON")
                .entry.app,
            event::App::smb);
  const Read old = read(R"({"ts":1704801600.25,"fuid":"F1","tx_hosts":["192.0.2.80"],"rx_hosts":)"
                        R"(["198.51.100.7"],"source":"HTTP","is_orig":false})"
                        "\n");
  EXPECT_EQ(old.format, "Zeek files, JSON");
  EXPECT_EQ(old.verdicts.nothing, 1u);
}

TEST(Zeek, NoticesAreAlerts) {
  for (const KeptEntry& kept :
       {one(tsv("notice", "fuid proto note msg sub src dst p n",
                "- tcp Scan::Port_Scan scanned\\x2015 local 198.51.100.7 192.0.2.80 - -"),
            "Zeek notice"),
        one(json(R"("proto":"tcp","note":"Scan::Port_Scan","msg":"scanned 15","sub":"local",)"
                 R"("src":"198.51.100.7")"),
            "Zeek notice, JSON")}) {
    EXPECT_EQ(kept.entry.tells, Tells::alert);
    EXPECT_EQ(kept.category, "Scan::Port_Scan");
    EXPECT_EQ(kept.message, "scanned 15 local");
  }
  const KeptEntry scan = one(R"({"ts":1704801600.25,"note":"Scan::Address_Scan","msg":"m",)"
                             R"("src":"198.51.100.7","p":445})"
                             "\n",
                             "Zeek notice, JSON");
  EXPECT_EQ(scan.entry.client.text(), "198.51.100.7:0");
  EXPECT_EQ(scan.entry.server.port, 445);
  EXPECT_EQ(read(R"({"ts":1704801600.25,"note":"CaptureLoss::Too_Much_Loss","msg":"m"})"
                 "\n")
                .verdicts.nothing,
            1u)
      << "about the sensor";
}

TEST(Zeek, WhatIsKnownAndWhatIsWeird) {
  const KeptEntry service = one(R"({"ts":1704801600.25,"host":"192.0.2.80","port_num":445,)"
                                R"("port_proto":"tcp","service":["SMB"]})"
                                "\n",
                                "Zeek known_services, JSON", "known_services.log");
  EXPECT_EQ(service.entry.tells, Tells::service);
  EXPECT_EQ(service.entry.server.text(), "192.0.2.80:445");
  EXPECT_EQ(one(R"({"ts":1704801600.25,"host":"192.0.2.80"})"
                "\n",
                "Zeek known_hosts, JSON", "known_hosts.2024-01-09.log")
                .entry.tells,
            Tells::service);
  EXPECT_EQ(one(R"({"ts":1704801600.25,"host":"192.0.2.80","host_p":80,"software_type":)"
                R"("HTTP::SERVER","name":"Apache","unparsed_version":"Apache/1.3"})"
                "\n",
                "Zeek software, JSON")
                .entry.server.text(),
            "192.0.2.80:80");
  const KeptEntry weird = one(
      json(R"("name":"data_before_established","notice":false,"peer":"zeek")"), "Zeek weird, JSON");
  EXPECT_EQ(weird.entry.tells, Tells::anomaly);
  EXPECT_EQ(weird.message, "data_before_established");
  EXPECT_EQ(read(json(R"("cert_chain_fuids":["F1"])"), "x509.log").verdicts.nothing, 1u);
  EXPECT_EQ(read("{\"name\":\"base/x.zeek\"}\n", "loaded_scripts.log").format,
            "Zeek loaded_scripts, JSON");
}

}  // namespace
}  // namespace cordon::logs
