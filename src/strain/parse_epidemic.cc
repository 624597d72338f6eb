#include "strain/parse_epidemic.h"

#include <algorithm>
#include <cmath>

namespace cordon::strain {
namespace {

constexpr double kMostHosts = 1e8;  // stops: a figure that fills a simulation's memory

double number_in(TomlTable& table, std::string_view key, double otherwise, double low, double high,
                 const char* must) {
  const double value = table.number(key, otherwise);
  if (value >= low && value <= high) return value;
  table.complain(key, must);
  return otherwise;
}

double share(TomlTable& table, std::string_view key, double otherwise) {
  return number_in(table, key, otherwise, 0, 1, "must be a share, 0 to 1");
}

std::uint64_t hosts(TomlTable& table, std::string_view key, double otherwise) {
  return static_cast<std::uint64_t>(
      number_in(table, key, otherwise, 1, kMostHosts, "must be 1 to 100 million hosts"));
}

void read_links(TomlTable& table, Epidemic& epidemic) {
  double shares = 0;
  for (TomlTable& item : table.tables("link")) {
    Epidemic::Link link;
    link.share = share(item, "share", 0);
    link.probes_per_second = number_in(item, "probes_per_second", 1, 1e-6, 1e9, "must be above 0");
    item.end();
    shares += link.share;
    epidemic.links.push_back(link);
  }
  if (!epidemic.links.empty() && std::abs(shares - 1) > 0.001)
    table.complain("link", "shares must sum to 1");
}

void read_population(TomlTable& table, Epidemic& epidemic) {
  epidemic.vulnerable = hosts(table, "vulnerable", 1);
  const auto vulnerable = static_cast<double>(epidemic.vulnerable);
  epidemic.vulnerable_low = hosts(table, "vulnerable_low", vulnerable);
  epidemic.vulnerable_high = hosts(table, "vulnerable_high", vulnerable);
  if (epidemic.vulnerable_low > epidemic.vulnerable ||
      epidemic.vulnerable > epidemic.vulnerable_high)
    table.complain("vulnerable", "must lie between vulnerable_low and vulnerable_high");
  epidemic.initial = hosts(table, "initial", 1);
  if (epidemic.initial > epidemic.vulnerable)
    table.complain("initial", "must not be more than are vulnerable");
  epidemic.hit_list = static_cast<std::uint32_t>(
      number_in(table, "hit_list", 0, 0, vulnerable, "must not be more than are vulnerable"));
  epidemic.behind_translators = share(table, "behind_translators", 0);
}

}  // namespace

std::optional<Epidemic> read_epidemic(TomlTable& root) {
  if (!root.has("epidemic")) return std::nullopt;
  TomlTable table = root.table("epidemic");
  Epidemic epidemic;
  if (!table.has("vulnerable")) table.complain("vulnerable", "is missing");
  read_population(table, epidemic);
  read_links(table, epidemic);
  epidemic.horizon =
      3600 * number_in(table, "hours", 24, 0.01, 87600, "must be 0.01 to 87600 hours");
  epidemic.latency = number_in(table, "latency", -1, -1, 1e7, "must be seconds, 0 or more");
  epidemic.success = share(table, "success", 1);
  epidemic.rate_spread = number_in(table, "rate_spread", 0, 0, 4, "must be 0 to 4");
  epidemic.network_capacity =
      number_in(table, "network_capacity", 0, 0, 1e15, "must be probes a second");
  epidemic.wrong_clock = share(table, "wrong_clock", 0);
  epidemic.address_changes_per_day =
      number_in(table, "address_changes_per_day", 0, 0, 1e5, "must be 0 or more");
  epidemic.cleansed_per_day = number_in(table, "cleansed_per_day", 0, 0, 1e5, "must be 0 or more");
  for (TomlTable& note : table.tables("note")) {
    epidemic.notes.push_back(
        {note.text("text", true), note.text("source", true), note.flag("disputed", false)});
    note.end();
  }
  table.end();
  return epidemic;
}

}  // namespace cordon::strain
