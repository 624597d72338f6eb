// Many literals looked for at once (Vectorscan, block mode).
//
// A PatternSet is immutable and shared by threads; each thread scans with a Scratch of its own,
// made for the sets that it uses. Only the first kMostLiteral bytes of a literal are looked for: it
// is a prefilter, whoever uses it verifies.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

struct hs_database;
struct hs_scratch;

namespace cordon::match {

inline constexpr std::size_t kMostLiteral = 64;  // longer ones cost tables and tell little more

struct Literal {
  std::string bytes;  // not empty
  bool nocase = false;
  std::uint32_t id = 0;
};

class PatternSet;

class Scratch {
 public:
  Scratch() = default;
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  void fit(const PatternSet& set);

 private:
  friend class PatternSet;
  hs_scratch* scratch_ = nullptr;
};

class PatternSet {
 public:
  PatternSet() = default;
  enum class Report : std::uint8_t { once, each_place };
  static Result<PatternSet> compile(const std::vector<Literal>& literals,
                                    Report report = Report::once);

  bool empty() const { return database_ == nullptr; }
  std::size_t longest() const { return longest_; }
  /// Appends the id of each literal that occurs, each once, in order of their ends.
  void scan(Bytes bytes, Scratch& scratch, std::vector<std::uint32_t>& ids) const;
  /// Appends where literals end, ascending: each of their places, of a set compiled for it. `bytes`
  /// must be shorter than 4 GiB.
  void scan_places(Bytes bytes, Scratch& scratch, std::vector<std::uint32_t>& ends) const;

 private:
  friend class Scratch;
  std::shared_ptr<hs_database> database_;
  std::size_t longest_ = 0;
};

}  // namespace cordon::match
