// cordon.toml -> Configuration.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "config/configuration.h"
#include "config/sifting_key.h"
#include "strain/toml.h"

namespace cordon::config {
namespace {

using strain::TomlTable;

// Nothing where the key is not there, or is wrong, which is noted.
std::optional<double> value_in(TomlTable& table, const Parameter& p) {
  if (!table.has(p.key)) return std::nullopt;
  const auto complain = [&] { table.complain(p.key, demand_of(p)); };
  double value = 0;
  switch (p.kind) {
    case Kind::flag: return table.flag(p.key, false);
    case Kind::time: {
      const auto duration = table.is_text(p.key) ? parse_duration(table.text(p.key)) : std::nullopt;
      if (!duration) return complain(), std::nullopt;
      value = seconds(*duration);
      break;
    }
    default: value = table.number(p.key, p.low);
  }
  const bool fits =
      value >= p.low && value <= p.high && (p.kind != Kind::count || value == std::floor(value));
  if (!fits) return complain(), std::nullopt;
  return value;
}

// The table of "detect" that a parameter stands in; each is made once, so that it knows which of
// its keys were asked for.
class Tables {
 public:
  explicit Tables(TomlTable detect) { tables_.emplace("", std::move(detect)); }

  TomlTable& of(const std::string& path) {
    const auto found = tables_.find(path);
    if (found != tables_.end()) return found->second;
    const std::size_t dot = path.rfind('.');
    TomlTable& outer = of(dot == std::string::npos ? "" : path.substr(0, dot));
    return tables_.emplace(path, outer.table(path.substr(dot + 1))).first->second;
  }
  void end() {
    for (auto& [path, table] : tables_) table.end();
  }

 private:
  std::map<std::string, TomlTable> tables_;
};

void read_for_all(TomlTable& root, Tuning& tuning) {
  Tables tables(root.table("detect"));
  for (const Parameter& p : parameters()) {
    TomlTable& table = tables.of(p.table);
    table.ask(p.key);
    if (p.is_list()) {
      if (table.has(p.key) && !p.set_list(tuning, table.texts(p.key)))
        table.complain(p.key, demand_of(p));
    } else if (const auto value = value_in(table, p)) {
      p.set(tuning, *value);
    }
  }
  tables.end();
  if (const auto wrong = contradiction_in(tuning))
    tables.of(wrong->table).complain(wrong->key, wrong->must);
}

std::vector<Override::Change> changes_in(TomlTable& table) {
  Tables tables(table.table("detect"));
  std::vector<Override::Change> changes;
  for (const Parameter& p : parameters()) {
    TomlTable& of = tables.of(p.table);
    of.ask(p.key);
    if (!of.has(p.key)) continue;
    if (p.scope == Scope::site) {
      of.complain(p.key, fmt::format("holds for the whole site: give it in [detect.{}]", p.table));
    } else if (const auto value = value_in(of, p)) {
      changes.push_back({&p, *value});
    }
  }
  tables.end();
  return changes;
}

Tuning applied(Tuning tuning, const Override& override) {
  for (const Override::Change& change : override.changes)
    change.parameter->set(tuning, change.value);
  return tuning;
}

void read_networks(TomlTable& root, Configuration& configuration) {
  TomlTable all = root.table("network");
  const auto keys = all.keys();
  if (keys.size() > net::kMostNetworks) {
    root.complain("network", fmt::format("is given more than {} times", net::kMostNetworks));
    return;
  }
  std::set<net::Prefix> given;
  for (const std::string& key : keys) {
    const auto prefix = net::Prefix::parse(key);
    TomlTable table = all.table(key);
    if (!prefix) {
      all.complain(key, "must be a network as \"10.3.0.0/16\" or an address");
    } else if (!given.insert(*prefix).second) {
      all.complain(key, "is given twice: as " + prefix->text());
    } else {
      configuration.networks.push_back(
          {"network.\"" + prefix->text() + '"', {*prefix}, changes_in(table)});
    }
    table.end();
  }
  std::sort(configuration.networks.begin(), configuration.networks.end(),
            [](const Override& a, const Override& b) {
              const net::Prefix &x = a.hosts.front(), &y = b.hosts.front();
              return std::pair(x.length(), x) < std::pair(y.length(), y);
            });
}

void read_roles(TomlTable& root, Configuration& configuration) {
  TomlTable all = root.table("role");
  const auto keys = all.keys();
  if (keys.size() > net::kMostRoles) {
    root.complain("role", fmt::format("is given more than {} times", net::kMostRoles));
    return;
  }
  std::map<net::Prefix, std::string> taken;
  for (const std::string& key : keys) {
    TomlTable table = all.table(key);
    Override role{"role." + TomlTable::shown(key), {}, {}};
    if (role.name != "role." + key)
      all.complain(key, "is no name of a role: write it of letters, digits, _ and -");
    const auto hosts = table.texts("hosts");
    if (hosts.empty())
      table.complain("hosts",
                     "must list the hosts of the role, as [\"10.1.2.0/24\", \"10.9.8.7\"]");
    if (hosts.size() > kMostRoleHosts)
      table.complain("hosts", fmt::format("must not list more than {}", kMostRoleHosts));
    for (const std::string& text : hosts) {
      const auto prefix = net::Prefix::parse(text);
      if (!prefix) {
        table.complain("hosts", "has " + TomlTable::shown(text) +
                                    ", which is no network; write \"10.1.2.0/24\" or \"10.9.8.7\"");
        break;
      }
      const auto [other, fresh] = taken.emplace(*prefix, role.name);
      if (!fresh)
        table.complain("hosts",
                       fmt::format("has {}, which {} has already", prefix->text(), other->second));
      role.hosts.push_back(*prefix);
    }
    role.changes = changes_in(table);
    table.end();
    configuration.roles.push_back(std::move(role));
  }
}

// What holds for a network alone: over what holds for the widest that holds it, and so on.
std::vector<Tuning> tunings_of_networks(const Configuration& configuration, const Tuning& all) {
  std::vector<Tuning> tunings;
  const auto& networks = configuration.networks;
  for (std::size_t i = 0; i < networks.size(); ++i) {
    const net::Prefix& mine = networks[i].hosts.front();
    const Tuning* wider = &all;
    for (std::size_t j = 0; j < i; ++j)
      if (networks[j].hosts.front().contains(mine.base())) wider = &tunings[j];
    tunings.push_back(applied(*wider, networks[i]));
  }
  return tunings;
}

void make_classes(TomlTable& root, const Tuning& all, Configuration& configuration) {
  configuration.tuning = all;
  const auto& [roles, networks] = std::tie(configuration.roles, configuration.networks);
  if (roles.empty() && networks.empty()) return;
  std::vector<std::vector<net::Prefix>> hosts;
  std::vector<net::Prefix> prefixes;
  for (const Override& role : roles) hosts.push_back(role.hosts);
  for (const Override& network : networks) prefixes.push_back(network.hosts.front());
  configuration.classes = std::make_shared<const net::HostClasses>(hosts, prefixes);
  std::vector<Tuning> of_networks = tunings_of_networks(configuration, all);
  std::vector<Tuning> values;
  for (std::size_t id = 0; id < configuration.classes->size(); ++id) {
    const std::size_t role = configuration.classes->role_in(id);
    const std::size_t network = configuration.classes->network_in(id);
    const Tuning& base = network == 0 ? all : of_networks[network - 1];
    values.push_back(role == 0 ? base : applied(base, roles[role - 1]));
    const auto wrong = contradiction_in(values.back());
    if (!wrong) continue;
    const Override& who = role != 0 ? roles[role - 1] : networks[network - 1];
    root.complain(role != 0 ? "role" : "network",
                  fmt::format("makes no sense together with the rest: [{}.detect.{}] {} {}",
                              who.name, wrong->table, wrong->key, wrong->must));
  }
  configuration.tuning = {configuration.classes, std::move(values)};
}

void read_fleet(TomlTable table, Configuration& configuration) {
  configuration.fleet = table.texts("networks");
  for (const std::string& text : configuration.fleet)
    if (!net::Prefix::parse(text))
      table.complain("networks", "has " + TomlTable::shown(text) +
                                     ", which is no network; write \"10.0.0.0/8\" or \"10.1.2.3\"");
  table.end();
}

void read_sift(TomlTable table, Configuration& configuration) {
  const std::string key = table.text("key");
  configuration.key_file = table.text("key_file");
  if (table.has("key") && table.has("key_file"))
    table.complain("key_file", "and key cannot both be given");
  if (table.has("key_file") && configuration.key_file.empty())
    table.complain("key_file", "must be a path");
  if (table.has("key")) {
    configuration.sifting_key = parse_sifting_key(key);
    if (!configuration.sifting_key) table.complain("key", kSiftingKeyDemand);
  }
  table.end();
}

}  // namespace

Result<Configuration> parse_configuration(std::string_view toml, const std::string& name) {
  auto root = TomlTable::parse(toml, name, {"configuration", "docs/configuration.md"});
  if (!root) return tl::unexpected(root.error());
  Configuration configuration;
  Tuning all;
  read_fleet(root->table("fleet"), configuration);
  read_sift(root->table("sift"), configuration);
  read_for_all(*root, all);
  read_networks(*root, configuration);
  read_roles(*root, configuration);
  root->end();
  if (!root->first_error()) make_classes(*root, all, configuration);
  if (const auto error = root->first_error()) return tl::unexpected(*error);
  return configuration;
}

}  // namespace cordon::config
