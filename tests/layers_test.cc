// Enforces src/LAYERS: modules include only what the law allows, and the law has no circle.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace {

namespace fs = std::filesystem;
const fs::path kSource = fs::path(CORDON_ROOT) / "src";

struct Law {
  std::vector<std::string> order;
  std::map<std::string, std::set<std::string>> allowed;
};

Law read_law() {
  Law law;
  std::ifstream file(kSource / "LAYERS");
  for (std::string line; std::getline(file, line);) {
    const auto colon = line.find(':');
    if (line.starts_with('#') || colon == std::string::npos) continue;
    const std::string name = line.substr(0, colon);
    std::istringstream words(line.substr(colon + 1));
    for (std::string word; words >> word;) law.allowed[name].insert(word);
    law.allowed[name].insert(name);
    law.order.push_back(name);
  }
  return law;
}

// Modules that a file includes: the first part of each quoted path.
std::set<std::string> included_by(const fs::path& file) {
  std::set<std::string> modules;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    constexpr std::string_view kInclude = "#include \"";
    const auto slash = line.find('/');
    if (line.starts_with(kInclude) && slash != std::string::npos)
      modules.insert(line.substr(kInclude.size(), slash - kInclude.size()));
  }
  return modules;
}

bool is_code(const fs::path& path) { return path.extension() == ".h" || path.extension() == ".cc"; }

TEST(Layers, StandAboveTheirUsers) {
  const Law law = read_law();
  ASSERT_GT(law.order.size(), 10u);
  std::set<std::string> above;
  for (const auto& module : law.order) {
    for (const auto& used : law.allowed.at(module))
      EXPECT_TRUE(used == module || above.contains(used))
          << module << " may use " << used << ", which does not stand above it";
    above.insert(module);
  }
}

TEST(Layers, EveryFolderIsNamed) {
  const Law law = read_law();
  for (const auto& entry : fs::directory_iterator(kSource)) {
    if (!entry.is_directory() || fs::is_empty(entry)) continue;
    EXPECT_TRUE(law.allowed.contains(entry.path().filename().string())) << entry.path();
  }
}

TEST(Layers, EveryIncludeIsAllowed) {
  const Law law = read_law();
  std::size_t files = 0;
  for (const auto& [module, allowed] : law.allowed) {
    if (!fs::exists(kSource / module)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(kSource / module)) {
      if (!is_code(entry.path())) continue;
      ++files;
      for (const auto& used : included_by(entry.path()))
        EXPECT_TRUE(allowed.contains(used)) << entry.path() << " includes " << used;
    }
  }
  EXPECT_GT(files, 10u);
}

}  // namespace
