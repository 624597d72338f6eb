#include "proto/http/uri.h"

#include <algorithm>

#include "base/text.h"

namespace cordon::proto::http {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The byte of a percent escape at `at`, or -1.
int escape_at(std::string_view text, std::size_t at) {
  if (text[at] != '%' || at + 2 >= text.size()) return -1;
  const int high = hex_value(text[at + 1]), low = hex_value(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high << 4 | low;
}

// The code unit of "%uXXXX" at `at`, or -1.
int wide_escape_at(std::string_view text, std::size_t at) {
  if (text[at] != '%' || at + 5 >= text.size() || (text[at + 1] | 0x20) != 'u') return -1;
  int value = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) {
    const int digit = hex_value(text[i]);
    if (digit < 0) return -1;
    value = value << 4 | digit;
  }
  return value;
}

void put_utf8(int code, std::string& out) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3f));
  } else {
    out += static_cast<char>(0xe0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (code & 0x3f));
  }
}

std::string decoded_once(std::string_view text, bool wide) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (const int code = wide ? wide_escape_at(text, i) : -1; code >= 0) {
      put_utf8(code, out);
      i += 5;
    } else if (const int byte = escape_at(text, i); byte >= 0) {
      out += static_cast<char>(byte);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// Overlong forms of ASCII, as the flawed decoder read them: it took the low bits of what followed a
// lead byte, whether or not that was a continuation ("%c1%1c" is '\').
std::string shortened(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((byte(i) == 0xc0 || byte(i) == 0xc1) && i + 1 < text.size()) {
      out += static_cast<char>((byte(i) & 1) << 6 | (byte(i + 1) & 0x3f));
      ++i;
    } else if (byte(i) == 0xe0 && i + 2 < text.size() && byte(i + 1) < 0xa0 &&
               byte(i + 1) >= 0x80) {
      out += static_cast<char>((byte(i + 1) & 1) << 6 | (byte(i + 2) & 0x3f));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// Resolves ".", ".." and empty parts of an absolute path; it cannot climb above the root.
std::string resolved(std::string_view path) {
  std::string out;
  out.reserve(path.size());
  std::size_t at = 0;
  while (at < path.size()) {
    const std::size_t end = std::min(path.find('/', at + 1), path.size());
    const std::string_view part = path.substr(at, end - at);  // with its leading slash
    if (part == "/..") {
      const auto slash = out.rfind('/');
      out.resize(slash == std::string::npos ? 0 : slash);
      if (end == path.size()) out += '/';
    } else if (part == "/.") {
      if (end == path.size()) out += '/';
    } else if (part != "/" || end == path.size()) {
      out += part;
    }
    at = end;
  }
  return out;
}

bool needs_resolving(std::string_view path) {
  return path.find("//") != std::string_view::npos || path.find("/.") != std::string_view::npos;
}

std::string_view query_of(std::string_view target, std::string_view& path) {
  const auto question = target.find('?');
  path = target.substr(0, question);
  return question == std::string_view::npos ? std::string_view{} : target.substr(question);
}

// "http://host/path" without its scheme and host.
std::string_view without_host(std::string_view target) {
  constexpr std::string_view kScheme = "http://";
  if (target.size() < kScheme.size() || (target[0] | 0x20) != 'h') return target;
  if (lowered(target.substr(0, kScheme.size())) != kScheme) return target;
  const auto path = target.find_first_of("/?", kScheme.size());
  return path == std::string_view::npos ? std::string_view("/") : target.substr(path);
}

bool is_absolute(std::string_view path) { return path.starts_with('/'); }

}  // namespace

std::string_view normal_uri(std::string_view target, std::string& scratch) {
  target = without_host(target);
  std::string_view path;
  const std::string_view query = query_of(target, path);
  const bool escapes = target.find('%') != std::string_view::npos;
  if (!escapes && !(is_absolute(path) && needs_resolving(path))) return target;
  scratch = escapes ? decoded_once(path, false) : std::string(path);
  if (is_absolute(scratch) && needs_resolving(scratch)) scratch = resolved(scratch);
  scratch += escapes ? decoded_once(query, false) : std::string(query);
  return scratch;
}

std::string_view iis_uri(std::string_view target, std::string& scratch) {
  target = without_host(target);
  const bool plain = std::none_of(target.begin(), target.end(), [](char c) {
    return c == '%' || c == '\\' || static_cast<unsigned char>(c) >= 0x80;
  });
  std::string_view path;
  const std::string_view query = query_of(target, path);
  if (plain && !(is_absolute(path) && needs_resolving(path))) return target;
  std::string read = shortened(decoded_once(decoded_once(path, true), true));
  std::replace(read.begin(), read.end(), '\\', '/');
  if (is_absolute(read) && needs_resolving(read)) read = resolved(read);
  scratch = read + decoded_once(query, true);
  return scratch;
}

}  // namespace cordon::proto::http
