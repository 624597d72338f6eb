#include "cli/rule_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace cordon::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostErrorsTold = 20;

Result<std::vector<std::string>> files_of(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    const auto before = files.size();
    for (const auto& entry : fs::directory_iterator(path, error))
      if (entry.path().extension() == ".rules") files.push_back(entry.path());
    if (files.size() == before)
      return fail("read rules", path, "the folder holds no *.rules", "name a rule file");
    std::sort(files.begin() + static_cast<std::ptrdiff_t>(before), files.end());
  }
  return files;
}

Result<rules::LoadOptions> options_of(const std::vector<std::string>& settings) {
  rules::LoadOptions options;
  for (const std::string& setting : settings) {
    const auto equals = setting.find('=');
    if (equals == std::string::npos || equals == 0)
      return fail("set", setting, "it is not KEY=VALUE", "write --set vars.HOME_NET=10.0.0.0/8");
    std::string key = setting.substr(0, equals);
    key = key.substr(key.rfind('.') + 1);  // find gives npos + 1 = 0 where there is no dot
    options.variables[key] = setting.substr(equals + 1);
  }
  return options;
}

Result<void> tell(const rules::RuleSet& rules, bool strict) {
  std::size_t told = 0;
  for (const rules::RuleError& error : rules.errors()) {
    if (strict)
      return fail("load rule", fmt::format("{}:{}", error.file, error.line), error.message(),
                  "mend the rule, or leave out --strict");
    if (++told <= kMostErrorsTold)
      fmt::print(stderr, "cordon: rule left out: {}\n", error.message());
  }
  if (told > kMostErrorsTold)
    fmt::print(stderr, "cordon: {} further rules left out\n", told - kMostErrorsTold);
  return {};
}

}  // namespace

Result<rules::RuleSet> load_rules(const RuleRequest& request, const strain::Catalogue& catalogue) {
  if (request.none) return rules::RuleSet::compile({}, {});
  auto options = options_of(request.settings);
  if (!options) return tl::unexpected(options.error());
  std::vector<rules::RuleText> texts;
  if (request.only.empty()) texts.push_back({"strains", catalogue.rules_text()});
  for (const auto* list : {&request.only, &request.more}) {
    auto files = files_of(*list);
    if (!files) return tl::unexpected(files.error());
    for (const std::string& file : *files) {
      auto text = rules::read_rules(file);
      if (!text) return tl::unexpected(text.error());
      texts.push_back(std::move(*text));
    }
  }
  auto rules = rules::RuleSet::compile(texts, *options);
  if (auto told = tell(rules, request.strict); !told) return tl::unexpected(told.error());
  return rules;
}

}  // namespace cordon::cli
