// A JSON object taken apart leaf by leaf, along the marks that simdjson's first stage finds.
//
// Writers who know nothing of JSON put lines together that are none: nginx's and Apache's \xHH in
// strings, raw bytes that are no UTF-8, control characters. Such strings are undone as escapes.h
// does it. What a line that was cut has before its end is shown, but for a last number or address,
// which would be another one.
//
// Leaves' texts are of the unit itself, or of this walk and live until the next one. Bounds:
// kMostDepth levels, kMostPath bytes of path; what is deeper is passed over. Threads: one walk a
// thread. Twin: json_walk_twin.h, by simdjson alone.
//
// Source: Langdale, Lemire: Parsing Gigabytes of JSON per Second (VLDB Journal 28, 2019).
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "logs/json_keys.h"

namespace cordon::logs {

inline constexpr int kMostDepth = 8;  // stops: stacks eaten by brackets
inline constexpr std::size_t kMostPath = 256;

class JsonVisitor {
 public:
  virtual ~JsonVisitor() = default;
  /// Whether what is below an object or array at this path is wanted. A path joins keys with dots;
  /// an array's items have the array's path.
  virtual bool enter(std::string_view path) = 0;
  /// A string without its escapes, or a number, true or false as written; null is left out.
  virtual void leaf(std::string_view path, std::string_view text) = 0;
};

/// Who knows beforehand which leaves it wants.
class JsonLeafVisitor {
 public:
  virtual ~JsonLeafVisitor() = default;
  /// `leaf`: as JsonKeys calls it.
  virtual void leaf(int leaf, std::string_view text) = 0;
};

enum class Walked : std::uint8_t {
  whole,
  cut,   // leaves were shown, then came damage or the end
  none,  // it is no JSON object
};

class JsonWalk {
 public:
  JsonWalk();
  ~JsonWalk();
  JsonWalk(JsonWalk&&) noexcept;
  Walked walk(std::string_view unit, JsonVisitor& visitor);
  Walked walk(std::string_view unit, const JsonKeys& keys, JsonLeafVisitor& visitor);

 private:
  template <class Guide>
  Walked walk_with(std::string_view unit, Guide guide);
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cordon::logs
