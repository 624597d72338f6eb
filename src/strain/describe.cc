#include "strain/describe.h"

#include <fmt/format.h>

#include "base/text.h"

namespace cordon::strain {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kLabel = 13;

std::string joined(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& item : list) text += (text.empty() ? "" : ", ") + item;
  return text;
}

// "label        words wrapped at 80 columns, further lines under the first".
void put(std::string& page, std::string_view label, const std::string& words) {
  if (words.empty()) return;
  std::string line = fmt::format("{:<{}}", label, kLabel);
  bool empty = true;
  for (const std::string_view word : split(words, ' ')) {
    if (word.empty()) continue;
    if (!empty && line.size() + 1 + word.size() > kColumns) {
      page += line + "\n";
      line = std::string(kLabel, ' ');
      empty = true;
    }
    if (!empty) line += ' ';
    line += word;
    empty = false;
  }
  page += line + "\n";
}

std::string_view name_of(Stage stage) {
  switch (stage) {
    case Stage::attempt: return "attempt";
    case Stage::accepted: return "accepted";
    case Stage::refused: return "refused";
    case Stage::backdoor_asked: return "back door asked";
    case Stage::backdoor_open: return "back door open";
    case Stage::backdoor_closed: return "back door closed";
    case Stage::fetched: return "payload fetched";
    case Stage::called_back: return "called back";
    case Stage::flooding: return "flooding";
  }
  return "";
}

std::string_view name_of(Targeting targeting) {
  switch (targeting) {
    case Targeting::random: return "random addresses";
    case Targeting::local_preference: return "local addresses first";
    case Targeting::sequential: return "one address after the other";
    case Targeting::hit_list: return "a list of targets";
    case Targeting::permutation: return "a permutation of all addresses";
    case Targeting::static_seed: return "the same list of addresses in every copy";
  }
  return "";
}

std::string scanning_text(const Scanning& s) {
  std::string text =
      fmt::format("{}; {:g} probes a second", name_of(s.targeting), s.probes_per_second);
  if (s.probes_low != s.probes_high)
    text += fmt::format(" (disputed: {:g} to {:g})", s.probes_low, s.probes_high);
  if (s.threads > 1) text += fmt::format(", {} threads", s.threads);
  if (s.targeting == Targeting::local_preference)
    text += fmt::format("; same /8 {:g} %, same /16 {:g} %, same /24 {:g} %", 100 * s.same_slash8,
                        100 * s.same_slash16, 100 * s.same_slash24);
  if (s.targeting == Targeting::sequential && s.same_slash8 + s.same_slash16 + s.same_slash24 > 0)
    text += fmt::format("; begins in its own network {:g} %",
                        100 * (s.same_slash8 + s.same_slash16 + s.same_slash24));
  return text;
}

std::string epidemic_text(const Epidemic& e) {
  std::string text = fmt::format("{} hosts vulnerable", grouped(e.vulnerable));
  if (e.vulnerable_low != e.vulnerable_high)
    text +=
        fmt::format(" (disputed: {} to {})", grouped(e.vulnerable_low), grouped(e.vulnerable_high));
  return text;
}

std::string fact_text(const Sourced& fact) {
  return fmt::format("{}{} [{}]", fact.disputed ? "DISPUTED: " : "", fact.text, fact.source);
}

void put_calendar(const Calendar& calendar, std::string& page) {
  for (const Calendar::Phase& phase : calendar.phases) {
    std::string text =
        fmt::format("days {} to {}: {}", phase.first_day, phase.last_day, phase.name);
    if (!phase.note.text.empty()) text += "; " + fact_text(phase.note);
    put(page, "calendar", text);
  }
  if (!calendar.flood_target.empty()) put(page, "floods", calendar.flood_target);
}

}  // namespace

std::string description_of(const Strain& strain) {
  std::string page = fmt::format("{}  ({})\n", strain.name, strain.id);
  put(page, "", strain.summary);
  page += "\n";
  put(page, "also called", joined(strain.aliases));
  put(page, "first seen", strain.first_seen);
  std::string service = fmt::format("{} over {}", strain.service, net::name_of(strain.transport));
  for (std::size_t i = 0; i < strain.ports.size(); ++i)
    service += fmt::format("{} {}", i == 0 ? ", port" : ",", strain.ports[i]);
  put(page, "service", service);
  put(page, "flaws", joined(strain.cves));
  put(page, "advisories", joined(strain.advisories));
  put(page, "ATT&CK", joined(strain.attack_ids));
  for (const auto& v : strain.vulnerable) {
    put(page, "vulnerable", fmt::format("{} {}; fix: {}", v.software, v.versions, v.fix));
    put(page, "CPE", v.cpe);
  }
  if (strain.is_worm) put(page, "scans", scanning_text(strain.scanning));
  if (strain.epidemic) {
    put(page, "epidemic", epidemic_text(*strain.epidemic));
    for (const Sourced& note : strain.epidemic->notes) put(page, "", fact_text(note));
  }
  put_calendar(strain.calendar, page);
  for (const auto& door : strain.back_doors)
    put(page, "back door",
        fmt::format("{}{}; asked: {}; open if: {}", door.name,
                    door.port != 0 ? fmt::format(", port {}", door.port) : "", door.request,
                    door.open_answer));
  put(page, "uses",
      strain.uses_back_door_of.empty() ? ""
                                       : "the back door of " + joined(strain.uses_back_door_of));
  put(page, "fetches", joined(strain.downloads));
  for (const Signature& signature : strain.signatures)
    put(page, "recognised", fmt::format("{}: rule {}", name_of(signature.stage), signature.sid));
  for (std::size_t i = 0; i < strain.cleansing.size(); ++i)
    put(page, i == 0 ? "cleansing" : "", fmt::format("{}. {}", i + 1, strain.cleansing[i]));
  for (const Sourced& fact : strain.facts) put(page, "known", fact_text(fact));
  if (strain.simulation) put(page, "simulated", fmt::format("cordon simulate {}", strain.id));
  return page;
}

std::string list_of(const Catalogue& catalogue) {
  std::string page = fmt::format("{:<20} {:<22} {:<16} {}\n", "ID", "NAME", "SERVICE", "FLAWS");
  for (const Strain& strain : catalogue.strains())
    page += fmt::format("{:<20} {:<22.22} {:<16.16} {}\n", strain.id, strain.name, strain.service,
                        strain.cves.empty() ? "-" : strain.cves.front());
  return page;
}

}  // namespace cordon::strain
