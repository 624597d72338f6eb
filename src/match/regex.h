// One regular expression (PCRE2, JIT) over bytes.
//
// Immutable, shared by threads; each thread searches with a RegexScratch of its own. A pattern that
// would backtrack for ever stops at kMostSteps and counts as no match: it stops packets made to
// keep a detector busy.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

struct pcre2_real_code_8;
struct pcre2_real_match_data_8;
struct pcre2_real_match_context_8;

namespace cordon::match {

inline constexpr std::uint32_t kMostSteps = 100'000;
inline constexpr std::uint32_t kMostDepth = 1'000;

struct RegexFlags {
  bool nocase = false, multi_line = false, dot_all = false, extended = false;
  bool anchored = false, end_only = false, ungreedy = false;
};

class RegexScratch {
 public:
  RegexScratch();
  ~RegexScratch();
  RegexScratch(const RegexScratch&) = delete;
  RegexScratch& operator=(const RegexScratch&) = delete;

 private:
  friend class Regex;
  pcre2_real_match_data_8* data_;
  pcre2_real_match_context_8* context_;
};

struct Span {
  std::size_t begin = 0, end = 0;
};

class Regex {
 public:
  static Result<Regex> compile(const std::string& pattern, const RegexFlags& flags);
  /// The first match at or after `start`; `^` means the beginning of `bytes`.
  std::optional<Span> search(Bytes bytes, std::size_t start, RegexScratch& scratch) const;

 private:
  std::shared_ptr<pcre2_real_code_8> code_;
};

}  // namespace cordon::match
