#define PCRE2_CODE_UNIT_WIDTH 8
#include "match/regex.h"

#include <pcre2.h>

namespace cordon::match {

RegexScratch::RegexScratch()
    : data_(pcre2_match_data_create(1, nullptr)), context_(pcre2_match_context_create(nullptr)) {
  pcre2_set_match_limit(context_, kMostSteps);
  pcre2_set_depth_limit(context_, kMostDepth);
}

RegexScratch::~RegexScratch() {
  pcre2_match_data_free(data_);
  pcre2_match_context_free(context_);
}

Result<Regex> Regex::compile(const std::string& pattern, const RegexFlags& flags) {
  std::uint32_t options = 0;
  if (flags.nocase) options |= PCRE2_CASELESS;
  if (flags.multi_line) options |= PCRE2_MULTILINE;
  if (flags.dot_all) options |= PCRE2_DOTALL;
  if (flags.extended) options |= PCRE2_EXTENDED;
  if (flags.anchored) options |= PCRE2_ANCHORED;
  if (flags.end_only) options |= PCRE2_DOLLAR_ENDONLY;
  if (flags.ungreedy) options |= PCRE2_UNGREEDY;
  int error = 0;
  PCRE2_SIZE at = 0;
  pcre2_code* code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                                   options, &error, &at, nullptr);
  if (code == nullptr) {
    PCRE2_UCHAR text[128] = {};
    pcre2_get_error_message(error, text, sizeof text);
    return fail("compile", "pcre " + pattern,
                std::string(reinterpret_cast<const char*>(text)) + " at " + std::to_string(at));
  }
  pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);  // without JIT it is slower, not wrong
  Regex regex;
  regex.code_ = std::shared_ptr<pcre2_code>(code, pcre2_code_free);
  return regex;
}

std::optional<Span> Regex::search(Bytes bytes, std::size_t start, RegexScratch& scratch) const {
  static constexpr std::uint8_t kNothing = 0;
  const std::uint8_t* subject = bytes.empty() ? &kNothing : bytes.data();
  if (start > bytes.size()) return std::nullopt;
  const int found =
      pcre2_match(code_.get(), subject, bytes.size(), start, 0, scratch.data_, scratch.context_);
  if (found < 0) return std::nullopt;
  const PCRE2_SIZE* span = pcre2_get_ovector_pointer(scratch.data_);
  return Span{span[0], span[1]};
}

}  // namespace cordon::match
