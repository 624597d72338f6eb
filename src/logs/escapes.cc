#include "logs/escapes.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <optional>

#include "logs/sieve.h"

namespace cordon::logs {
namespace {

std::optional<unsigned> hex(std::string_view digits) {
  unsigned value = 0;
  for (const char c : digits) {
    value <<= 4;
    if (c >= '0' && c <= '9')
      value |= static_cast<unsigned>(c - '0');
    else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
      value |= static_cast<unsigned>((c | 0x20) - 'a' + 10);
    else
      return std::nullopt;
  }
  return value;
}

// Reads the escape at the front of `text`, a backslash; gives how many bytes it took, 0 if none.
std::size_t undo(std::string_view text, std::string& out) {
  if (text.size() < 2) return 0;
  switch (text[1]) {
    case 'x':
    case 'u': {
      const std::size_t digits = text[1] == 'x' ? 2 : 4;
      if (text.size() < 2 + digits) return 0;
      const auto value = hex(text.substr(2, digits));
      if (!value || *value > 0xff) return 0;
      out.push_back(static_cast<char>(*value));
      return 2 + digits;
    }
    case '"':
    case '\\':
    case '/': out.push_back(text[1]); return 2;
    case 'n': out.push_back('\n'); return 2;
    case 'r': out.push_back('\r'); return 2;
    case 't': out.push_back('\t'); return 2;
    case 'b': out.push_back('\b'); return 2;
    case 'v': out.push_back('\v'); return 2;
    default: return 0;
  }
}

}  // namespace

std::string_view unescaped(std::string_view text, std::string& scratch) {
  std::size_t at = text.find('\\');
  if (at == std::string_view::npos) return text;
  scratch.assign(text.substr(0, at));
  while (at < text.size()) {
    const std::size_t taken = text[at] == '\\' ? undo(text.substr(at), scratch) : 0;
    if (taken == 0) scratch.push_back(text[at]);
    at += taken == 0 ? 1 : taken;
  }
  return scratch;
}

namespace {

// Text in which `mark` and two digits stand for a byte.
std::string_view with_hex(std::string_view text, std::string_view mark, std::string& scratch) {
  std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return text;
  scratch.assign(text.substr(0, at));
  while (at < text.size()) {
    const std::string_view rest = text.substr(at);
    const bool marked = rest.starts_with(mark) && rest.size() >= mark.size() + 2;
    const auto value = marked ? hex(rest.substr(mark.size(), 2)) : std::nullopt;
    scratch.push_back(value ? static_cast<char>(*value) : text[at]);
    at += value ? mark.size() + 2 : 1;
  }
  return scratch;
}

}  // namespace

std::string_view with_bytes(std::string_view text, std::string& scratch) {
  return with_hex(text, "\\x", scratch);
}

std::string_view unhashed(std::string_view text, std::string& scratch) {
  return with_hex(text, "#", scratch);
}

bool tells_plainly(std::string_view target) {
  std::size_t at = 0;
#ifdef __SSE2__
  // Sixteen at a time, each with the byte behind it.
  const __m128i percent = _mm_set1_epi8('%'), backslash = _mm_set1_epi8('\\'),
                slash = _mm_set1_epi8('/'), dot = _mm_set1_epi8('.');
  for (; at + 17 <= target.size(); at += 16) {
    const auto* bytes = reinterpret_cast<const __m128i*>(target.data() + at);
    const __m128i here = _mm_loadu_si128(bytes);
    const __m128i next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(target.data() + at + 1));
    const __m128i escapes =
        _mm_or_si128(_mm_cmpeq_epi8(here, percent), _mm_cmpeq_epi8(here, backslash));
    const __m128i steps =
        _mm_and_si128(_mm_cmpeq_epi8(here, slash),
                      _mm_or_si128(_mm_cmpeq_epi8(next, slash), _mm_cmpeq_epi8(next, dot)));
    if (_mm_movemask_epi8(_mm_or_si128(escapes, steps)) != 0) return false;
  }
#endif
  char before = 0;
  for (const char c : target.substr(at)) {
    if (c == '%' || c == '\\' || (before == '/' && (c == '/' || c == '.'))) return false;
    before = c;
  }
  return true;
}

}  // namespace cordon::logs
