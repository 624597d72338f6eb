// Keywords that look for bytes: content and its modifiers, pcre, sizes, transforms.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "rules/keyword.h"
#include "rules/parser.h"
#include "rules/verify.h"

namespace cordon::rules {
namespace {

Complaint content(Draft& d, std::string_view value) {
  auto bytes = content_bytes(value);
  if (!bytes) return bytes.error().cause;
  Content made;
  made.bytes = std::move(bytes->bytes);
  made.negated = bytes->negated;
  auto& tests = d.look().tests;
  tests.emplace_back(std::move(made));
  d.last = &std::get<Content>(tests.back());
  return {};
}

template <class Change>
Complaint modify(Draft& d, Change change) {
  if (d.last == nullptr) return "follows no content";
  return change(*d.last);
}

Complaint nocase(Draft& d, std::string_view) {
  return modify(d, [](Content& c) -> Complaint {
    c.nocase = true;
    return {};
  });
}
Complaint rawbytes(Draft& d, std::string_view) {
  return modify(d, [](Content&) -> Complaint { return {}; });
}
Complaint place(Draft& d, std::string_view value, std::optional<Number> Content::*which,
                bool relative) {
  return modify(d, [&](Content& c) -> Complaint {
    Number number;
    auto wrong = number_or_name(d, value, number);
    if (wrong) return wrong;
    c.*which = number;
    c.relative = c.relative || relative;
    return {};
  });
}
Complaint offset(Draft& d, std::string_view v) { return place(d, v, &Content::offset, false); }
Complaint depth(Draft& d, std::string_view v) { return place(d, v, &Content::depth, false); }
Complaint distance(Draft& d, std::string_view v) { return place(d, v, &Content::distance, true); }
Complaint within(Draft& d, std::string_view v) { return place(d, v, &Content::within, true); }
Complaint startswith(Draft& d, std::string_view) {
  return modify(d, [](Content& c) -> Complaint {
    c.depth = Number{static_cast<std::int64_t>(c.bytes.size()), -1};
    c.offset = Number{};
    return {};
  });
}
Complaint endswith(Draft& d, std::string_view) {
  return modify(d, [](Content& c) -> Complaint {
    c.ends = true;
    return {};
  });
}
Complaint fast_pattern(Draft& d, std::string_view) {
  return modify(d, [](Content& c) -> Complaint {
    c.fast = true;
    return {};
  });
}

Complaint pcre(Draft& d, std::string_view value) {
  Pcre made;
  value = trimmed(value);
  if (value.starts_with('!')) {
    made.negated = true;
    value = trimmed(value.substr(1));
  }
  if (value.size() < 2 || value.front() != '"' || value.back() != '"') return "needs quotes";
  value = value.substr(1, value.size() - 2);
  const auto end = value.rfind('/');
  if (!value.starts_with('/') || end == 0) return "needs /pattern/flags";
  std::string pattern(value.substr(1, end - 1));
  for (std::size_t at = 0; (at = pattern.find("\\;", at)) != std::string::npos;)
    pattern.erase(at, 1);
  match::RegexFlags flags;
  Buffer buffer = d.sticky;
  static constexpr struct {
    char letter;
    Buffer buffer;
  } kLetters[] = {{'U', Buffer::uri},          {'I', Buffer::uri_raw},
                  {'H', Buffer::header},       {'D', Buffer::header_raw},
                  {'P', Buffer::request_body}, {'C', Buffer::cookie},
                  {'M', Buffer::method},       {'Q', Buffer::response_body},
                  {'S', Buffer::status},       {'Y', Buffer::status_message},
                  {'V', Buffer::user_agent},   {'W', Buffer::host},
                  {'Z', Buffer::host_raw}};
  for (const char letter : value.substr(end + 1)) {
    const auto* found = std::find_if(std::begin(kLetters), std::end(kLetters),
                                     [&](const auto& known) { return known.letter == letter; });
    if (found != std::end(kLetters))
      buffer = found->buffer;
    else if (letter == 'i')
      flags.nocase = true;
    else if (letter == 'm')
      flags.multi_line = true;
    else if (letter == 's')
      flags.dot_all = true;
    else if (letter == 'x')
      flags.extended = true;
    else if (letter == 'A')
      flags.anchored = true;
    else if (letter == 'E')
      flags.end_only = true;
    else if (letter == 'G')
      flags.ungreedy = true;
    else if (letter == 'R')
      made.relative = true;
    else if (letter != 'B' && letter != 'O')
      return std::string("unknown flag ") + letter;
  }
  auto regex = match::Regex::compile(pattern, flags);
  if (!regex) return regex.error().cause;
  made.regex = std::move(*regex);
  const Buffer sticky = std::exchange(d.sticky, buffer);
  d.look().tests.emplace_back(std::move(made));
  d.sticky = sticky;
  d.last = nullptr;
  return {};
}

Complaint size_in(Draft& d, std::string_view value, Buffer buffer) {
  const auto size = size_of(value);
  if (!size) return "no size: " + std::string(value);
  const Buffer sticky = std::exchange(d.sticky, buffer);
  d.look().tests.emplace_back(*size);
  d.sticky = sticky;
  d.last = nullptr;
  return {};
}
Complaint bsize(Draft& d, std::string_view value) { return size_in(d, value, d.sticky); }
Complaint urilen(Draft& d, std::string_view value) {
  const auto words = list_of(value);
  const bool raw = words.size() < 2 || words[1] != "norm";
  return size_in(d, words[0], raw ? Buffer::uri_raw : Buffer::uri);
}
Complaint uricontent(Draft& d, std::string_view value) {
  const Buffer sticky = std::exchange(d.sticky, Buffer::uri);
  auto wrong = content(d, value);
  d.sticky = sticky;
  return wrong;
}
Complaint absent(Draft& d, std::string_view value) {
  (value == "or_else" ? d.look().absent_or_else : d.look().absent) = true;
  return {};
}

Complaint transform(Draft& d, Transform made) {
  d.transforms.push_back(std::move(made));
  d.fresh = true;
  d.last = nullptr;
  return {};
}
void drop_space(std::string& text) {
  std::erase_if(text, [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
}
void squeeze_space(std::string& text) {
  std::string out;
  bool before = false;
  for (const char c : text) {
    const bool space = c == ' ' || (c >= '\t' && c <= '\r');
    if (!space || !before) out += space ? ' ' : c;
    before = space;
  }
  text = std::move(out);
}
int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}
void decode_percent(std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
      out += static_cast<char>(hex(text[i + 1]) << 4 | hex(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  text = std::move(out);
}
Complaint url_decode(Draft& d, std::string_view) { return transform(d, decode_percent); }
Complaint strip_whitespace(Draft& d, std::string_view) { return transform(d, drop_space); }
Complaint compress_whitespace(Draft& d, std::string_view) { return transform(d, squeeze_space); }
Complaint to_lowercase(Draft& d, std::string_view) {
  return transform(d, [](std::string& text) { text = lowered(text); });
}
Complaint dotprefix(Draft& d, std::string_view) {
  return transform(d, [](std::string& text) { text.insert(0, 1, '.'); });
}
Complaint from_base64(Draft& d, std::string_view value) {
  std::size_t from = 0, count = std::string::npos;
  bool lenient = false;
  for (const auto item : list_of(value)) {
    const auto number = integer(item.substr(std::min(item.find(' '), item.size())));
    if (item.starts_with("offset") && number && *number >= 0)
      from = static_cast<std::size_t>(*number);
    else if (item.starts_with("bytes") && number && *number > 0)
      count = static_cast<std::size_t>(*number);
    else if (item.starts_with("mode"))
      lenient = item.ends_with("rfc2045");
    else if (!item.empty())
      return "unknown word " + std::string(item);
  }
  return transform(d, [=](std::string& text) {
    text = decoded_base64(head(tail(bytes_of(text), from), count), lenient);
  });
}
Complaint base64_decode(Draft& d, std::string_view value) {
  Base64 made;
  for (const auto item : list_of(value)) {
    const auto number = integer(item.substr(std::min(item.find(' '), item.size())));
    if (item == "relative")
      made.relative = true;
    else if (item.starts_with("bytes") && number && *number > 0)
      made.bytes = static_cast<std::uint32_t>(*number);
    else if (item.starts_with("offset") && number && *number >= 0)
      made.offset = static_cast<std::uint32_t>(*number);
    else if (!item.empty())
      return "unknown word " + std::string(item);
  }
  // After a content in the old spelling, the place is the one where that content was found.
  Look& look = d.last != nullptr ? d.rule.looks[d.last_look] : d.look();
  look.tests.emplace_back(made);
  d.last = nullptr;
  return {};
}

}  // namespace

std::vector<KeywordEntry> content_keywords() {
  return {{"content", content},
          {"uricontent", uricontent},
          {"nocase", nocase},
          {"rawbytes", rawbytes},
          {"offset", offset},
          {"depth", depth},
          {"distance", distance},
          {"within", within},
          {"startswith", startswith},
          {"endswith", endswith},
          {"fast_pattern", fast_pattern},
          {"pcre", pcre},
          {"bsize", bsize},
          {"urilen", urilen},
          {"absent", absent},
          {"url_decode", url_decode},
          {"strip_whitespace", strip_whitespace},
          {"compress_whitespace", compress_whitespace},
          {"to_lowercase", to_lowercase},
          {"dotprefix", dotprefix},
          {"from_base64", from_base64},
          {"base64_decode", base64_decode}};
}

}  // namespace cordon::rules
