// Keywords that read numbers out of bytes: byte_test, byte_jump, byte_extract, byte_math, isdataat.
#include <algorithm>

#include "base/text.h"
#include "rules/keyword.h"

namespace cordon::rules {
namespace {

/// "name 5" or "name" -> the words.
std::pair<std::string_view, std::string_view> pair_of(std::string_view item) {
  const auto blank = item.find(' ');
  if (blank == std::string_view::npos) return {item, {}};
  return {item.substr(0, blank), trimmed(item.substr(blank + 1))};
}

/// Words that all of them know. False where the word is another.
bool reading_word(Reading& reading, std::string_view word) {
  const auto [name, value] = pair_of(word);
  if (name == "relative")
    reading.relative = true;
  else if (name == "little")
    reading.little = true;
  else if (name == "big" || name == "dce")
    reading.little = name == "dce";
  else if (name == "endian")
    reading.little = value == "little";
  else if (name == "string") {
    reading.text = true;
    if (!value.empty()) reading.base = value == "hex" ? 16 : value == "oct" ? 8 : 10;
  } else if (name == "hex")
    reading.base = 16;
  else if (name == "dec")
    reading.base = 10;
  else if (name == "oct")
    reading.base = 8;
  else if (name == "bitmask")
    reading.mask = static_cast<std::uint64_t>(integer(value).value_or(0));
  else
    return false;
  return true;
}

Complaint sized(Draft& d, Reading& reading, std::string_view size, std::string_view offset) {
  const auto count = integer(size);
  if (!count || *count < 0 || *count > 23) return "no count of bytes: " + std::string(size);
  reading.size = static_cast<std::uint32_t>(*count);
  return number_or_name(d, offset, reading.offset);
}

Complaint unknown(std::string_view word) { return "unknown word " + std::string(word); }

template <class Made>
Complaint add(Draft& d, Made made) {
  if (!made.reading.text && made.reading.size > 8) return "more than 8 bytes";
  d.look().tests.emplace_back(std::move(made));
  d.last = nullptr;
  return {};
}

Complaint byte_test(Draft& d, std::string_view value) {
  const auto words = list_of(value);
  if (words.size() < 4) return "needs bytes, operator, value, offset";
  ByteTest made;
  if (auto wrong = sized(d, made.reading, words[0], words[3])) return wrong;
  std::string_view oper = words[1];
  if (oper.starts_with('!')) {
    made.negated = true;
    oper = trimmed(oper.substr(1));
    if (oper.empty()) oper = "=";
  }
  made.oper = oper;
  if (auto wrong = number_or_name(d, words[2], made.value)) return wrong;
  for (std::size_t i = 4; i < words.size(); ++i)
    if (!reading_word(made.reading, words[i])) return unknown(words[i]);
  return add(d, std::move(made));
}

Complaint byte_jump(Draft& d, std::string_view value) {
  const auto words = list_of(value);
  if (words.size() < 2) return "needs bytes, offset";
  ByteJump made;
  if (auto wrong = sized(d, made.reading, words[0], words[1])) return wrong;
  for (std::size_t i = 2; i < words.size(); ++i) {
    const auto [name, number] = pair_of(words[i]);
    if (name == "multiplier")
      made.multiplier = integer(number).value_or(1);
    else if (name == "post_offset")
      made.post_offset = integer(number).value_or(0);
    else if (name == "align")
      made.align = true;
    else if (name == "from_beginning")
      made.from_beginning = true;
    else if (name == "from_end")
      made.from_end = true;
    else if (!reading_word(made.reading, words[i]))
      return unknown(words[i]);
  }
  if (made.multiplier < 1 || made.multiplier > 65535) return "multiplier out of range";
  return add(d, std::move(made));
}

Complaint byte_extract(Draft& d, std::string_view value) {
  const auto words = list_of(value);
  if (words.size() < 3) return "needs bytes, offset, name";
  ByteExtract made;
  if (auto wrong = sized(d, made.reading, words[0], words[1])) return wrong;
  for (std::size_t i = 3; i < words.size(); ++i) {
    const auto [name, number] = pair_of(words[i]);
    if (name == "multiplier")
      made.multiplier = integer(number).value_or(1);
    else if (name == "align")
      made.align = true;
    else if (!reading_word(made.reading, words[i]))
      return unknown(words[i]);
  }
  const auto variable = d.variable(words[2], true);
  if (!variable) return "too many names";
  made.variable = *variable;
  return add(d, std::move(made));
}

Complaint byte_math(Draft& d, std::string_view value) {
  ByteMath made;
  std::string_view size, offset = "0", rvalue, result;
  for (const auto word : list_of(value)) {
    const auto [name, text] = pair_of(word);
    if (name == "bytes")
      size = text;
    else if (name == "offset")
      offset = text;
    else if (name == "oper")
      made.oper = text;
    else if (name == "rvalue")
      rvalue = text;
    else if (name == "result")
      result = text;
    else if (!reading_word(made.reading, word))
      return unknown(word);
  }
  if (auto wrong = sized(d, made.reading, size, offset)) return wrong;
  if (auto wrong = number_or_name(d, rvalue, made.value)) return wrong;
  const auto variable = d.variable(result, true);
  if (!variable) return "too many names";
  made.variable = *variable;
  return add(d, std::move(made));
}

Complaint isdataat(Draft& d, std::string_view value) {
  IsDataAt made;
  if (value.starts_with('!')) {
    made.negated = true;
    value.remove_prefix(1);
  }
  const auto words = list_of(value);
  if (auto wrong = number_or_name(d, words[0], made.at)) return wrong;
  made.relative = std::find(words.begin(), words.end(), "relative") != words.end();
  d.look().tests.emplace_back(made);
  return {};
}

}  // namespace

std::vector<KeywordEntry> byte_keywords() {
  return {{"byte_test", byte_test},
          {"byte_jump", byte_jump},
          {"byte_extract", byte_extract},
          {"byte_math", byte_math},
          {"isdataat", isdataat}};
}

}  // namespace cordon::rules
