// The slow twin of JsonWalk: the same by simdjson's on-demand parser, for tests.
#pragma once

#include <simdjson.h>

#include <array>
#include <cstring>
#include <string>

#include "logs/escapes.h"
#include "logs/json_repair.h"
#include "logs/json_walk.h"

namespace cordon::logs::twin {

namespace ondemand = simdjson::ondemand;

inline std::string_view trimmed_token(std::string_view token) {
  while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') token.remove_suffix(1);
  return token;
}

// A number or an address: where its end is missing, it is another one.
inline bool is_numeric(std::string_view text) {
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

inline Walked walk(std::string_view unit, JsonVisitor& visitor) {
  if (unit.empty()) return Walked::none;
  ondemand::parser parser;
  ondemand::document document;
  ondemand::object object;
  std::string buffer(unit);
  const auto begin = [&] {
    buffer.reserve(buffer.size() + simdjson::SIMDJSON_PADDING);
    const auto error =
        parser.iterate(buffer.data(), buffer.size(), buffer.capacity()).get(document);
    return error ? error : document.get_object().get(object);
  };
  std::size_t written = unit.size();
  bool whole = true;
  simdjson::error_code error = begin();
  constexpr int kMostRepairs = 4;  // raw bytes, a quote, a bracket
  for (int repairs = 0; error != simdjson::SUCCESS && repairs < kMostRepairs; ++repairs) {
    if (error == simdjson::UTF8_ERROR || error == simdjson::UNESCAPED_CHARS) {
      escape_raw_bytes(unit, buffer);
      written = buffer.size();
    } else if (error == simdjson::UNCLOSED_STRING) {
      buffer.push_back('"');
      whole = false;
    } else if (error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT) {
      buffer.push_back('}');
      whole = false;
    } else {
      break;
    }
    error = begin();
  }
  if (error != simdjson::SUCCESS) return Walked::none;
  std::string decoded;
  decoded.reserve(buffer.size());
  const char* end = buffer.data() + written;
  return Walk(visitor, end, decoded).object(object, 1) && whole ? Walked::whole : Walked::cut;
}

}  // namespace cordon::logs::twin
