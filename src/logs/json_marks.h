// Where the marks of a JSON object are, by simdjson's first stage; a line that is none, or was cut,
// is repaired first.
//
// What it gives is of the unit, or of this, and lives until the next one. Bounds: four bytes of
// marks for each of the longest unit. Threads: one a thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace cordon::logs {

// Marks: where brackets, colons and commas are, and where strings and others begin.
struct MarkedJson {
  const char* text = nullptr;
  std::size_t size = 0;     // with what was added to close it
  std::size_t written = 0;  // without
  const std::uint32_t* marks = nullptr;
  std::size_t count = 0;
};

class JsonMarks {
 public:
  JsonMarks();
  ~JsonMarks();
  JsonMarks(JsonMarks&&) noexcept;
  /// False: it is no object, nor the beginning of one.
  bool find(std::string_view unit, MarkedJson& marked);

 private:
  struct Stage;
  std::unique_ptr<Stage> stage_;
};

}  // namespace cordon::logs
