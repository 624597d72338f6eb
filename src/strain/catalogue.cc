#include "strain/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "strain/embedded.h"

namespace cordon::strain {
namespace {

namespace fs = std::filesystem;

Result<Catalogue> checked(std::vector<Strain> strains) {
  Catalogue catalogue(std::move(strains));
  std::vector<std::uint32_t> sids;
  for (std::size_t i = 0; i < catalogue.strains().size(); ++i) {
    const Strain& strain = catalogue.strains()[i];
    if (i > 0 && strain.id == catalogue.strains()[i - 1].id)
      return fail("load strains", strain.id, "two files describe it", "give one another id");
    for (const Signature& signature : strain.signatures) {
      if (std::find(sids.begin(), sids.end(), signature.sid) != sids.end())
        return fail("load strains", strain.id, fmt::format("sid {} is used twice", signature.sid),
                    "give one another sid");
      sids.push_back(signature.sid);
    }
  }
  return catalogue;
}

}  // namespace

Catalogue::Catalogue(std::vector<Strain> strains) : strains_(std::move(strains)) {
  std::stable_sort(strains_.begin(), strains_.end(),
                   [](const Strain& a, const Strain& b) { return a.id < b.id; });
  for (std::size_t i = 0; i < strains_.size(); ++i)
    for (std::size_t k = 0; k < strains_[i].signatures.size(); ++k)
      by_sid_.push_back({strains_[i].signatures[k].sid, i, k});
  std::sort(by_sid_.begin(), by_sid_.end(),
            [](const auto& a, const auto& b) { return a.sid < b.sid; });
}

Result<Catalogue> Catalogue::built_in() {
  std::vector<Strain> strains;
  for (std::size_t i = 0; i < kEmbeddedCount; ++i) {
    auto strain = parse_strain(kEmbedded[i].text, std::string(kEmbedded[i].name));
    if (!strain) return tl::unexpected(strain.error());
    strains.push_back(std::move(*strain));
  }
  return checked(std::move(strains));
}

Result<Catalogue> Catalogue::load(const std::string& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  for (auto at = fs::recursive_directory_iterator(folder, error);
       !error && at != fs::recursive_directory_iterator(); at.increment(error))
    if (at->path().extension() == ".toml") files.push_back(at->path());
  if (error) return fail("load strains", folder, error.message(), "name a folder of strain files");
  if (files.empty())
    return fail("load strains", folder, "it holds no *.toml", "name a folder of strain files");
  std::sort(files.begin(), files.end());
  std::vector<Strain> strains;
  for (const fs::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    auto strain = parse_strain(text, file.string());
    if (!strain) return tl::unexpected(strain.error());
    strains.push_back(std::move(*strain));
  }
  return checked(std::move(strains));
}

const Strain* Catalogue::find(std::string_view id_or_alias) const {
  const std::string wanted = lowered(id_or_alias);
  for (const Strain& strain : strains_)
    if (strain.id == wanted) return &strain;
  for (const Strain& strain : strains_) {
    if (lowered(strain.name) == wanted) return &strain;
    for (const std::string& alias : strain.aliases)
      if (lowered(alias) == wanted) return &strain;
  }
  return nullptr;
}

std::optional<Catalogue::Owner> Catalogue::owner_of(std::uint32_t sid) const {
  const auto found =
      std::lower_bound(by_sid_.begin(), by_sid_.end(), sid,
                       [](const Place& place, std::uint32_t wanted) { return place.sid < wanted; });
  if (found == by_sid_.end() || found->sid != sid) return std::nullopt;
  const Strain& strain = strains_[found->strain];
  return Owner{&strain, &strain.signatures[found->signature]};
}

std::string Catalogue::rules_text() const {
  std::string text = "# Recognition of known worms, from Cordon's catalogue of strains.\n";
  for (const Strain& strain : strains_) {
    if (strain.signatures.empty()) continue;
    text += fmt::format("\n# {}: {}\n", strain.id, strain.name);
    for (const Signature& signature : strain.signatures) {
      std::string rule(trimmed(signature.rule));
      std::replace(rule.begin(), rule.end(), '\n', ' ');
      text += rule + "\n";
    }
  }
  return text;
}

}  // namespace cordon::strain
