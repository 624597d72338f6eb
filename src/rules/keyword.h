// The table of keywords: a keyword is one entry, its name and what it does to the rule being built.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace cordon::rules {

/// A rule while its options are read.
struct Draft {
  Rule rule;
  RuleInfo info;
  std::map<std::string, std::uint32_t>* names;  // of flowbits and flowints, over all rules
  Buffer sticky = Buffer::payload;
  std::vector<Transform> transforms;  // that follow the sticky buffer
  bool fresh = false;                 // the sticky buffer opens a look of its own
  Content* last = nullptr;            // what content modifiers modify
  std::size_t last_look = 0;

  Look& look();  // the one that the next test goes into
  std::uint32_t name(const std::string& of);
  /// The variable of that name; made where `create`.
  std::optional<int> variable(std::string_view of, bool create);
};

/// What is wrong, or nothing.
using Complaint = std::optional<std::string>;
using Keyword = Complaint (*)(Draft&, std::string_view value);
struct KeywordEntry {
  std::string_view name;
  Keyword read;
};

/// Applies a keyword. An unknown one is a complaint.
Complaint apply(Draft& draft, std::string_view keyword, std::string_view value);

// The themes; each in its file.
std::vector<KeywordEntry> content_keywords();
std::vector<KeywordEntry> byte_keywords();
std::vector<KeywordEntry> packet_keywords();
std::vector<KeywordEntry> flow_keywords();
std::vector<KeywordEntry> about_keywords();

// Small readers that keywords share.
std::optional<std::int64_t> integer(std::string_view text);
std::vector<std::string_view> list_of(std::string_view text);  // by commas, trimmed
Complaint number_or_name(Draft& draft, std::string_view text, Number& number);
/// "5", "<5", ">5", "5<>9", "5-9", "!5", "<=5" -> a test of a number.
std::function<bool(std::uint64_t)> comparison(std::string_view text);
std::optional<Size> size_of(std::string_view text);

}  // namespace cordon::rules
