#include "config/configuration.h"

#include <fstream>

#include "config/sifting_key.h"

namespace cordon::config {

Result<Configuration> read_configuration(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(kMostConfigurationBytes + 1, '\0');
  if (file) file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad() || (file.gcount() == 0 && !file.eof()))
    return fail("read configuration", path, "it cannot be read", "check the path that -c gives");
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kMostConfigurationBytes)
    return fail("read configuration", path, "it is larger than 1 MiB", "is it a cordon.toml?");
  auto configuration = parse_configuration(text, path);
  if (!configuration || configuration->key_file.empty()) return configuration;
  const std::string& named = configuration->key_file;
  const std::size_t folder = path.rfind('/');
  const auto key = read_sifting_key(named.starts_with('/') || folder == std::string::npos
                                        ? named
                                        : path.substr(0, folder + 1) + named);
  if (!key) return tl::unexpected(key.error());
  configuration->sifting_key = *key;
  return configuration;
}

std::vector<const Override*> Configuration::overrides_of(const net::Address& host) const {
  std::vector<const Override*> found;
  if (classes == nullptr) return found;
  const auto id = classes->of(host);
  for (const Override& network : networks)
    if (network.hosts.front().contains(host)) found.push_back(&network);
  if (const std::size_t role = classes->role_in(id); role != 0) found.push_back(&roles[role - 1]);
  return found;
}

}  // namespace cordon::config
