#include "pipeline/log_reading.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace cordon::pipeline {
namespace {

namespace fs = std::filesystem;

// Its literal stands across the '?', which some formats leave out.
constexpr const char* kRule =
    R"(alert http any any -> any any (msg:"door"; http.uri; content:"/root.exe?/c+dir"; sid:9;))";

class Reading : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "cordon-reading-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string write(const std::string& name, std::string_view text) const {
    const std::string path = folder_ + "/" + name;
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  LogReading read(const std::vector<std::string>& paths, const LogOptions& options = {}) {
    auto reading = LogReading::open(paths, options, 0);
    EXPECT_TRUE(reading.has_value()) << (reading ? "" : reading.error().message());
    static const auto kCatalogue = strain::Catalogue::built_in();
    static const auto kRules = rules::RuleSet::compile({{"t.rules", kRule}}, {});
    static const rules::LogSight kSight(kRules);
    EXPECT_TRUE(kSight.sifts());
    reading->run(kRules, kSight, *kCatalogue, true, nullptr, {});
    return std::move(*reading);
  }

  std::string folder_;
};

std::string said(const std::vector<evidence::Finding>& findings) {
  std::string out;
  for (const evidence::Finding& f : findings)
    out += f.actor.text() + " > " + f.target.text() + ":" + std::to_string(f.port) + " " +
           rfc3339(f.time) + " line " + std::to_string(net::number_of(f.frame)) + "\n";
  return out;
}

struct Writer {
  const char* name;
  std::string file, before, visit, attack;
  bool names_server = false;
};

// How each writes a visitor's request, and one for the back door.
std::vector<Writer> writers() {
  const std::string time = "09/Jan/2024:12:00:00 +0000";
  const auto combined = [&](std::string target) {
    return "198.51.100.7 - - [" + time + "] \"GET " + target + " HTTP/1.0\" 404 5 \"-\" \"-\"";
  };
  const auto escaped = [](std::string line) {
    std::string out;
    for (const char c : line) (out += c == '"' ? "\\" : "") += c;
    return out;
  };
  const auto in_bytes = [](const std::string& line) {
    std::string out = "[";
    for (const char c : line) out += std::to_string(static_cast<int>(c)) + ",";
    out.back() = ']';
    return out;
  };
  const std::string visit = "/index.html?a=b", attack = "/scripts/root.exe?/c+dir";
  const auto both = [&](auto write) { return std::pair(write(visit), write(attack)); };
  const auto split = [](const std::string& target, const char* between) {
    return std::string(target).replace(target.find('?'), 1, between);
  };
  std::vector<Writer> all;
  const auto add = [&](const char* name, std::string file, std::string before, auto write,
                       bool names_server = false) {
    const auto [v, a] = both(write);
    all.push_back({name, std::move(file), std::move(before), v, a, names_server});
  };
  add("combined", "access.log", "", combined);
  add("combined, its escapes", "access.log", "", [&](const std::string& t) {
    return combined(t == attack ? "/scripts/root\\x2eexe?/c+dir" : t);
  });
  add("combined, the client's escapes", "access.log", "", [&](const std::string& t) {
    return combined(t == attack ? "/scripts/..%c0%af../%72oot.exe?/c+dir" : t);
  });
  add("common", "access.log", "", [&](const std::string& t) {
    return "198.51.100.7 - - [" + time + "] \"GET " + t + " HTTP/1.0\" 404 5";
  });
  add("format of fields", "access.log", "",
      [&](const std::string& t) { return "e.test:80 " + combined(t); });
  add("W3C", "ex240109.log",
      "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status\n",
      [&](const std::string& t) {
        return "2024-01-09 12:00:00 198.51.100.7 GET " + split(t, " ") + " 404";
      });
  add("IIS native", "in240109.log", "", [&](const std::string& t) {
    return "198.51.100.7, -, 1/9/24, 12:00:00, W3SVC2, WEB, , 4502, 163, 3223, 404, 0, GET, " +
           split(t, ", ") + ",";
  });
  add("CSV", "log.csv", "time,client,method,path,query,status\n", [&](const std::string& t) {
    return "2024-01-09T12:00:00Z,198.51.100.7,GET," + split(t, ",") + ",404";
  });
  add("nginx, JSON", "log.json", "", [&](const std::string& t) {
    return R"({"time_iso8601":"2024-01-09T12:00:00Z","remote_addr":"198.51.100.7","uri":")" +
           split(t, R"(","args":")") + R"(","request_method":"GET","status":404})";
  });
  add("Caddy", "log.json", "", [&](const std::string& t) {
    return R"({"ts":1704801600,"request":{"client_ip":"198.51.100.7","method":"GET","uri":")" + t +
           R"("},"status":404})";
  });
  add("syslog", "syslog", "",
      [&](const std::string& t) { return "Jan  9 12:00:01 web1 httpd[7]: " + combined(t); });
  add("journald", "journal.json", "", [&](const std::string& t) {
    return R"({"__REALTIME_TIMESTAMP":"1704801601000000","SYSLOG_IDENTIFIER":"httpd","MESSAGE":")" +
           escaped(combined(t)) + "\"}";
  });
  add("journald, bytes", "journal.json", "", [&](const std::string& t) {
    return R"({"__REALTIME_TIMESTAMP":"1704801601000000","SYSLOG_IDENTIFIER":"httpd","MESSAGE":)" +
           in_bytes(combined(t)) + "}";
  });
  add("HAProxy", "haproxy.log", "", [&](const std::string& t) {
    return "198.51.100.7:1 [" + time + "] in be/s1 0/0/0/0/0 404 5 - - ---- 1/1/1/1/0 0/0 \"GET " +
           (t == attack ? "/scripts/root#2eexe?/c+dir" : t) + " HTTP/1.0\"";
  });
  add(
      "Zeek", "http.log",
      "#separator \\x09\n#path\thttp\n#fields\tts\tid.orig_h\tid.resp_h\tid.resp_p\tmethod\turi\t"
      "status_code\n",
      [&](const std::string& t) {
        return "1704801600.0\t198.51.100.7\t192.0.2.80\t80\tGET\t" + t + "\t404";
      },
      true);
  add(
      "EVE", "eve.json", "",
      [&](const std::string& t) {
        return R"({"timestamp":"2024-01-09T12:00:00.0+0000","event_type":"http","src_ip":)"
               R"("198.51.100.7","dest_ip":"192.0.2.80","dest_port":80,"proto":"TCP","http":{"url":")" +
               t + R"(","http_method":"GET","status":404}})";
      },
      true);
  return all;
}

TEST_F(Reading, TheSameRequestIsFoundInEveryFormat) {
  for (const Writer& w : writers()) {
    std::string text = w.before;
    const std::size_t first = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    for (int i = 0; i < 20; ++i) text += w.visit + "\n";
    text += w.attack + "\n";
    for (int i = 0; i < 5; ++i) text += w.visit + "\n";
    LogReading reading = read({write(w.file, text)});
    EXPECT_EQ(reading.counters().requests, 26u) << w.name;
    EXPECT_EQ(reading.counters().bad + reading.counters().cut, 0u) << w.name;
    EXPECT_EQ(reading.counters().nameless, 0u) << w.name;
    auto testimonies = reading.take_testimonies();
    ASSERT_EQ(testimonies.size(), 1u);
    const std::string server = w.names_server ? "192.0.2.80" : "0.0.0.1";
    EXPECT_EQ(said(testimonies[0].findings), "198.51.100.7 > " + server +
                                                 ":80 2024-01-09T12:00:00.000000Z line " +
                                                 std::to_string(first + 21) + "\n")
        << w.name;
    ASSERT_FALSE(testimonies[0].contacts.empty()) << w.name;
    EXPECT_EQ(testimonies[0].contacts[0].flows, 26u) << w.name;
  }
}

constexpr const char* kAttack =
    "198.51.100.7 - - [09/Jan/2024:12:00:00 +0000] \"GET /scripts/root.exe?/c+dir HTTP/1.0\" 404 "
    "5\n";

TEST_F(Reading, SaysWhoWroteWhat) {
  const std::string unknown = write("a/access.log", kAttack),
                    named = write("b/10.0.0.5.log", kAttack),
                    given = write("c/access.log", kAttack);
  LogOptions options;
  options.hosts = {{"c", net::Address::v4(0x0a000007)}, {"web1", net::Address::v4(0x0a000008)}};
  const std::string carried =
      write("d/syslog", "Jan  9 12:00:01 web1 httpd: " + std::string(kAttack) +
                            "Jan  9 12:00:01 10.0.0.9 httpd: " + kAttack);
  options.hosts[0].first = folder_ + "/c";
  LogReading reading = read({unknown, named, given, carried}, options);
  const auto testimonies = reading.take_testimonies();
  ASSERT_EQ(testimonies.size(), 4u);
  EXPECT_EQ(testimonies[0].findings.at(0).target.text(), "0.0.0.1");
  EXPECT_EQ(testimonies[0].stand_in.text(), "0.0.0.1");
  EXPECT_EQ(testimonies[1].findings.at(0).target.text(), "10.0.0.5");
  EXPECT_EQ(testimonies[2].findings.at(0).target.text(), "10.0.0.7");
  ASSERT_EQ(testimonies[3].findings.size(), 2u);
  EXPECT_EQ(testimonies[3].findings[0].target.text(), "10.0.0.8");
  EXPECT_EQ(testimonies[3].findings[1].target.text(), "10.0.0.9");
  EXPECT_EQ(reading.reports()[0].host, "0.0.0.1");
  EXPECT_EQ(reading.reports()[1].host, "10.0.0.5");
}

TEST_F(Reading, CountsAndKeepsBadLines) {
  std::string text;
  for (int i = 0; i < 10; ++i) text += kAttack;
  text += "PHP Notice: x\n\n" + std::string(kAttack).substr(0, 70);
  LogReading reading = read({write("access.log", text)});
  EXPECT_EQ(reading.counters().units, 13u);
  EXPECT_EQ(reading.counters().bad, 1u);
  EXPECT_EQ(reading.counters().cut, 1u);
  ASSERT_EQ(reading.bad_lines().size(), 1u);
  EXPECT_EQ(reading.bad_lines()[0].lines.at(0).number, 11u);
  const source::InputReport& report = reading.reports().at(0);
  EXPECT_EQ(report.unit, "line");
  EXPECT_EQ(report.format, "common access log");
  EXPECT_EQ(report.frames, 13u);
  EXPECT_EQ(report.bad, 1u);
  EXPECT_EQ(rfc3339(report.first), "2024-01-09T12:00:00.000000Z");
}

TEST_F(Reading, RotatedFilesAreOneSensorInTheOrderOfTheirNames) {
  const std::string now = write("access.log", kAttack), before = write("access.log.1", kAttack);
  LogReading reading = read({now, before});
  const auto testimonies = reading.take_testimonies();
  ASSERT_EQ(testimonies.size(), 1u);
  EXPECT_EQ(testimonies[0].contacts.at(0).flows, 2u);
  EXPECT_EQ(reading.sensors().at(0).stem, now);
}

TEST_F(Reading, TakesTheClockThatIsGiven) {
  LogOptions options;
  options.clocks = {{"", Duration(3600s)}};
  LogReading reading = read({write("access.log", kAttack)}, options);
  const auto testimonies = reading.take_testimonies();
  EXPECT_TRUE(testimonies.at(0).clock_is_given);
  EXPECT_EQ(testimonies[0].clock, Duration(3600s));
}

TEST_F(Reading, RefusesWhatItDoesNotKnow) {
  const auto reading = LogReading::open({write("poem", "To be, or not to be\n")}, {}, 0);
  ASSERT_FALSE(reading.has_value());
  EXPECT_NE(reading.error().message().find("docs/inputs.md"), std::string::npos);
  EXPECT_FALSE(LogReading::open({folder_ + "/absent"}, {}, 0).has_value());
}

TEST_F(Reading, AFileThatIsGoneMeanwhileIsSaid) {
  const std::string path = write("access.log", kAttack);
  auto reading = LogReading::open({path}, {}, 0);
  ASSERT_TRUE(reading.has_value());
  fs::remove(path);
  const auto catalogue = strain::Catalogue::built_in();
  const auto rules = rules::RuleSet::compile({{"t.rules", kRule}}, {});
  const rules::LogSight sight(rules);
  reading->run(rules, sight, *catalogue, false, nullptr, {});
  EXPECT_NE(reading->reports()[0].damage, "");
}

}  // namespace
}  // namespace cordon::pipeline
