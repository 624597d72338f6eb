#include "logs/json_string.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <optional>

#include "base/random.h"

namespace cordon::logs {
namespace {

std::optional<std::string> ours(std::string_view raw) {
  std::string out = "before";
  if (append_json_string(raw, out)) return out;
  EXPECT_EQ(out, "before");
  return std::nullopt;
}

std::optional<std::string> by_simdjson(const std::string& raw) {
  simdjson::ondemand::parser parser;
  const simdjson::padded_string text("\"" + raw + "\"");
  simdjson::ondemand::document document;
  std::string_view value;
  if (parser.iterate(text).get(document) != simdjson::SUCCESS) return std::nullopt;
  if (document.get_string().get(value) != simdjson::SUCCESS) return std::nullopt;
  return "before" + std::string(value);
}

TEST(JsonString, UndoesEscapesAsItsTwinDoes) {
  EXPECT_EQ(ours(R"(\"\\\/\b\f\n\r\t)"), "before\"\\/\b\f\n\r\t");
  Random random(1);
  constexpr std::string_view kParts[] = {
      "a",    "\\n",  "\\/",     "\\u00e9", "\\ud83d", "\\udc1b", "\\u", "\\u12",   "\\x90",
      "\\\\", "\\\"", "\\uD83D", "\\u20aC", "\\b",     "\\u0000", "/",   "\\uffff", "\\u007f"};
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::uint64_t n = random.below(6); n > 0; --n)
      text += kParts[random.below(std::size(kParts))];
    ASSERT_EQ(ours(text), by_simdjson(text)) << text;
  }
}

}  // namespace
}  // namespace cordon::logs
