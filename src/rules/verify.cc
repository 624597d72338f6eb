#include "rules/verify.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace cordon::rules {
namespace {

std::uint8_t low(std::uint8_t c) {
  return c >= 'A' && c <= 'Z' ? static_cast<std::uint8_t>(c + 32) : c;
}

bool equal_at(const std::uint8_t* at, const Content& content) {
  if (!content.nocase) return std::memcmp(at, content.bytes.data(), content.bytes.size()) == 0;
  for (std::size_t i = 0; i < content.bytes.size(); ++i)
    if (low(at[i]) != low(static_cast<std::uint8_t>(content.bytes[i]))) return false;
  return true;
}

/// First place in [begin, end) where the content stands whole; `end` bounds its last byte.
std::optional<std::size_t> find(Bytes bytes, const Content& content, std::size_t begin,
                                std::size_t end) {
  const std::size_t size = content.bytes.size();
  if (size == 0 || end < size) return std::nullopt;
  for (std::size_t at = begin; at + size <= end; ++at) {
    if (!content.nocase) {
      const void* next = std::memchr(bytes.data() + at, content.bytes[0], end - size + 1 - at);
      if (next == nullptr) return std::nullopt;
      at = static_cast<std::size_t>(static_cast<const std::uint8_t*>(next) - bytes.data());
    }
    if (equal_at(bytes.data() + at, content)) return at;
  }
  return std::nullopt;
}

struct Range {
  std::int64_t begin, end;
};

bool compare(std::string_view oper, std::uint64_t a, std::uint64_t b) {
  if (oper == "<") return a < b;
  if (oper == ">") return a > b;
  if (oper == "=") return a == b;
  if (oper == "<=") return a <= b;
  if (oper == ">=") return a >= b;
  if (oper == "&") return (a & b) != 0;
  if (oper == "^") return (a ^ b) != 0;
  return false;
}

bool is_relative(const Test& test) {
  if (const auto* content = std::get_if<Content>(&test)) return content->relative;
  if (const auto* pcre = std::get_if<Pcre>(&test)) return pcre->relative;
  if (const auto* t = std::get_if<ByteTest>(&test)) return t->reading.relative;
  if (const auto* t = std::get_if<ByteJump>(&test)) return t->reading.relative;
  if (const auto* t = std::get_if<ByteExtract>(&test)) return t->reading.relative;
  if (const auto* t = std::get_if<ByteMath>(&test)) return t->reading.relative;
  if (const auto* t = std::get_if<IsDataAt>(&test)) return t->relative;
  if (const auto* t = std::get_if<Base64>(&test)) return t->relative;
  return false;
}

}  // namespace

std::string decoded_base64(Bytes bytes, bool lenient) {
  static constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (const std::uint8_t byte : bytes) {
    const auto value = kAlphabet.find(static_cast<char>(byte));
    if (value == std::string_view::npos) {
      if (lenient && byte != '=') continue;
      break;
    }
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    if (++count % 4 != 1) {
      const int left = 6 - 2 * ((count - 1) % 4);
      out += static_cast<char>(bits >> left & 0xff);
    }
  }
  return out;
}

bool Verifier::matches(const Rule& rule, const Scene& scene, const FlowState& state) {
  for (const Check& check : rule.checks)
    if (!check(scene, state)) return false;
  numbers_.fill(0);
  has_decoded_ = false;
  last_buffer_ = {};
  last_bytes_ = {};
  for (const Look& look : rule.looks) {
    tries_ = 0;
    if (!look_matches(look, scene)) return false;
  }
  return true;
}

bool Verifier::look_matches(const Look& look, const Scene& scene) {
  std::optional<Bytes> bytes;
  if (look.buffer == Buffer::base64) {
    if (has_decoded_) bytes = bytes_of(decoded_);
  } else {
    bytes = content_of(look.buffer, scene, kept_);
  }
  if (!bytes) return look.absent || look.absent_or_else;
  if (look.absent) return false;
  const Bytes seen = *bytes;  // before transforms: the bytes that can be shown afterwards
  std::string changed;
  if (!look.transforms.empty()) {
    changed = text_of(*bytes);
    for (const Transform& transform : look.transforms) transform(changed);
    bytes = bytes_of(changed);
  }
  const Subject subject{*bytes, look.buffer == Buffer::payload ? scene.payload_offset : 0};
  if (!from_test(look.tests, 0, subject, 0)) return false;
  last_buffer_ = name_of(look.buffer);
  last_bytes_ = seen;
  return true;
}

bool Verifier::from_test(const std::vector<Test>& tests, std::size_t index, const Subject& subject,
                         std::size_t position) {
  while (index < tests.size()) {
    if (++tries_ > kMostTries) return false;
    const Test& next = tests[index];
    if (std::holds_alternative<Content>(next)) return content_then(tests, index, subject, position);
    if (std::holds_alternative<Pcre>(next)) return pcre_then(tests, index, subject, position);
    const bool held = std::visit(
        [&](const auto& plain) {
          using Kind = std::decay_t<decltype(plain)>;
          if constexpr (std::is_same_v<Kind, Content> || std::is_same_v<Kind, Pcre>)
            return false;
          else
            return test(plain, subject, position);
        },
        next);
    if (!held) return false;
    ++index;
  }
  return true;
}

bool Verifier::content_then(const std::vector<Test>& tests, std::size_t index,
                            const Subject& subject, std::size_t position) {
  const Content& content = std::get<Content>(tests[index]);
  const auto size = static_cast<std::int64_t>(subject.bytes.size());
  const auto base = static_cast<std::int64_t>(subject.base);
  const auto length = static_cast<std::int64_t>(content.bytes.size());
  Range range{0, size};
  if (content.relative) {
    const auto here = static_cast<std::int64_t>(position);
    range.begin = here + (content.distance ? value_of(*content.distance) : 0);
    if (content.within) range.end = std::min(size, range.begin + value_of(*content.within));
    if (content.offset) range.begin = std::max(range.begin, value_of(*content.offset) - base);
    if (content.depth) {
      const auto offset = content.offset ? value_of(*content.offset) : 0;
      range.end = std::min(range.end, offset + value_of(*content.depth) - base);
    }
  } else {
    const auto offset = content.offset ? value_of(*content.offset) : 0;
    range.begin = offset - base;
    if (content.depth) range.end = std::min(size, range.begin + value_of(*content.depth));
  }
  range.begin = std::max<std::int64_t>(range.begin, 0);
  if (content.ends) {
    range.begin = std::max(range.begin, size - length);
    if (range.end != size) range.end = range.begin;
  }
  const bool possible = range.begin <= range.end && range.end >= length;
  auto begin = static_cast<std::size_t>(range.begin);
  const auto end = possible ? static_cast<std::size_t>(range.end) : 0;
  if (content.negated) {
    if (possible && find(subject.bytes, content, begin, end)) return false;
    return from_test(tests, index + 1, subject, position);
  }
  if (!possible) return false;
  const bool retry =
      index + 1 < tests.size() &&
      std::any_of(tests.begin() + static_cast<std::ptrdiff_t>(index) + 1, tests.end(), is_relative);
  while (const auto found = find(subject.bytes, content, begin, end)) {
    if (from_test(tests, index + 1, subject, *found + content.bytes.size())) return true;
    if (!retry || ++tries_ > kMostTries) return false;
    begin = *found + 1;
  }
  return false;
}

bool Verifier::pcre_then(const std::vector<Test>& tests, std::size_t index, const Subject& subject,
                         std::size_t position) {
  const Pcre& pcre = std::get<Pcre>(tests[index]);
  // As Suricata does: a relative pattern sees only what is left, so that ^ means "here".
  const std::size_t origin = pcre.relative ? position : 0;
  if (origin > subject.bytes.size()) return pcre.negated;
  const Bytes bytes = subject.bytes.subspan(origin);
  std::size_t start = 0;
  while (true) {
    const auto found = pcre.regex.search(bytes, start, regex_);
    if (pcre.negated) return !found && from_test(tests, index + 1, subject, position);
    if (!found) return false;
    if (from_test(tests, index + 1, subject, origin + found->end)) return true;
    if (index + 1 == tests.size() || !is_relative(tests[index + 1])) return false;
    if (++tries_ > kMostTries) return false;
    start = found->begin + 1;
  }
}

std::int64_t Verifier::value_of(const Number& number) const {
  return number.variable >= 0 ? numbers_[static_cast<std::size_t>(number.variable)] : number.value;
}

std::optional<std::uint64_t> Verifier::read(const Reading& reading, const Subject& subject,
                                            std::size_t position, std::size_t& end) const {
  const std::int64_t begin =
      value_of(reading.offset) + (reading.relative ? static_cast<std::int64_t>(position) : 0);
  const auto size = static_cast<std::int64_t>(subject.bytes.size());
  if (begin < 0 || begin > size || size - begin < reading.size) return std::nullopt;
  const Bytes bytes = subject.bytes.subspan(static_cast<std::size_t>(begin), reading.size);
  end = static_cast<std::size_t>(begin) + reading.size;
  std::uint64_t value = 0;
  if (reading.text) {
    const std::string digits(text_of(bytes));
    char* stopped = nullptr;
    value = std::strtoull(digits.c_str(), &stopped, reading.base);
    if (reading.size > 0 && stopped == digits.c_str()) return std::nullopt;
    end = static_cast<std::size_t>(begin) + static_cast<std::size_t>(stopped - digits.c_str());
  } else {
    for (std::size_t i = 0; i < bytes.size(); ++i)
      value = value << 8 | bytes[reading.little ? bytes.size() - 1 - i : i];
  }
  if (reading.mask != 0) value = (value & reading.mask) >> __builtin_ctzll(reading.mask);
  return value;
}

bool Verifier::test(const ByteTest& byte_test, const Subject& subject, std::size_t& position) {
  std::size_t end = 0;
  const auto value = read(byte_test.reading, subject, position, end);
  if (!value) return false;
  return compare(byte_test.oper, *value, static_cast<std::uint64_t>(value_of(byte_test.value))) !=
         byte_test.negated;
}

bool Verifier::test(const ByteJump& jump, const Subject& subject, std::size_t& position) {
  std::size_t end = 0;
  const auto value = read(jump.reading, subject, position, end);
  if (!value || *value > UINT32_MAX) return false;
  auto by = static_cast<std::int64_t>(*value) * jump.multiplier;
  if (jump.align) by = (by + 3) / 4 * 4;
  const std::int64_t from = jump.from_beginning ? 0
                            : jump.from_end     ? static_cast<std::int64_t>(subject.bytes.size())
                                                : static_cast<std::int64_t>(end);
  const std::int64_t to = from + by + jump.post_offset;
  if (to < 0 || to > static_cast<std::int64_t>(subject.bytes.size())) return false;
  position = static_cast<std::size_t>(to);
  return true;
}

bool Verifier::test(const ByteExtract& extract, const Subject& subject, std::size_t& position) {
  std::size_t end = 0;
  const auto value = read(extract.reading, subject, position, end);
  if (!value) return false;
  auto result = static_cast<std::int64_t>(*value * static_cast<std::uint64_t>(extract.multiplier));
  if (extract.align)
    result = static_cast<std::int64_t>((static_cast<std::uint64_t>(result) + 3) & ~3ULL);
  // Kept within what a place in a buffer can be, so that sums with it do not overflow.
  constexpr std::int64_t kMost = std::int64_t{1} << 48;
  numbers_[static_cast<std::size_t>(extract.variable)] = std::clamp(result, -kMost, kMost);
  position = end;
  return true;
}

bool Verifier::test(const ByteMath& math, const Subject& subject, std::size_t& position) {
  std::size_t end = 0;
  const auto read_value = read(math.reading, subject, position, end);
  if (!read_value) return false;
  const std::uint64_t a = *read_value;
  const auto b = static_cast<std::uint64_t>(value_of(math.value));
  std::uint64_t result = 0;
  if (math.oper == "+") result = a + b;
  if (math.oper == "-") result = a - b;
  if (math.oper == "*") result = a * b;
  if (math.oper == "/") {
    if (b == 0) return false;
    result = a / b;
  }
  if (math.oper == "<<") result = b < 64 ? a << b : 0;
  if (math.oper == ">>") result = b < 64 ? a >> b : 0;
  constexpr std::int64_t kMost = std::int64_t{1} << 48;
  numbers_[static_cast<std::size_t>(math.variable)] =
      std::clamp(static_cast<std::int64_t>(result), -kMost, kMost);
  position = end;
  return true;
}

bool Verifier::test(const IsDataAt& at, const Subject& subject, std::size_t& position) {
  const std::int64_t place =
      value_of(at.at) + (at.relative ? static_cast<std::int64_t>(position) : 0);
  const bool is = place >= 0 && place < static_cast<std::int64_t>(subject.bytes.size());
  return is != at.negated;
}

bool Verifier::test(const Size& size, const Subject& subject, std::size_t&) {
  const std::uint64_t n = subject.bytes.size();
  if (size.oper == "<>") return size.low < n && n < size.high;
  if (size.oper == "!") return n != size.low;
  return compare(size.oper, n, size.low);
}

bool Verifier::test(const Base64& base64, const Subject& subject, std::size_t& position) {
  const std::size_t begin = base64.offset + (base64.relative ? position : 0);
  Bytes bytes = tail(subject.bytes, begin);
  if (base64.bytes != 0) bytes = head(bytes, base64.bytes);
  decoded_ = decoded_base64(bytes, false);
  has_decoded_ = !decoded_.empty();
  return has_decoded_;
}

}  // namespace cordon::rules
