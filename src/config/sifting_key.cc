#include "config/sifting_key.h"

#include <array>
#include <charconv>
#include <fstream>

#include "base/text.h"

namespace cordon::config {

std::optional<std::uint64_t> parse_sifting_key(std::string_view text) {
  constexpr std::size_t kDigits = 16;
  std::uint64_t key = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, key, 16);
  if (text.size() != kDigits || text.front() == '-' || error != std::errc() || stop != end ||
      key == 0)
    return std::nullopt;
  return key;
}

Result<std::uint64_t> read_sifting_key(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::array<char, 64> begin{};
  if (!file || !file.read(begin.data(), begin.size()).eof())
    return fail("read sifting key", path, file ? "it is too long" : "it cannot be read",
                "key_file holds 16 hexadecimal digits, as of: openssl rand -hex 8");
  const std::string_view text(begin.data(), static_cast<std::size_t>(file.gcount()));
  const auto key = parse_sifting_key(trimmed(text));
  if (!key)
    return fail("read sifting key", path, "it holds no key",
                std::string("it ") + kSiftingKeyDemand);
  return *key;
}

}  // namespace cordon::config
