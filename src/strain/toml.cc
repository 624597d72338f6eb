#include "strain/toml.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "base/text.h"
#include "strain/toml_guard.h"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace cordon::strain {

struct TomlTable::File {
  std::string name;
  TomlSubject subject;
  toml::table root;
  std::optional<Error> error;

  void note(std::size_t line, const std::string& what, const std::string& hint = {}) {
    if (error) return;
    error = Error{"read " + subject.what, fmt::format("{}:{}", name, line), what,
                  hint + "see " + subject.page};
  }
};

struct TomlTable::Node {
  const toml::table* table = nullptr;  // none: a table that is not there
  std::string path;                    // "scanning", for errors
  std::set<std::string, std::less<>> asked;

  const toml::node* get(std::string_view key) {
    asked.emplace(key);
    return table == nullptr ? nullptr : table->get(key);
  }
  std::string called(std::string_view key) const {
    return path.empty() ? shown(key) : fmt::format("[{}] {}", path, shown(key));
  }
  std::string path_of(std::string_view key) const {
    return path.empty() ? shown(key) : path + "." + shown(key);
  }
};

namespace {

std::size_t line_of(const toml::node& node) { return node.source().begin.line; }

}  // namespace

TomlTable::TomlTable(std::shared_ptr<File> file, std::shared_ptr<Node> node)
    : file_(std::move(file)), node_(std::move(node)) {}

Result<TomlTable> TomlTable::parse(std::string_view text, const std::string& name,
                                   const TomlSubject& subject) {
  if (const auto fault = unreadable_toml(text))
    return fail("read " + subject.what, fmt::format("{}:{}", name, fault->line), fault->what,
                "mend the TOML");
  toml::parse_result result = toml::parse(text, name);
  if (!result) {
    const auto& error = result.error();
    return fail("read " + subject.what, fmt::format("{}:{}", name, error.source().begin.line),
                printable(bytes_of(error.description()), 200), "mend the TOML");
  }
  auto file = std::make_shared<File>();
  file->name = name;
  file->subject = subject;
  file->root = std::move(result).table();
  auto node = std::make_shared<Node>();
  node->table = &file->root;
  return TomlTable(file, node);
}

void TomlTable::ask(std::string_view key) { (void)node_->get(key); }

std::string TomlTable::shown(std::string_view key) {
  const auto is_bare = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
  };
  if (!key.empty() && std::all_of(key.begin(), key.end(), is_bare)) return std::string(key);
  return '"' + printable(bytes_of(key), 60) + '"';
}

bool TomlTable::has(std::string_view key) const {
  return node_->table != nullptr && node_->table->contains(key);
}

bool TomlTable::is_text(std::string_view key) const {
  return has(key) && node_->table->get(key)->is_string();
}

std::vector<std::string> TomlTable::keys() const {
  std::vector<std::string> keys;
  if (node_->table != nullptr)
    for (const auto& [key, value] : *node_->table) keys.emplace_back(key.str());
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::string TomlTable::text(std::string_view key, bool required) {
  const toml::node* node = node_->get(key);
  if (node == nullptr) {
    if (required)
      file_->note(node_->table == nullptr ? 1 : line_of(*node_->table),
                  node_->called(key) + " is missing");
    return {};
  }
  if (const auto value = node->value_exact<std::string>()) return *value;
  file_->note(line_of(*node), node_->called(key) + " must be a string");
  return {};
}

double TomlTable::number(std::string_view key, double otherwise) {
  const toml::node* node = node_->get(key);
  if (node == nullptr) return otherwise;
  if (node->is_number()) return *node->value<double>();
  file_->note(line_of(*node), node_->called(key) + " must be a number");
  return otherwise;
}

bool TomlTable::flag(std::string_view key, bool otherwise) {
  const toml::node* node = node_->get(key);
  if (node == nullptr) return otherwise;
  if (const auto value = node->value_exact<bool>()) return *value;
  file_->note(line_of(*node), node_->called(key) + " must be true or false");
  return otherwise;
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
  std::vector<std::string> list;
  const toml::node* node = node_->get(key);
  if (node == nullptr) return list;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    file_->note(line_of(*node), node_->called(key) + " must be a list of strings");
    return list;
  }
  for (const toml::node& item : *array) {
    if (const auto value = item.value_exact<std::string>()) {
      list.push_back(*value);
    } else {
      file_->note(line_of(item), node_->called(key) + " must hold strings only");
    }
  }
  return list;
}

std::vector<std::int64_t> TomlTable::integers(std::string_view key) {
  std::vector<std::int64_t> list;
  const toml::node* node = node_->get(key);
  if (node == nullptr) return list;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    file_->note(line_of(*node), node_->called(key) + " must be a list of integers");
    return list;
  }
  for (const toml::node& item : *array) {
    if (const auto value = item.value_exact<std::int64_t>()) {
      list.push_back(*value);
    } else {
      file_->note(line_of(item), node_->called(key) + " must hold integers only");
    }
  }
  return list;
}

TomlTable TomlTable::table(std::string_view key) {
  const toml::node* node = node_->get(key);
  auto child = std::make_shared<Node>();
  child->path = node_->path_of(key);
  if (node != nullptr) {
    child->table = node->as_table();
    if (child->table == nullptr)
      file_->note(line_of(*node), node_->called(key) + " must be a table");
  }
  return TomlTable(file_, child);
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
  std::vector<TomlTable> list;
  const toml::node* node = node_->get(key);
  if (node == nullptr) return list;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    file_->note(line_of(*node), node_->called(key) + " must be an array of tables, [[...]]");
    return list;
  }
  for (const toml::node& item : *array) {
    auto child = std::make_shared<Node>();
    child->path = node_->path_of(key);
    child->table = item.as_table();
    if (child->table == nullptr)
      file_->note(line_of(item), node_->called(key) + " must hold tables");
    list.push_back(TomlTable(file_, child));
  }
  return list;
}

void TomlTable::complain(std::string_view key, const std::string& must) {
  const toml::node* node = node_->get(key);
  const std::size_t line = node != nullptr           ? line_of(*node)
                           : node_->table != nullptr ? line_of(*node_->table)
                                                     : 1;
  file_->note(line, node_->called(key) + " " + must);
}

void TomlTable::end() {
  if (node_->table == nullptr) return;
  for (const auto& [key, value] : *node_->table) {
    if (node_->asked.contains(key.str())) continue;
    const std::string near = nearest(key.str(), {node_->asked.begin(), node_->asked.end()});
    file_->note(line_of(value),
                node_->called(key.str()) + " is no field of a " + file_->subject.what,
                near.empty() ? "" : "did you mean " + near + "? ");
  }
}

std::optional<Error> TomlTable::first_error() const { return file_->error; }

}  // namespace cordon::strain
