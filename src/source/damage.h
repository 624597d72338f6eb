// What was wrong with a capture, in few words however much it is: the first hole and the sum of
// all, and why reading ended early.
#pragma once

#include <cstdint>
#include <string>

namespace cordon::source {

class Damage {
 public:
  void skipped(std::uint64_t at, std::uint64_t bytes) {
    if (places_++ == 0) first_ = at;
    bytes_ += bytes;
  }
  /// The first reason stays.
  void ended(const std::string& why) {
    if (ended_.empty()) ended_ = why;
  }
  /// An oddity that costs no more than what it is about; the first stays.
  void note(const std::string& what) {
    if (note_.empty()) note_ = what;
  }

  std::string text() const {
    std::string text;
    if (places_ > 0)
      text = "skipped " + std::to_string(bytes_) + " bytes in " + std::to_string(places_) +
             (places_ == 1 ? " place" : " places") + ", first at byte " + std::to_string(first_);
    for (const std::string* part : {&note_, &ended_})
      if (!part->empty()) text += (text.empty() ? "" : "; ") + *part;
    return text;
  }

 private:
  std::uint64_t places_ = 0, bytes_ = 0, first_ = 0;
  std::string note_, ended_;
};

}  // namespace cordon::source
