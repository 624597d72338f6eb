#include "logs/teller.h"

#include <gtest/gtest.h>

namespace cordon::logs {
namespace {

class Watcher final : public event::Observer {
 public:
  void see(const event::HttpRequestSeen& e) override {
    said += "request " + std::string(e.request.line) + " uri=" + std::string(e.request.uri) +
            " agent=" + std::string(e.request.header("user-agent")) + "\n";
  }
  void see(const event::HttpResponseSeen& e) override {
    said += "response " + std::to_string(e.response.status) + "\n";
  }
  void see(const event::FlowClosed& e) override {
    said += "flow " + e.flow.client.text() + " " + e.flow.server.text() + " " +
            std::to_string(net::number_of(e.at.frame)) + " of " +
            std::to_string(net::source_of(e.at.frame)) + "\n";
  }
  void see(const event::PeerAlert& e) override { said += "alert " + std::string(e.message) + "\n"; }
  void see(const event::DnsMessage& e) override { said += "dns " + e.questions[0].name + "\n"; }
  std::string said;
};

Entry request(std::string_view target) {
  Entry entry;
  entry.tells = Tells::http;
  entry.time = time_from_ns(1'000'000'000);
  entry.client = {net::Address::v4(0xc0000207), 0};
  entry.method = "GET";
  entry.target = target;
  entry.version = "HTTP/1.0";
  entry.status = 404;
  entry.headers = {{"User-Agent", "a"}};
  return entry;
}

Telling telling_of(std::uint16_t port) {
  Telling telling;
  telling.source = 3;
  telling.host = net::Address::v4(0xc0000250);
  telling.port = port;
  return telling;
}

std::string told(const Entry& entry, bool may_match = true, Telling telling = telling_of(8080)) {
  Watcher watcher;
  Teller teller(telling, watcher);
  teller.set_place(17, may_match);
  teller.entry(entry);
  teller.finish();
  return watcher.said;
}

TEST(Teller, TellsARequestAsACaptureWould) {
  EXPECT_EQ(told(request("/a/%2e%2e/b")),
            "request GET /a/%2e%2e/b HTTP/1.0 uri=/b agent=a\nresponse 404\n"
            "flow 192.0.2.7:0 192.0.2.80:8080 17 of 3\n");
}

TEST(Teller, SparesTheRulesWhatTheSievePassedOver) {
  EXPECT_EQ(told(request("/index.html"), false), "flow 192.0.2.7:0 192.0.2.80:8080 17 of 3\n");
  for (const char* hidden : {"/a%2fb", "/a//b", "/a/../b", "/a\\b", "http://e.test/x"})
    EXPECT_EQ(told(request(hidden), false).substr(0, 7), "request") << hidden;
}

TEST(Teller, TakesTheHostThatALineNames) {
  const std::vector<std::pair<std::string, net::Address>> named = {
      {"web1", net::Address::v4(0x0a000001)}};
  Telling telling;
  telling.host = net::Address::v4(1);
  telling.named = &named;
  telling.host_is_known = false;
  const auto server = [&](std::string_view sensor) {
    Entry entry = request("/");
    entry.sensor = sensor;
    const std::string said = told(entry, false, telling);
    return said.substr(said.find("7:0 ") + 4, said.find(":80 ") - said.find("7:0 ") - 4);
  };
  EXPECT_EQ(server("web1"), "10.0.0.1");
  EXPECT_EQ(server("10.0.0.2"), "10.0.0.2");
  EXPECT_EQ(server("web2"), "0.0.0.1");
  EXPECT_EQ(server(""), "0.0.0.1");
  telling.host_is_known = true;
  EXPECT_EQ(server("web1"), "0.0.0.1") << "the user said it of the file";
}

TEST(Teller, DoesNotTellARequestOfNobody) {
  Entry entry = request("/");
  entry.client = {};
  EXPECT_EQ(told(entry), "");
  EXPECT_EQ(told(request("/"), true, Telling{}), "");
}

class LooksFor final : public Sieve {
 public:
  explicit LooksFor(std::string sought) : sought_(std::move(sought)) {}
  void sift(Bytes, std::vector<std::uint32_t>&) override {}
  bool catches(std::string_view text) override {
    return text.find(sought_) != std::string_view::npos;
  }

 private:
  std::string sought_;
};

TEST(Teller, LooksAtWhatAParserPutTogetherOfFields) {
  LooksFor sieve("root.exe?/c+");  // a W3C log has "/scripts/root.exe /c+dir"
  const auto said = [&](const Entry& entry) {
    Watcher watcher;
    Teller teller(telling_of(80), watcher, &sieve);
    teller.set_place(1, false);
    teller.entry(entry);
    return watcher.said;
  };
  Entry entry = request("/scripts/root.exe?/c+dir");
  EXPECT_EQ(said(entry).find("request"), std::string::npos) << "the raw line was looked at";
  entry.rewritten = Rewritten::target;
  EXPECT_NE(said(entry).find("request"), std::string::npos);
  entry = request("/index.html?a=b");
  entry.rewritten = Rewritten::target;
  EXPECT_EQ(said(entry).find("request"), std::string::npos);
  entry.rewritten = Rewritten::anything;
  EXPECT_NE(said(entry).find("request"), std::string::npos);
}

TEST(Teller, PassesOnAlertsAndLookups) {
  Entry alert;
  alert.tells = Tells::alert;
  alert.client = {net::Address::v4(0xc0000207), 4711};
  alert.message = "ET WORM";
  EXPECT_EQ(told(alert), "alert ET WORM\n");
  Entry lookup;
  lookup.tells = Tells::dns;
  lookup.client = alert.client;
  lookup.query = "e.test";
  EXPECT_EQ(told(lookup), "dns e.test\n");
}

TEST(Teller, ScalesASampledFlow) {
  class Bytes final : public event::Observer {
   public:
    void see(const event::FlowClosed& e) override {
      bytes = e.flow.half(event::Side::client).bytes;
    }
    std::uint64_t bytes = 0;
  } watcher;
  Entry flow;
  flow.tells = Tells::flow;
  flow.client = {net::Address::v4(0xc0000207), 4711};
  flow.server = {net::Address::v4(0xc0000250), 80};
  flow.client_bytes = 40;
  flow.sampling = 1000;
  Teller teller({}, watcher);
  teller.entry(flow);
  EXPECT_EQ(watcher.bytes, 40'000u);
  EXPECT_EQ(teller.counters().sampled, 1u);
}

}  // namespace
}  // namespace cordon::logs
