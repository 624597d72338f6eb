// Zeek's logs, both as tab-separated values and as JSON: what each of them tells.
#include <gtest/gtest.h>

#include <filesystem>

#include "logs/recognisers.h"
#include "logs/sink_for_test.h"
#include "logs/zeek_json.h"
#include "logs/zeek_tsv.h"

namespace cordon::logs {
namespace {

constexpr std::string_view kIds =
    "\"id.orig_h\":\"198.51.100.7\",\"id.orig_p\":51234,"
    "\"id.resp_h\":\"192.0.2.80\",\"id.resp_p\":80";

// Fields and a row as Zeek writes a log of tab-separated values.
std::string tsv(std::string_view path, std::string_view fields, std::string_view row) {
  std::string text =
      "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n"
      "#unset_field\t-\n#path\t" +
      std::string(path) +
      "\n#open\t2024-01-09-12-00-00\n#fields\tts\tuid\tid.orig_h\tid.orig_p\t"
      "id.resp_h\tid.resp_p";
  for (const char c : "\t" + std::string(fields)) text += c == ' ' ? '\t' : c;
  text +=
      "\n#types\ttime\tstring\taddr\tport\taddr\tport\n"
      "1704801600.250000\tC1\t198.51.100.7\t51234\t192.0.2.80\t80";
  for (const char c : "\t" + std::string(row)) text += c == ' ' ? '\t' : c;
  return text + "\n#close\t2024-01-09-13-00-00\n";
}

std::string json(std::string_view rest, std::string_view ids = kIds) {
  return "{\"ts\":1704801600.25,\"uid\":\"C1\"," + std::string(ids) + "," + std::string(rest) +
         "}\n";
}

struct Read {
  std::string format;
  Verdicts verdicts;
  std::vector<KeptEntry> entries;
};

Read read(const std::string& text, std::string file = "log") {
  Read out;
  auto format = recognise(text, {"", "", std::move(file)});
  if (!format || !*format) return out;
  out.format = (*format)->name;
  Gathered gathered;
  out.verdicts = read_lines(*(*format)->parser, text, gathered);
  out.entries = std::move(gathered.all);
  return out;
}

KeptEntry one(const std::string& text, std::string_view format, std::string file = "log") {
  Read out = read(text, std::move(file));
  EXPECT_EQ(out.format, format);
  EXPECT_EQ(out.entries.size(), 1u) << text;
  if (out.entries.empty()) return {};
  EXPECT_EQ(rfc3339(out.entries[0].entry.time), "2024-01-09T12:00:00.250000Z");
  return out.entries[0];
}

void expect_parties(const KeptEntry& kept) {
  EXPECT_EQ(kept.entry.client.text(), "198.51.100.7:51234");
  EXPECT_EQ(kept.entry.server.text(), "192.0.2.80:80");
}

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

TEST(Zeek, AHeaderMayHaveOtherSeparators) {
  const KeptEntry kept =
      one("#separator \\x7c\n#set_separator|;\n#empty_field|EMPTY\n#unset_field|NONE\n#path|http\n"
          "#fields|ts|id.orig_h|id.orig_p|id.resp_h|id.resp_p|method|host|uri|referrer|user_agent|"
          "status_code|proxied\n"
          "1704801600.25|198.51.100.7|51234|192.0.2.80|80|GET|NONE|/a\\x7cb|EMPTY|-|404|"
          "A -> b;X-FORWARDED-FOR -> 203.0.113.9\n",
          "Zeek http");
  expect_parties(kept);
  EXPECT_EQ(kept.target, "/a|b");
  EXPECT_EQ(kept.headers.size(), 2u) << "a user agent \"-\", and who was forwarded for";
  EXPECT_EQ(kept.header("X-Forwarded-For"), "203.0.113.9");
}

TEST(Zeek, FilesThatWereJoinedHaveTheirHeadersAgain) {
  const std::string http = tsv("http", "method uri status_code", "GET /x 404");
  const std::string conn = tsv("conn", "proto conn_state", "tcp S0");
  const Read both = read(http + conn + http);
  ASSERT_EQ(both.entries.size(), 3u);
  EXPECT_EQ(both.entries[1].entry.outcome, event::Outcome::unanswered);
  EXPECT_EQ(both.entries[2].target, "/x");
  EXPECT_EQ(both.verdicts.bad, 0u);
}

TEST(Zeek, OfARowThatWasCutOnlyWhatIsSureIsTold) {
  const std::string http = tsv("http", "method uri status_code user_agent", "GET /default.ida?NNN");
  const Read cut = read(http);
  EXPECT_EQ(cut.verdicts.cut, 1u);
  EXPECT_EQ(cut.entries.at(0).target, "/default.ida?NNN");
  const Read flow = read(tsv("conn", "proto conn_state resp_pkts resp_bytes", "tcp S"));
  EXPECT_EQ(flow.verdicts.bad, 1u) << "S0, or S1?";
  const std::string object = json(R"("method":"GET","uri":"/default.ida?NNN","status_code":404)");
  Gathered gathered;
  ZeekJsonParser parser(zeek_log("http"));
  EXPECT_EQ(parser.read(object.substr(0, object.find("NNN") + 2), gathered), Verdict::cut);
  EXPECT_EQ(gathered.all.at(0).target, "/default.ida?NN");
}

TEST(Zeek, ALogOfAnothersWithItsNameIsNone) {
  const std::string caddy =
      R"({"ts":1704801600.25,"request":{"remote_ip":"198.51.100.7","method":"GET","uri":"/x"},)"
      R"("status":404})"
      "\n";
  EXPECT_EQ(read(caddy, "http.log").format, "access log, JSON");
  EXPECT_EQ(read("{\"ts\":1,\"uid\":\"u\",\"a\":\"b\"}\n").format, "");
  EXPECT_EQ(read("#fields: none\n1\n").format, "");
  EXPECT_EQ(read(tsv("conn", "proto conn_state", "tcp")).verdicts.bad, 1u);
  EXPECT_EQ(read("#separator \\x09\nno fields\n", "conn.log").verdicts.bad, 1u);
}

TEST(Zeek, ReadsEveryRowOfRealOnes) {
  const std::filesystem::path folder = CORDON_SHARED "/data/zeek";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no shared data";
  std::size_t files = 0, told = 0;
  for (const auto& at : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = at.path().filename();
    if (!at.is_regular_file() || name.find(".log") == std::string::npos ||
        name.starts_with("wanna"))
      continue;
    const std::string text = file_text(at.path());
    auto format = recognise(std::string_view(text).substr(0, kFirstBytes), {"", "", name});
    ASSERT_TRUE(format && *format) << at.path();
    EXPECT_TRUE((*format)->name.starts_with("Zeek ")) << at.path() << (*format)->name;
    Gathered gathered;
    const Verdicts verdicts = read_lines(*(*format)->parser, text, gathered);
    EXPECT_EQ(verdicts.bad + verdicts.cut, 0u) << at.path();
    told += verdicts.told;
    ++files;
  }
  EXPECT_GE(files, 25u);
  EXPECT_GT(told, 18'000u);
}

}  // namespace
}  // namespace cordon::logs
