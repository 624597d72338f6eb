#include "logs/json_marks.h"

#include <simdjson.h>

#include "logs/json_repair.h"

namespace cordon::logs {

struct JsonMarks::Stage {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> first;
  std::string repaired;

  simdjson::error_code mark(std::string_view unit, MarkedJson& marked) {
    constexpr std::size_t kLeast = 4096, kNoDepth = 1;  // the second stage's, which is not run
    simdjson::error_code error = simdjson::SUCCESS;
    if (first == nullptr)
      error = simdjson::get_active_implementation()->create_dom_parser_implementation(
          std::max(unit.size(), kLeast), kNoDepth, first);
    else if (first->capacity() < unit.size())
      error = first->set_capacity(unit.size() * 2);
    if (error != simdjson::SUCCESS) return error;
    error = first->stage1(reinterpret_cast<const std::uint8_t*>(unit.data()), unit.size(),
                          simdjson::stage1_mode::regular);
    if (error != simdjson::SUCCESS) return error;
    marked.text = unit.data();
    marked.size = unit.size();
    marked.marks = first->structural_indexes.get();
    marked.count = first->n_structural_indexes;
    if (marked.count == 0) return simdjson::EMPTY;
    if (unit[marked.marks[0]] != '{') return simdjson::INCORRECT_TYPE;
    return unit[marked.marks[marked.count - 1]] == '}' ? simdjson::SUCCESS
                                                       : simdjson::INCOMPLETE_ARRAY_OR_OBJECT;
  }

  // Repairs what can be repaired: raw bytes, a quote, a bracket.
  simdjson::error_code mark_repaired(std::string_view unit, simdjson::error_code error,
                                     MarkedJson& marked) {
    constexpr int kMostRepairs = 4;
    std::size_t written = unit.size();
    repaired.assign(unit);
    for (int repairs = 0; error != simdjson::SUCCESS && repairs < kMostRepairs; ++repairs) {
      if (error == simdjson::UTF8_ERROR || error == simdjson::UNESCAPED_CHARS) {
        escape_raw_bytes(unit, repaired);
        written = repaired.size();
      } else if (error == simdjson::UNCLOSED_STRING) {
        repaired.push_back('"');
      } else if (error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT) {
        repaired.push_back('}');
      } else {
        break;
      }
      error = mark(repaired, marked);
    }
    marked.written = written;
    return error;
  }
};

JsonMarks::JsonMarks() : stage_(std::make_unique<Stage>()) {}
JsonMarks::~JsonMarks() = default;
JsonMarks::JsonMarks(JsonMarks&&) noexcept = default;

bool JsonMarks::find(std::string_view unit, MarkedJson& marked) {
  if (unit.empty()) return false;
  marked.written = unit.size();
  simdjson::error_code error = stage_->mark(unit, marked);
  if (error != simdjson::SUCCESS) error = stage_->mark_repaired(unit, error, marked);
  return error == simdjson::SUCCESS;
}

}  // namespace cordon::logs
