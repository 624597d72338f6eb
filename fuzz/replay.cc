// Runs a fuzz target over every file of its corpus, so that the ordinary tests replay what fuzzing
// once found. Usage: NAME_fuzz FOLDER
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int count, char** arguments) {
  std::set<std::filesystem::path> files;  // sorted: the same order on every machine
  if (count == 2 && std::filesystem::is_directory(arguments[1]))
    for (const auto& entry : std::filesystem::directory_iterator(arguments[1]))
      files.insert(entry.path());
  if (files.empty()) {
    std::fprintf(stderr, "no corpus in %s\n", count == 2 ? arguments[1] : "(no folder given)");
    return 1;
  }
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(in), {}};
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  }
  std::printf("%zu inputs\n", files.size());
  return 0;
}
