// A site's configuration, as cordon.toml says it: its networks, its secret key, and the parameters
// of the detectors, for all hosts and for those of a role or network.
//
//     [detect.scan]                               for all hosts
//     [network."10.3.0.0/16".detect.scan]         for those of a network: the longest prefix wins
//     [role.mail.detect.scan]                     for those of a role, which wins over networks
//
// Each value that is not said is that of the wider network, then that for all, then the default.
// A file that has anything wrong is refused as a whole, with its line. docs/configuration.md has
// the fields. Immutable once read. Bounds: kMostConfigurationBytes, net::kMostRoles,
// net::kMostNetworks, kMostRoleHosts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "config/parameter.h"
#include "net/by_host.h"

namespace cordon::config {

inline constexpr std::size_t kMostConfigurationBytes = 1 << 20;
inline constexpr std::size_t kMostRoleHosts = 4096;  // prefixes of one role

/// What is said otherwise for some hosts.
struct Override {
  struct Change {
    const Parameter* parameter;
    double value;
  };
  std::string name;  // "role.mail", "network.\"10.3.0.0/16\""
  std::vector<net::Prefix> hosts;
  std::vector<Change> changes;
};

struct Configuration {
  std::vector<std::string> fleet;  // networks of ours; empty: not said
  std::optional<std::uint64_t> sifting_key;
  std::string key_file;                             // from which read() takes the key
  std::vector<Override> roles;                      // by name
  std::vector<Override> networks;                   // the shorter prefix first
  net::ByHost<Tuning> tuning;                       // for each host what holds
  std::shared_ptr<const net::HostClasses> classes;  // null: all hosts are alike

  /// Which of roles and networks say something of a host; the later wins.
  std::vector<const Override*> overrides_of(const net::Address& host) const;
};

/// `name` is used in errors. Opens no file: a key_file is only named.
Result<Configuration> parse_configuration(std::string_view toml, const std::string& name);

/// With the key of its key_file, which is looked for beside it.
Result<Configuration> read_configuration(const std::string& path);

}  // namespace cordon::config
