#include "logs/json_walk.h"

#include <simdjson.h>

#include <array>
#include <cstring>
#include <vector>

namespace cordon::logs {
namespace {

namespace ondemand = simdjson::ondemand;

std::string_view trimmed_token(std::string_view token) {
  while (!token.empty() && static_cast<unsigned char>(token.back()) <= ' ') token.remove_suffix(1);
  return token;
}

class Walk {
 public:
  explicit Walk(JsonVisitor& visitor) : visitor_(visitor) {}

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
      case ondemand::json_type::string: {
        std::string_view text;
        if (value.get_string().get(text) != simdjson::SUCCESS) return false;
        visitor_.leaf(path(), text);
        return true;
      }
      case ondemand::json_type::number:
      case ondemand::json_type::boolean:
        visitor_.leaf(path(), trimmed_token(value.raw_json_token()));
        return true;
      case ondemand::json_type::null: return true;
    }
    return false;
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
  std::array<char, kMostPath> path_;
  std::size_t size_ = 0;
};

}  // namespace

struct JsonWalk::State {
  ondemand::parser parser;
  std::vector<char> buffer;
};

JsonWalk::JsonWalk() : state_(std::make_unique<State>()) {}
JsonWalk::~JsonWalk() = default;
JsonWalk::JsonWalk(JsonWalk&&) noexcept = default;

bool JsonWalk::walk(std::string_view unit, JsonVisitor& visitor) {
  if (unit.empty()) return false;
  auto& buffer = state_->buffer;
  if (buffer.size() < unit.size() + simdjson::SIMDJSON_PADDING)
    buffer.resize(unit.size() + simdjson::SIMDJSON_PADDING);
  std::memcpy(buffer.data(), unit.data(), unit.size());
  ondemand::document document;
  if (state_->parser.iterate(buffer.data(), unit.size(), buffer.size()).get(document) !=
      simdjson::SUCCESS)
    return false;
  ondemand::object object;
  if (document.get_object().get(object) != simdjson::SUCCESS) return false;
  return Walk(visitor).object(object, 1);
}

}  // namespace cordon::logs
