#include "logs/json_walk.h"

#include <simdjson.h>

#include <array>
#include <cstring>
#include <vector>

#include "logs/escapes.h"

namespace cordon::logs {
namespace {

namespace ondemand = simdjson::ondemand;

std::string_view trimmed_token(std::string_view token) {
  while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') token.remove_suffix(1);
  return token;
}

// A number or an address: where its end is missing, it is another one.
bool is_numeric(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF.:+-") == std::string_view::npos;
}

class Walk {
 public:
  /// `end` is that of the unit; `decoded` has room for as many bytes as the unit.
  Walk(JsonVisitor& visitor, const char* end, std::string& decoded)
      : visitor_(visitor), end_(end), decoded_(decoded) {}

  bool object(ondemand::object object, int depth) {
    const std::size_t before = size_;
    for (auto field : object) {
      std::string_view key;
      if (field.unescaped_key().get(key) != simdjson::SUCCESS) return false;
      ondemand::value value;
      if (field.value().get(value) != simdjson::SUCCESS) return false;
      if (!push(key)) continue;
      const bool sound = any(value, depth);
      size_ = before;
      if (!sound) return false;
    }
    return true;
  }

 private:
  bool any(ondemand::value value, int depth) {
    ondemand::json_type type;
    if (value.type().get(type) != simdjson::SUCCESS) return false;
    switch (type) {
      case ondemand::json_type::object: {
        if (depth >= kMostDepth || !visitor_.enter(path())) return true;
        ondemand::object inner;
        return value.get_object().get(inner) == simdjson::SUCCESS && object(inner, depth + 1);
      }
      case ondemand::json_type::array: {
        if (depth >= kMostDepth || !visitor_.enter(path())) return true;
        ondemand::array inner;
        return value.get_array().get(inner) == simdjson::SUCCESS && array(inner, depth + 1);
      }
      case ondemand::json_type::string: return string(value);
      case ondemand::json_type::number:
      case ondemand::json_type::boolean: {
        const std::string_view token = trimmed_token(value.raw_json_token());
        if (token.data() + token.size() >= end_) return false;
        visitor_.leaf(path(), token);
        return true;
      }
      case ondemand::json_type::null: return true;
    }
    return false;
  }

  bool string(ondemand::value value) {
    const std::string_view token = trimmed_token(value.raw_json_token());
    const bool cut = token.data() + token.size() > end_;  // its quote is ours
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS) {
      if (token.size() < 2 || token.front() != '"' || token.back() != '"') return false;
      std::string scratch;
      const std::size_t begin = decoded_.size();
      decoded_.append(unescaped(token.substr(1, token.size() - 2), scratch));
      text = std::string_view(decoded_).substr(begin);
    }
    if (cut && is_numeric(text)) return false;
    visitor_.leaf(path(), text);
    return !cut;
  }

  bool array(ondemand::array array, int depth) {
    for (auto item : array) {
      ondemand::value value;
      if (item.get(value) != simdjson::SUCCESS || !any(value, depth)) return false;
    }
    return true;
  }

  bool push(std::string_view key) {
    if (size_ + 1 + key.size() > kMostPath) return false;
    if (size_ > 0) path_[size_++] = '.';
    std::memcpy(path_.data() + size_, key.data(), key.size());
    size_ += key.size();
    return true;
  }
  std::string_view path() const { return {path_.data(), size_}; }

  JsonVisitor& visitor_;
  const char* end_;
  std::string& decoded_;
  std::array<char, kMostPath> path_;
  std::size_t size_ = 0;
};

// How many bytes at the front of `text` are one sound character of UTF-8 beyond ASCII; 0: none.
std::size_t sound_character(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  return first >= 0xc2 && simdjson::validate_utf8(text.substr(0, size)) ? size : 0;
}

// In strings, bytes that JSON does not allow written as \xHH: no escape of JSON's, so that the walk
// will undo it.
void escape_raw_bytes(std::string_view unit, std::vector<char>& out) {
  constexpr char kDigits[] = "0123456789abcdef";
  out.clear();
  bool quoted = false;
  for (std::size_t i = 0; i < unit.size();) {
    const char c = unit[i];
    const auto byte = static_cast<unsigned char>(c);
    const std::size_t sound = byte >= 0x80 ? sound_character(unit.substr(i)) : 0;
    if (sound > 0) {
      out.insert(out.end(), unit.begin() + static_cast<std::ptrdiff_t>(i),
                 unit.begin() + static_cast<std::ptrdiff_t>(i + sound));
      i += sound;
      continue;
    }
    if (quoted && (byte < 0x20 || byte >= 0x80)) {
      for (const char d : {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]}) out.push_back(d);
    } else {
      out.push_back(byte >= 0x80 ? '?' : c);
      if (quoted && c == '\\' && i + 1 < unit.size()) {
        const auto next = static_cast<unsigned char>(unit[i + 1]);
        if (next >= 0x20 && next < 0x80) {
          out.push_back(unit[i + 1]);
          ++i;
        } else {
          out.push_back('\\');  // a lone one, before a raw byte
        }
      } else if (c == '"') {
        quoted = !quoted;
      }
    }
    ++i;
  }
}

}  // namespace

struct JsonWalk::State {
  ondemand::parser parser;
  std::vector<char> buffer;
  std::string decoded;  // strings that are none of JSON's

  ondemand::document document;
  ondemand::object object;

  // Of the first `size` bytes of the buffer.
  simdjson::error_code begin(std::size_t size) {
    if (const auto error = parser.iterate(buffer.data(), size, buffer.size()).get(document))
      return error;
    return document.get_object().get(object);
  }
  // With room for what closes an object that was cut.
  void fit(std::size_t size) {
    constexpr std::size_t kClosing = 8;
    const std::size_t least = size + kClosing + simdjson::SIMDJSON_PADDING;
    if (buffer.size() < least) buffer.resize(least);
  }
};

JsonWalk::JsonWalk() : state_(std::make_unique<State>()) {}
JsonWalk::~JsonWalk() = default;
JsonWalk::JsonWalk(JsonWalk&&) noexcept = default;

Walked JsonWalk::walk(std::string_view unit, JsonVisitor& visitor) {
  if (unit.empty()) return Walked::none;
  State& state = *state_;
  state.fit(unit.size());
  std::memcpy(state.buffer.data(), unit.data(), unit.size());
  std::size_t size = unit.size();
  const char* end = state.buffer.data() + size;
  bool whole = true;
  simdjson::error_code error = state.begin(size);
  constexpr int kMostRepairs = 4;  // raw bytes, a quote, a bracket
  for (int repairs = 0; error != simdjson::SUCCESS && repairs < kMostRepairs; ++repairs) {
    if (error == simdjson::UTF8_ERROR || error == simdjson::UNESCAPED_CHARS) {
      escape_raw_bytes(unit, state.buffer);
      size = state.buffer.size();
      state.fit(size);
      end = state.buffer.data() + size;
    } else if (error == simdjson::UNCLOSED_STRING) {
      state.buffer[size++] = '"';
      whole = false;
    } else if (error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT) {
      state.buffer[size++] = '}';
      whole = false;
    } else {
      break;
    }
    error = state.begin(size);
  }
  if (error != simdjson::SUCCESS) return Walked::none;
  state.decoded.clear();
  state.decoded.reserve(size);
  return Walk(visitor, end, state.decoded).object(state.object, 1) && whole ? Walked::whole
                                                                            : Walked::cut;
}

}  // namespace cordon::logs
