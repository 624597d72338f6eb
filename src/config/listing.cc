#include "config/listing.h"

#include <fmt/format.h>

#include "strain/toml.h"

namespace cordon::config {
namespace {

constexpr std::size_t kMeaningAt = 30;  // column
constexpr std::size_t kWidest = 96;

// "key = value   # meaning"; a long list above which its meaning stands.
std::string line_of(const std::string& key, const std::string& value, const std::string& remark) {
  const std::string said = fmt::format("{} = {}", key, value);
  if (said.size() < kMeaningAt) return fmt::format("{:<{}}# {}\n", said, kMeaningAt, remark);
  if (said.size() + remark.size() + 3 <= kWidest && !value.starts_with('['))
    return fmt::format("{}  # {}\n", said, remark);
  std::string text = "# " + remark + "\n" + key + " = [";
  std::size_t column = key.size() + 4;
  for (std::size_t at = 1; at + 1 < value.size();) {
    const std::size_t end = std::min(value.find(", ", at), value.size() - 1);
    const std::string item = value.substr(at, end - at);
    const bool last = end == value.size() - 1;
    if (column + item.size() + 2 > kWidest) {
      text += "\n  ";
      column = 2;
    }
    text += item + (last ? "" : ", ");
    column += item.size() + 2;
    at = end + (last ? 1 : 2);
  }
  for (std::size_t blank; (blank = text.find(" \n")) != std::string::npos;) text.erase(blank, 1);
  return text + "]\n";
}

std::string remark_of(const Parameter& p, const std::string& value) {
  static const Tuning kDefaults;
  const std::string usual = value_text(p, kDefaults);
  return value == usual ? p.meaning : fmt::format("{} (default {})", p.meaning, usual);
}

std::string toml_text(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      quoted += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      quoted += (c == '"' || c == '\\' ? "\\" : "") + std::string(1, c);
    }
  }
  return quoted + '"';
}

std::string quoted(const std::vector<std::string>& texts) {
  std::string list = "[";
  for (const std::string& text : texts) list += (list.size() == 1 ? "\"" : ", \"") + text + '"';
  return list + "]";
}

std::string general(const Configuration& configuration) {
  std::string text =
      "# Cordon's configuration: cordon investigate -c FILE. Every key may be left "
      "out.\n\n[fleet]\n";
  text += line_of("networks", quoted(configuration.fleet),
                  "ours; none: guessed. --fleet and --fleet-net go before");
  text +=
      "\n[sift]\n# Secret of this site: 16 hexadecimal digits (openssl rand -hex 8). Who knows it "
      "can hide a "
      "worm.\n";
  if (!configuration.key_file.empty()) {
    text += "key_file = " + toml_text(configuration.key_file) + "\n";
  } else if (configuration.sifting_key) {
    text += "# key = \"given, and not shown\"\n";
  } else {
    text +=
        "# key_file = \"sifting.key\"    # or key = \"...\"; none given: one that everybody "
        "knows\n";
  }
  return text;
}

std::string override_text(const Override& of) {
  std::string text = "\n";
  if (of.name.starts_with("role.")) {
    std::vector<std::string> hosts;
    for (const net::Prefix& prefix : of.hosts) hosts.push_back(prefix.text());
    text += fmt::format("[{}]\nhosts = {}\n", of.name, quoted(hosts));
  }
  std::string table;
  for (const Override::Change& change : of.changes) {
    if (table != change.parameter->table)
      text += fmt::format("[{}.detect.{}]\n", of.name, change.parameter->table);
    table = change.parameter->table;
    text += line_of(change.parameter->key, value_text(*change.parameter, change.value),
                    change.parameter->meaning);
  }
  if (of.changes.empty() && !of.name.starts_with("role.")) text += fmt::format("[{}]\n", of.name);
  return text;
}

}  // namespace

std::string listing_of(const Configuration& configuration) {
  std::string text = general(configuration), table;
  for (const Parameter& p : parameters()) {
    if (p.table != table) text += fmt::format("\n[detect.{}]\n", p.table);
    table = p.table;
    const std::string value = value_text(p, configuration.tuning.all());
    text += line_of(p.key, value, remark_of(p, value));
  }
  for (const auto* list : {&configuration.networks, &configuration.roles})
    for (const Override& each : *list) text += override_text(each);
  return text;
}

std::string listing_of(const Configuration& configuration, const net::Address& host) {
  std::string text = fmt::format("# What holds for {}", host.text());
  const auto overrides = configuration.overrides_of(host);
  for (std::size_t i = 0; i < overrides.size(); ++i)
    text += (i == 0 ? ", by " : ", then ") + overrides[i]->name;
  text += overrides.empty() ? ": as for all hosts\n" : "; the last one wins\n";
  std::string table;
  for (const Parameter& p : parameters()) {
    if (p.scope == Scope::site) continue;
    const std::string value = value_text(p, configuration.tuning.of(host));
    std::string remark = remark_of(p, value);
    for (const Override* each : overrides)
      for (const Override::Change& change : each->changes)
        if (change.parameter == &p)
          remark = fmt::format("{}, by {}", remark_of(p, value), each->name);
    if (p.table != table) text += fmt::format("\n[detect.{}]\n", p.table);
    table = p.table;
    text += line_of(p.key, value, remark);
  }
  return text;
}

}  // namespace cordon::config
