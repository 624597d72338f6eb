// Does a rule match a scene? The slow, whole answer; prefilters only say which rules to ask.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "rules/flow_state.h"
#include "rules/rule.h"

namespace cordon::rules {

inline constexpr int kMostTries = 3000;  // of contents in one look: stops backtracking for ever

class Verifier {
 public:
  /// The checks and every look. On success `last_buffer` and `last_bytes` say what matched last.
  bool matches(const Rule& rule, const Scene& scene, const FlowState& state);

  std::string_view last_buffer() const { return last_buffer_; }
  Bytes last_bytes() const { return last_bytes_; }

 private:
  struct Subject {
    Bytes bytes;
    std::uint64_t base;  // absolute offset of bytes[0]
  };
  bool look_matches(const Look& look, const Scene& scene);
  bool from_test(const std::vector<Test>& tests, std::size_t index, const Subject& subject,
                 std::size_t position);
  bool content_then(const std::vector<Test>& tests, std::size_t index, const Subject& subject,
                    std::size_t position);
  bool pcre_then(const std::vector<Test>& tests, std::size_t index, const Subject& subject,
                 std::size_t position);
  bool test(const ByteTest& test, const Subject& subject, std::size_t& position);
  bool test(const ByteJump& test, const Subject& subject, std::size_t& position);
  bool test(const ByteExtract& test, const Subject& subject, std::size_t& position);
  bool test(const ByteMath& test, const Subject& subject, std::size_t& position);
  bool test(const IsDataAt& test, const Subject& subject, std::size_t& position);
  bool test(const Size& test, const Subject& subject, std::size_t& position);
  bool test(const Base64& test, const Subject& subject, std::size_t& position);
  std::int64_t value_of(const Number& number) const;
  std::optional<std::uint64_t> read(const Reading& reading, const Subject& subject,
                                    std::size_t position, std::size_t& end) const;

  std::array<std::int64_t, kMostNumbers> numbers_{};
  int tries_ = 0;
  match::RegexScratch regex_;
  std::string kept_, decoded_;
  bool has_decoded_ = false;
  std::string_view last_buffer_;
  Bytes last_bytes_;
};

/// Decodes base64 up to the first byte that is none; skips white space where `lenient`.
std::string decoded_base64(Bytes bytes, bool lenient);

}  // namespace cordon::rules
