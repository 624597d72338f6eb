// Entries gathered, with their texts kept, and a file read line by line: for tests.
#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "logs/parser.h"

namespace cordon::logs {

/// An entry whose views outlive the line.
struct KeptEntry {
  Entry entry;  // its views must not be read
  std::string sensor, request_line, method, target, version;
  std::string message, category, query;
  std::vector<std::string> references;
  std::vector<std::pair<std::string, std::string>> headers;

  std::string header(std::string_view name) const {
    for (const auto& [key, value] : headers)
      if (key == name) return value;
    return {};
  }
};

class Gathered final : public EntrySink {
 public:
  void entry(const Entry& e) override {
    KeptEntry kept;
    kept.entry = e;
    kept.sensor = e.sensor;
    kept.request_line = e.request_line;
    kept.method = e.method;
    kept.target = e.target;
    kept.version = e.version;
    kept.message = e.message;
    kept.category = e.category;
    kept.query = e.query;
    kept.references.assign(e.references.begin(), e.references.end());
    for (const auto& header : e.headers) kept.headers.emplace_back(header.name, header.value);
    all.push_back(std::move(kept));
  }
  std::vector<KeptEntry> all;
};

struct Verdicts {
  std::size_t told = 0, nothing = 0, bad = 0, cut = 0;
};

/// As the reader of files does it: lines without their ends.
inline Verdicts read_lines(Parser& parser, std::string_view text, EntrySink& sink) {
  Verdicts verdicts;
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    switch (parser.read(line, sink)) {
      case Verdict::told: ++verdicts.told; break;
      case Verdict::nothing: ++verdicts.nothing; break;
      case Verdict::bad: ++verdicts.bad; break;
      case Verdict::cut: ++verdicts.cut; break;
    }
  }
  return verdicts;
}

/// Empty where there is no such file.
inline std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace cordon::logs
