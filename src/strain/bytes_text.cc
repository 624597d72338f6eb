#include "strain/bytes_text.h"

#include <charconv>
#include <optional>

#include "base/text.h"

namespace cordon::strain {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// "ff 00 2e" as bytes; nothing where it is not that.
std::optional<std::vector<std::uint8_t>> hex_bytes(std::string_view text) {
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ' ') {
      ++i;
      continue;
    }
    if (i + 1 >= text.size() || hex_value(text[i]) < 0 || hex_value(text[i + 1]) < 0)
      return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(hex_value(text[i]) << 4 | hex_value(text[i + 1])));
    i += 2;
  }
  if (bytes.empty()) return std::nullopt;
  return bytes;
}

std::optional<std::size_t> number_of(std::string_view text) {
  std::size_t number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || stop != text.data() + text.size() || number > kMostExpanded)
    return std::nullopt;
  return number;
}

// What stands between `open` at the front and the next `close`; nothing where it does not close.
std::optional<std::string_view> inside(std::string_view text, char close) {
  const auto end = text.find(close, 1);
  if (end == std::string_view::npos) return std::nullopt;
  return text.substr(1, end - 1);
}

class Expansion {
 public:
  Expansion(const Parties& parties, Random& random) : parties_(parties), random_(random) {}

  // Takes a special form from the front of the text. Returns false where there is none.
  bool take(std::string_view& text) {
    const char first = text.front();
    const char close = first == '|' ? '|' : first == '{' ? '}' : first == '<' ? '>' : '\0';
    const auto inner = close != '\0' ? inside(text, close) : std::nullopt;
    if (!inner) return false;
    const bool taken = first == '|'   ? hex(*inner)
                       : first == '{' ? run(*inner)
                                      : placeholder(*inner);
    if (taken) text.remove_prefix(inner->size() + 2);
    return taken;
  }
  void put(char c) { out.push_back(static_cast<std::uint8_t>(c)); }

  std::vector<std::uint8_t> out;

 private:
  bool hex(std::string_view inner) {
    const auto bytes = hex_bytes(inner);
    if (bytes) out.insert(out.end(), bytes->begin(), bytes->end());
    return bytes.has_value();
  }
  bool run(std::string_view inner) {
    const auto star = inner.find('*');
    if (star == std::string_view::npos) return false;
    const auto bytes = hex_bytes(inner.substr(0, star));
    const auto count = number_of(inner.substr(star + 1));
    if (!bytes || !count) return false;
    for (std::size_t i = 0; i < *count && out.size() <= kMostExpanded; ++i)
      out.insert(out.end(), bytes->begin(), bytes->end());
    return true;
  }
  bool placeholder(std::string_view inner) {
    constexpr std::string_view kRandom = "random:";
    if (inner == "attacker" || inner == "victim") {
      for (const char c : inner == "attacker" ? parties_.attacker : parties_.victim) put(c);
      return true;
    }
    if (!inner.starts_with(kRandom)) return false;
    const auto count = number_of(inner.substr(kRandom.size()));
    if (!count) return false;
    for (std::size_t i = 0; i < *count; ++i)
      out.push_back(static_cast<std::uint8_t>(random_.next() >> 56));
    return true;
  }

  const Parties& parties_;
  Random& random_;
};

}  // namespace

Result<std::vector<std::uint8_t>> expand(std::string_view text, const Parties& parties,
                                         Random& random) {
  Expansion expansion(parties, random);
  while (!text.empty() && expansion.out.size() <= kMostExpanded) {
    if (expansion.take(text)) continue;
    expansion.put(text.front());
    text.remove_prefix(1);
  }
  if (expansion.out.size() > kMostExpanded)
    return fail("expand", printable(bytes_of(text), 40), "it is too long", "shorten the runs");
  return std::move(expansion.out);
}

}  // namespace cordon::strain
