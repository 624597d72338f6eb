// strains/<family>/<variant>.toml -> Strain. docs/strains.md describes the fields.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "strain/catalogue.h"
#include "strain/parse_epidemic.h"
#include "strain/toml.h"

namespace cordon::strain {
namespace {

template <class Value>
using Names = std::vector<std::pair<std::string_view, Value>>;

// The value of a name, or the first of the list with a complaint that gives them all.
template <class Value>
Value named(TomlTable& table, std::string_view key, const Names<Value>& names, Value otherwise) {
  if (!table.has(key)) {
    table.text(key);
    return otherwise;
  }
  const std::string text = table.text(key);
  std::string all;
  for (const auto& [name, value] : names) {
    if (name == text) return value;
    all += (all.empty() ? "" : ", ") + std::string(name);
  }
  table.complain(key, "must be one of: " + all);
  return otherwise;
}

const Names<Stage> kStages = {{"attempt", Stage::attempt},
                              {"accepted", Stage::accepted},
                              {"refused", Stage::refused},
                              {"backdoor_asked", Stage::backdoor_asked},
                              {"backdoor_open", Stage::backdoor_open},
                              {"backdoor_closed", Stage::backdoor_closed},
                              {"fetched", Stage::fetched},
                              {"called_back", Stage::called_back},
                              {"flooding", Stage::flooding}};
const Names<Reading> kReadings = {
    {"accepted", Reading::accepted}, {"refused", Reading::refused}, {"unknown", Reading::unknown}};
const Names<Targeting> kTargetings = {
    {"random", Targeting::random},           {"local_preference", Targeting::local_preference},
    {"sequential", Targeting::sequential},   {"hit_list", Targeting::hit_list},
    {"permutation", Targeting::permutation}, {"static_seed", Targeting::static_seed}};
const Names<net::Protocol> kTransports = {{"tcp", net::Protocol::tcp}, {"udp", net::Protocol::udp}};
const Names<Ending> kEndings = {
    {"fin", Ending::fin}, {"reset", Ending::reset}, {"held", Ending::held}};

std::uint16_t port_of(TomlTable& table, std::string_view key) {
  const double port = table.number(key, 0);
  if (port < 0 || port > 65535) table.complain(key, "must be a port, 0 to 65535");
  return static_cast<std::uint16_t>(port);
}

std::vector<int> statuses(TomlTable& table, std::string_view key) {
  std::vector<int> list;
  for (const std::int64_t status : table.integers(key)) list.push_back(static_cast<int>(status));
  return list;
}

// The sid as it stands in the rule's text; 0 where there is none.
std::uint32_t sid_of(const std::string& rule) {
  const auto at = rule.rfind("sid:");
  return at == std::string::npos
             ? 0
             : static_cast<std::uint32_t>(std::strtoul(rule.c_str() + at + 4, nullptr, 10));
}

Sourced sourced(TomlTable& table) {
  Sourced fact{table.text("text", true), table.text("source", true), table.flag("disputed", false)};
  table.end();
  return fact;
}

void read_signatures(TomlTable& root, Strain& strain) {
  for (TomlTable& table : root.tables("signature")) {
    Signature signature;
    signature.stage = named(table, "stage", kStages, Stage::attempt);
    signature.rule = table.text("rule", true);
    signature.sid = sid_of(signature.rule);
    if (signature.sid == 0) table.complain("rule", "must have a sid");
    table.end();
    strain.signatures.push_back(std::move(signature));
  }
}

void read_answers(TomlTable table, AnswerReading& answers) {
  answers.accepted_status = statuses(table, "accepted_status");
  answers.refused_status = statuses(table, "refused_status");
  answers.silence = named(table, "silence", kReadings, Reading::unknown);
  answers.reset = named(table, "reset", kReadings, Reading::unknown);
  answers.answer = named(table, "answer", kReadings, Reading::unknown);
  answers.prior = table.number("prior", answers.prior);
  if (answers.prior < 0 || answers.prior > 1) table.complain("prior", "must be a probability");
  table.end();
}

void read_scanning(TomlTable table, Scanning& scanning) {
  scanning.targeting = named(table, "targeting", kTargetings, Targeting::random);
  scanning.same_slash8 = table.number("same_slash8", 0);
  scanning.same_slash16 = table.number("same_slash16", 0);
  scanning.same_slash24 = table.number("same_slash24", 0);
  scanning.probes_per_second = table.number("probes_per_second", 1);
  scanning.probes_low = table.number("probes_low", scanning.probes_per_second);
  scanning.probes_high = table.number("probes_high", scanning.probes_per_second);
  scanning.threads = static_cast<int>(table.number("threads", 1));
  if (scanning.probes_per_second <= 0) table.complain("probes_per_second", "must be above 0");
  if (scanning.same_slash8 + scanning.same_slash16 + scanning.same_slash24 > 1.0001)
    table.complain("same_slash8", "and its likes must sum to 1 at most");
  table.end();
}

void read_calendar(TomlTable table, Calendar& calendar) {
  calendar.flood_target = table.text("flood_target");
  for (TomlTable& phase : table.tables("phase")) {
    Calendar::Phase p;
    p.name = phase.text("name", true);
    p.first_day = static_cast<int>(phase.number("first_day", 1));
    p.last_day = static_cast<int>(phase.number("last_day", 31));
    p.note = {phase.text("note"), phase.text("source"), phase.flag("disputed", false)};
    phase.end();
    calendar.phases.push_back(std::move(p));
  }
  table.end();
}

std::vector<Dialogue> read_dialogues(TomlTable& table, std::string_view key) {
  std::vector<Dialogue> list;
  for (TomlTable& item : table.tables(key)) {
    Dialogue dialogue;
    dialogue.transport = named(item, "transport", kTransports, net::Protocol::tcp);
    dialogue.port = port_of(item, "port");
    dialogue.client_port = port_of(item, "client_port");
    dialogue.victim_opens = item.flag("victim_opens", false);
    dialogue.ending = named(item, "ending", kEndings, Ending::fin);
    for (TomlTable& turn : item.tables("turn")) {
      Turn t;
      const std::string from = turn.text("from", true);
      if (from != "client" && from != "server") turn.complain("from", "must be client or server");
      t.from_client = from == "client";
      t.bytes = turn.text("bytes", true);
      t.delay = turn.number("delay", t.delay);
      turn.end();
      dialogue.turns.push_back(std::move(t));
    }
    item.end();
    list.push_back(std::move(dialogue));
  }
  return list;
}

void read_simulation(TomlTable& root, Strain& strain) {
  if (!root.has("simulation")) return;
  TomlTable table = root.table("simulation");
  Simulation simulation;
  simulation.incubation = table.number("incubation", 1);
  simulation.vulnerable_role = table.text("role");
  simulation.vulnerable = read_dialogues(table, "vulnerable");
  simulation.patched = read_dialogues(table, "patched");
  if (simulation.vulnerable.empty()) table.complain("vulnerable", "must hold a dialogue");
  if (simulation.patched.empty()) table.complain("patched", "must hold a dialogue");
  table.end();
  strain.simulation = std::move(simulation);
}

void read_names(TomlTable& root, Strain& strain) {
  strain.id = root.text("id", true);
  strain.family = root.text("family", true);
  strain.name = root.text("name", true);
  strain.aliases = root.texts("aliases");
  strain.cves = root.texts("cves");
  strain.advisories = root.texts("advisories");
  strain.attack_ids = root.texts("attack_ids");
  strain.first_seen = root.text("first_seen");
  strain.summary = root.text("summary", true);
  strain.service = root.text("service", true);
  strain.transport = named(root, "transport", kTransports, net::Protocol::tcp);
  for (const std::int64_t port : root.integers("ports")) {
    if (port < 1 || port > 65535) root.complain("ports", "must be 1 to 65535");
    strain.ports.push_back(static_cast<std::uint16_t>(port));
  }
  strain.is_worm = root.flag("worm", true);
  strain.implied_by = root.texts("implied_by");
  strain.uses_back_door_of = root.texts("uses_back_door_of");
  strain.downloads = root.texts("downloads");
  strain.cleansing = root.texts("cleansing");
}

void read_software(TomlTable& root, Strain& strain) {
  for (TomlTable& table : root.tables("vulnerable")) {
    strain.vulnerable.push_back({table.text("software", true), table.text("versions"),
                                 table.text("cpe"), table.text("fix", true)});
    table.end();
  }
  for (TomlTable& table : root.tables("backdoor")) {
    Strain::BackDoor door;
    door.name = table.text("name", true);
    door.request = table.text("request");
    door.open_answer = table.text("open_answer");
    door.port = port_of(table, "port");
    door.while_infecting = table.flag("while_infecting", false);
    table.end();
    strain.back_doors.push_back(std::move(door));
  }
  for (TomlTable& table : root.tables("flow_mark")) {
    Strain::FlowMark mark;
    mark.transport = named(table, "transport", kTransports, net::Protocol::udp);
    mark.port = port_of(table, "port");
    const double payload = table.number("payload", 0);
    if (payload < 1 || payload > 65535) table.complain("payload", "must be 1 to 65535 bytes");
    mark.payload = static_cast<std::uint32_t>(payload);
    table.end();
    strain.flow_marks.push_back(mark);
  }
  for (TomlTable& table : root.tables("fact")) strain.facts.push_back(sourced(table));
}

}  // namespace

Result<Strain> parse_strain(std::string_view toml, const std::string& name) {
  auto root = TomlTable::parse(toml, name);
  if (!root) return tl::unexpected(root.error());
  Strain strain;
  read_names(*root, strain);
  read_software(*root, strain);
  read_signatures(*root, strain);
  read_answers(root->table("answers"), strain.answers);
  read_scanning(root->table("scanning"), strain.scanning);
  read_calendar(root->table("calendar"), strain.calendar);
  read_simulation(*root, strain);
  strain.epidemic = read_epidemic(*root);
  root->end();
  if (const auto error = root->first_error()) return tl::unexpected(*error);
  return strain;
}

}  // namespace cordon::strain
