#include "match/literals.h"

#include <hs/hs.h>

#include <algorithm>
#include <limits>

#include "base/check.h"

namespace cordon::match {
namespace {

int remember(unsigned id, unsigned long long, unsigned long long, unsigned, void* context) {
  static_cast<std::vector<std::uint32_t>*>(context)->push_back(id);
  return 0;
}

int remember_end(unsigned, unsigned long long, unsigned long long end, unsigned, void* context) {
  static_cast<std::vector<std::uint32_t>*>(context)->push_back(static_cast<std::uint32_t>(end));
  return 0;
}

/// Vectorscan's own literal interface refuses literals that begin with a zero byte.
std::string as_pattern(std::string_view bytes) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string pattern;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    pattern.append("\\x").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
  }
  return pattern;
}

}  // namespace

Scratch::~Scratch() { hs_free_scratch(scratch_); }

void Scratch::fit(const PatternSet& set) {
  if (set.empty()) return;
  CHECK(hs_alloc_scratch(set.database_.get(), &scratch_) == HS_SUCCESS);
}

Result<PatternSet> PatternSet::compile(const std::vector<Literal>& literals, Report report) {
  PatternSet set;
  if (literals.empty()) return set;
  std::vector<std::string> escaped;
  escaped.reserve(literals.size());
  std::vector<const char*> texts;
  std::vector<unsigned> flags, ids;
  for (const Literal& literal : literals) {
    const std::string_view bytes = std::string_view(literal.bytes).substr(0, kMostLiteral);
    escaped.push_back(as_pattern(bytes));
    texts.push_back(escaped.back().c_str());
    flags.push_back((report == Report::once ? HS_FLAG_SINGLEMATCH : 0U) |
                    (literal.nocase ? HS_FLAG_CASELESS : 0U));
    ids.push_back(literal.id);
    set.longest_ = std::max(set.longest_, bytes.size());
  }
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_compile_multi(texts.data(), flags.data(), ids.data(), static_cast<unsigned>(texts.size()),
                       HS_MODE_BLOCK, nullptr, &database, &error) != HS_SUCCESS) {
    std::string cause = error != nullptr ? error->message : "no memory";
    hs_free_compile_error(error);
    return fail("compile", "literals", std::move(cause));
  }
  set.database_ = std::shared_ptr<hs_database>(database, hs_free_database);
  return set;
}

void PatternSet::scan(Bytes bytes, Scratch& scratch, std::vector<std::uint32_t>& ids) const {
  if (empty() || bytes.empty()) return;
  constexpr std::size_t kMostAtOnce = std::numeric_limits<unsigned>::max();
  const Bytes part = head(bytes, kMostAtOnce);
  hs_scan(database_.get(), reinterpret_cast<const char*>(part.data()),
          static_cast<unsigned>(part.size()), 0, scratch.scratch_, remember, &ids);
}

void PatternSet::scan_places(Bytes bytes, Scratch& scratch,
                             std::vector<std::uint32_t>& ends) const {
  if (empty() || bytes.empty()) return;
  CHECK(bytes.size() <= std::numeric_limits<unsigned>::max());
  const std::size_t before = ends.size();
  hs_scan(database_.get(), reinterpret_cast<const char*>(bytes.data()),
          static_cast<unsigned>(bytes.size()), 0, scratch.scratch_, remember_end, &ends);
  // Vectorscan gives matches by their ends, but promises nothing.
  if (!std::is_sorted(ends.begin() + static_cast<std::ptrdiff_t>(before), ends.end()))
    std::sort(ends.begin() + static_cast<std::ptrdiff_t>(before), ends.end());
}

}  // namespace cordon::match
