// A described network, from TOML. docs/scenarios.md describes the fields.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "epidemic/network.h"
#include "epidemic/population.h"
#include "strain/toml.h"

namespace cordon::epidemic {
namespace {

using strain::TomlTable;

constexpr double kLongest = 1e9;  // seconds
constexpr int kWidest = 8;        // bits of a segment's prefix

double number_in(TomlTable& table, std::string_view key, double otherwise, double low, double high,
                 const std::string& must) {
  const double value = table.number(key, otherwise);
  if (value == otherwise || (value >= low && value <= high)) return value;
  table.complain(key, must);
  return otherwise;
}
double share_in(TomlTable& table, std::string_view key, double otherwise) {
  return number_in(table, key, otherwise, 0, 1, "must be a share, 0 to 1");
}
double time_in(TomlTable& table, std::string_view key, double otherwise) {
  return number_in(table, key, otherwise, 0, kLongest, "must be seconds, 0 or more");
}

std::vector<std::uint16_t> ports_in(TomlTable& table) {
  std::vector<std::uint16_t> ports;
  for (const std::int64_t port : table.integers("ports")) {
    if (port < 1 || port > 65535) {
      table.complain("ports", "must be 1 to 65535");
    } else {
      ports.push_back(static_cast<std::uint16_t>(port));
    }
  }
  return ports;
}

// A number of hosts out of `of`, given as KEY or as KEY_share.
std::uint64_t hosts_of(TomlTable& table, const std::string& key, std::uint64_t of) {
  const std::string as_share = key + "_share";
  const auto most = static_cast<double>(of);
  if (table.has(as_share)) {
    if (table.has(key)) table.complain(key, "and " + as_share + " cannot both be given");
    return static_cast<std::uint64_t>(std::llround(share_in(table, as_share, 0) * most));
  }
  return static_cast<std::uint64_t>(
      number_in(table, key, 0, 0, most, fmt::format("must be 0 to {} hosts", of)));
}

void read_cidr(TomlTable& table, Segment& segment) {
  const std::string text = table.text("cidr", true);
  const auto prefix = net::Prefix::parse(text);
  if (!prefix || !prefix->base().is_v4() || prefix->length() < kWidest) {
    if (!text.empty())
      table.complain(
          "cidr", fmt::format("must be an IPv4 network of /{} or less, as 10.1.0.0/16", kWidest));
    return;
  }
  segment.cidr = *prefix;
}

Segment read_segment(TomlTable& table) {
  Segment segment;
  segment.name = table.text("name", true);
  segment.cidr = net::Prefix(net::Address::v4(0), 32);
  read_cidr(table, segment);
  const std::uint64_t size = std::uint64_t{1} << (32 - segment.cidr.length());
  const std::uint64_t room = size > 2 ? size - 2 : size;
  segment.hosts = static_cast<std::uint64_t>(
      number_in(table, "hosts", 0, 0, static_cast<double>(room),
                fmt::format("must be 0 to {}, what fits its network", room)));
  segment.vulnerable = hosts_of(table, "vulnerable", segment.hosts);
  segment.patched = hosts_of(table, "patched", segment.vulnerable);
  segment.initial = static_cast<std::uint64_t>(
      number_in(table, "infected", 0, 0, static_cast<double>(segment.vulnerable - segment.patched),
                "must not be more than its vulnerable hosts that are not patched"));
  segment.isolated = table.flag("isolated", false);
  table.end();
  return segment;
}

void read_segments(TomlTable& root, Network& network) {
  auto tables = root.tables("segment");
  if (tables.empty()) root.complain("segment", "is missing: describe at least one");
  if (tables.size() > kMostSegments)
    root.complain("segment", fmt::format("is given more than {} times", kMostSegments));
  tables.resize(std::min(tables.size(), kMostSegments), TomlTable(root));
  std::uint64_t vulnerable = 0;
  for (TomlTable& table : tables) {
    Segment segment = read_segment(table);
    for (const Segment& other : network.segments) {
      if (other.name == segment.name) table.complain("name", "is another segment's too");
      if (other.cidr.contains(segment.cidr.base()) || segment.cidr.contains(other.cidr.base()))
        table.complain("cidr", "overlaps with that of " + other.name);
    }
    vulnerable += segment.vulnerable;
    network.segments.push_back(std::move(segment));
  }
  if (vulnerable == 0) root.complain("segment", "must hold a vulnerable host somewhere");
  if (vulnerable > kMostHosts)
    root.complain("segment",
                  fmt::format("must not hold more than {} vulnerable hosts", kMostHosts));
}

std::size_t segment_in(TomlTable& table, std::string_view key, const Network& network) {
  const std::string name = table.text(key, true);
  const bool may_be_outside = key == "from";
  if (name == "outside" && may_be_outside) return kOutside;
  std::string all = may_be_outside ? "outside" : "";
  for (std::size_t i = 0; i < network.segments.size(); ++i) {
    if (network.segments[i].name == name) return i;
    if (i < 12) all += (all.empty() ? "" : ", ") + network.segments[i].name;
  }
  table.complain(key, "must name a segment: " + all);
  return 0;
}

void read_reach(TomlTable& root, Network& network) {
  const std::string between = root.text("between");
  if (!between.empty() && between != "open" && between != "closed")
    root.complain("between", "must be open or closed");
  network.between_open = between == "open";
  network.infected_outside =
      number_in(root, "infected_outside", 0, 0, 4294967296.0, "must be a number of hosts");
  for (TomlTable& table : root.tables("reach")) {
    const std::size_t from = segment_in(table, "from", network);
    network.reaches.push_back({from, segment_in(table, "to", network), ports_in(table)});
    table.end();
  }
  for (TomlTable& table : root.tables("block")) {
    const std::size_t from = segment_in(table, "from", network);
    const std::size_t to = segment_in(table, "to", network);
    network.blocks.push_back({from, to, time_in(table, "at", 0), ports_in(table)});
    table.end();
  }
  std::stable_sort(network.blocks.begin(), network.blocks.end(),
                   [](const Block& a, const Block& b) { return a.at < b.at; });
}

void read_controls(TomlTable table, Controls& controls) {
  controls.content_filter_at = time_in(table, "content_filter_at", kNever);
  controls.content_deployment = share_in(table, "content_deployment", 1);
  controls.address_filter_after = time_in(table, "address_filter_after", kNever);
  controls.address_filter_from = time_in(table, "address_filter_from", 0);
  controls.address_deployment = share_in(table, "address_deployment", 1);
  controls.contact_limit =
      number_in(table, "contact_limit", kNever, 0, 1e9, "must be contacts a second, 0 or more");
  controls.contact_limit_at =
      time_in(table, "contact_limit_at", controls.contact_limit == kNever ? kNever : 0);
  controls.contact_limit_deployment = share_in(table, "contact_limit_deployment", 1);
  controls.probe_budget =
      number_in(table, "probe_budget", kNever, 0, 1e15, "must be a number of probes");
  table.end();
}

Hazard read_hazard(TomlTable& care, std::string_view key) {
  Hazard hazard;
  for (TomlTable& table : care.tables(key)) {
    HazardStep step;
    step.begins = time_in(table, "from", 0);
    step.per_second =
        number_in(table, "per_hour", 0, 0, 1e6, "must be a chance an hour, 0 or more") / 3600;
    if (!hazard.empty() && step.begins < hazard.back().begins)
      table.complain("from", "must not be before that of the step above it");
    table.end();
    hazard.push_back(step);
  }
  return hazard;
}

void read_care(TomlTable table, Care& care) {
  care.patching = read_hazard(table, "patching");
  care.cleansing = read_hazard(table, "cleansing");
  care.patching_by_news = number_in(table, "patching_by_news_per_hour", 0, 0, 1e6,
                                    "must be a chance an hour for each host ever infected") /
                          3600;
  care.cleansed_immune = share_in(table, "cleansed_immune", 1);
  table.end();
}

}  // namespace

Result<Network> parse_network(std::string_view toml, const std::string& name) {
  auto root = TomlTable::parse(toml, name, {"scenario", "docs/scenarios.md"});
  if (!root) return tl::unexpected(root.error());
  Network network;
  network.name = root->text("name");
  read_segments(*root, network);
  read_reach(*root, network);
  read_controls(root->table("controls"), network.controls);
  read_care(root->table("care"), network.care);
  if (network.initial() == 0 && network.infected_outside == 0)
    root->complain("segment", "must hold an infected host, or infected_outside be above 0");
  root->end();
  if (const auto error = root->first_error()) return tl::unexpected(*error);
  return network;
}

}  // namespace cordon::epidemic
