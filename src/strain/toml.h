// A TOML table being read: each field is asked for by name and type, what is wrong is noted with
// its place, and what nobody asked for is noted too. Wraps toml++, so that no other file includes
// it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cordon::strain {

/// What a file describes, and the page that says how: for errors.
struct TomlSubject {
  std::string what = "strain";
  std::string page = "docs/strains.md";
};

class TomlTable {
 public:
  /// Of a whole file; `name` is used in errors.
  static Result<TomlTable> parse(std::string_view text, const std::string& name,
                                 const TomlSubject& subject = {});

  bool has(std::string_view key) const;
  std::vector<std::string> keys() const;  // sorted
  bool is_text(std::string_view key) const;
  std::string text(std::string_view key, bool required = false);
  double number(std::string_view key, double otherwise);
  bool flag(std::string_view key, bool otherwise);
  std::vector<std::string> texts(std::string_view key);
  std::vector<std::int64_t> integers(std::string_view key);
  /// A table of that name; an empty one where there is none.
  TomlTable table(std::string_view key);
  /// The tables of an array of tables.
  std::vector<TomlTable> tables(std::string_view key);

  /// Says that there may be such a field, for end().
  void ask(std::string_view key);
  /// A key as a file has it, quoted where it must be, and safe for a terminal.
  static std::string shown(std::string_view key);

  /// Notes that a field's value makes no sense: "strains/x.toml:12: targeting must be ...".
  void complain(std::string_view key, const std::string& must);
  /// Notes fields that nobody asked for, and which they might be meant for. Call when all have been
  /// asked for.
  void end();
  /// The first note of the whole file, if any.
  std::optional<Error> first_error() const;

 private:
  struct File;
  struct Node;
  TomlTable(std::shared_ptr<File> file, std::shared_ptr<Node> node);
  std::shared_ptr<File> file_;
  std::shared_ptr<Node> node_;
};

}  // namespace cordon::strain
