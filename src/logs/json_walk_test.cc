#include "logs/json_walk.h"

#include <gtest/gtest.h>

#include "base/random.h"
#include "logs/json_walk_twin.h"

namespace cordon::logs {
namespace {

class Listed final : public JsonVisitor {
 public:
  bool enter(std::string_view path) override { return path != "closed"; }
  void leaf(std::string_view path, std::string_view text) override {
    said.append(path).append("=").append(text).append(";");
  }
  std::string said;
};

// Leaves, and a last letter: whole, cut, none.
std::string walked(std::string_view unit) {
  Listed listed;
  JsonWalk walk;
  const Walked how = walk.walk(unit, listed);
  return listed.said + (how == Walked::whole ? "W" : how == Walked::cut ? "C" : "N");
}

TEST(JsonWalk, ShowsLeavesWithTheirPaths) {
  EXPECT_EQ(walked(R"({"a": 1, "b": {"c": "x", "d": [true, {"e": -1.5}, null]}, "f": ""})"),
            "a=1;b.c=x;b.d=true;b.d.e=-1.5;f=;W");
  EXPECT_EQ(walked(R"({"closed": {"a": 1}, "b": 2} )"), "b=2;W");
  EXPECT_EQ(walked("{}"), "W");
  EXPECT_EQ(walked(R"({"a.b": 1, "a": {"b": 2}})"), "a.b=1;a.b=2;W");
}

TEST(JsonWalk, UndoesEscapes) {
  EXPECT_EQ(walked(R"({"a": "\"\\\/\n\t\u0041\u00e9\u20ac\ud83d\udc1b"})"),
            "a=\"\\/\n\tA\u00e9\u20ac\U0001F41B;W");
  EXPECT_EQ(walked(R"({"\u0061": 1})"), "a=1;W");
}

TEST(JsonWalk, UndoesWhatWritersWithoutJsonEscaped) {
  EXPECT_EQ(walked(R"({"r": "GET /\x22q\x22\x90\x02 \\x", "s": 404})"),
            "r=GET /\"q\"\x90\x02 \\x;s=404;W")
      << "nginx's default, Apache's always";
  EXPECT_EQ(walked("{\"r\": \"GET /\x90\xb1 HTTP/1.0\", \"s\": 404}"),
            "r=GET /\x90\xb1 HTTP/1.0;s=404;W")
      << "nginx's escape=json: what is no UTF-8 stays as it came";
  EXPECT_EQ(walked("{\"r\": \"\xc3\xa9 \x90 \xe2\x82\"}"), "r=\u00e9 \x90 \xe2\x82;W");
  EXPECT_EQ(walked("{\"r\": \"a\tb\x01\", \"s\": \"\\\x90\"}"), "r=a\tb\x01;s=\\\x90;W");
  EXPECT_EQ(walked(std::string("{\"r\": \"a\0b\"}", 12)), std::string("r=a\0b;W", 7));
}

TEST(JsonWalk, ShowsWhatIsThereOfALineThatWasCut) {
  EXPECT_EQ(walked(R"({"a": "10.0.0.1", "r": "GET /default.ida?NNN)"),
            "a=10.0.0.1;r=GET /default.ida?NNN;C");
  EXPECT_EQ(walked(R"({"r": "x", "a": "10.0.0.1)"), "r=x;C") << "of which address?";
  EXPECT_EQ(walked(R"({"r": "x", "s": 40)"), "r=x;C") << "of which number?";
  EXPECT_EQ(walked(R"({"r": "x", "s": 404,)"), "r=x;s=404;C");
  EXPECT_EQ(walked(R"({"r": "x", "s)"), "r=x;C");
  EXPECT_EQ(walked(R"({"a": {"b": "x")"), "a.b=x;C");
  EXPECT_EQ(walked("{\"a\": \"x\", \"r\": \"GET /\x90\x90"), "a=x;r=GET /\x90\x90;C");
  EXPECT_EQ(walked(R"({"a": 1, "b" 2, "c": 3})"), "a=1;C") << "damage in the middle";
}

TEST(JsonWalk, WhatIsNoObjectIsNone) {
  for (const char* text : {"", " ", "[1]", "1", "\"x\"", "x", "}", "null"})
    EXPECT_EQ(walked(text), "N") << text;
  EXPECT_EQ(walked(std::string_view("\0\0", 2)), "N");
}

TEST(JsonWalk, PassesOverWhatIsTooDeepOrTooLong) {
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "{\"a\":";
  EXPECT_EQ(walked("{\"x\": 1, \"d\": " + deep + "1" + std::string(1000, '}') + ", \"y\": 2}"),
            "x=1;y=2;W");
  const std::string name(kMostPath, 'n');
  EXPECT_EQ(walked("{\"" + name + "\": {\"a\": 1}, \"y\": 2}"), "y=2;W");
}

TEST(JsonWalk, SuitsUnitsOfAnyLengthOneAfterTheOther) {
  JsonWalk walk;
  for (const std::size_t size : {10u, 100'000u, 3u, 1'000'000u, 50u}) {
    Listed listed;
    const std::string text(size, 'x');
    EXPECT_EQ(walk.walk("{\"a\":\"" + text + "\\x90\"}", listed), Walked::whole);
    EXPECT_EQ(listed.said, "a=" + text + "\x90;");
  }
}

const std::string kRich =
    R"({"a":1,"b":{"c":"x\/\u00e9","d":[true,{"e":-1.5},null,[]]},"f.g":"","f":{"g":"10.0.0.1"},)"
    R"("\u0061":"\x90","closed":{"a":[1,{"b":2}]} , "h" : [ "i", "j\\" ] })";

// Bytes put in, taken out, exchanged: those that matter to JSON most of all.
std::string damaged(std::string text, Random& random) {
  constexpr std::string_view kBytes = "{}[]:,\"\\ \t\x01\x90nt1-ux";
  for (std::uint64_t n = random.below(4); n > 0 && !text.empty(); --n) {
    const std::size_t at = random.below(text.size());
    const char byte = kBytes[random.below(kBytes.size())];
    switch (random.below(4)) {
      case 0: text[at] = byte; break;
      case 1: text.insert(at, 1, byte); break;
      case 2: text.erase(at, 1 + random.below(3)); break;
      case 3: text.resize(at + 1); break;
    }
  }
  return text;
}

TEST(JsonWalk, ShowsWhatItsTwinShows) {
  Random random(20210606);
  JsonWalk walk;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = i == 0 ? kRich : damaged(kRich, random);
    Listed listed, by_twin;
    const Walked how = walk.walk(text, listed), twin_how = twin::walk(text, by_twin);
    ASSERT_EQ(how, twin_how) << text;
    ASSERT_EQ(listed.said, by_twin.said) << text;
  }
}

// What is wanted of all that a visitor by paths is shown.
class Wanted final : public JsonVisitor {
 public:
  explicit Wanted(std::vector<JsonKeys::Path> paths) : paths_(std::move(paths)) {}
  bool enter(std::string_view path) override {
    for (const auto& known : paths_)
      if ((known.path == path && known.list) || known.path.starts_with(std::string(path) + "."))
        return true;
    return false;
  }
  void leaf(std::string_view path, std::string_view text) override {
    for (const auto& known : paths_)
      if (known.path == path) said.append(std::to_string(known.leaf)).append("=").append(text);
  }
  std::string said;

 private:
  std::vector<JsonKeys::Path> paths_;
};

class Numbered final : public JsonLeafVisitor {
 public:
  void leaf(int leaf, std::string_view text) override {
    said.append(std::to_string(leaf)).append("=").append(text);
  }
  std::string said;
};

TEST(JsonWalk, ByKeysShowsWhatIsWantedAlone) {
  const std::vector<JsonKeys::Path> paths = {{"a", 1},     {"b.c", 2}, {"b.d", 3, true},
                                             {"b.d.e", 4}, {"f.g", 5}, {"closed.a", 6}};
  const JsonKeys keys(paths);
  Random random(7);
  JsonWalk walk;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = i == 0 ? kRich : damaged(kRich, random);
    Numbered numbered;
    Wanted wanted(paths);
    const Walked how = walk.walk(text, keys, numbered);
    ASSERT_EQ(how, walk.walk(text, wanted)) << text;
    ASSERT_EQ(numbered.said, wanted.said) << text;
  }
}

}  // namespace
}  // namespace cordon::logs
