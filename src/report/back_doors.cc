#include "report/back_doors.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "base/time.h"

namespace cordon::report {
namespace {

using trace::BackdoorUse;
using trace::Outbreak;

// Who asked whom, how often, and when the door was first seen open.
struct Asked {
  const BackdoorUse* first = nullptr;
  const BackdoorUse* open = nullptr;
  std::size_t times = 0;
};

// Senders of other strains that look for this one's door.
using Borrowers = std::map<net::Address, std::string>;  // and the name of what they send

Borrowers borrowers_of(const trace::Account& account, const Outbreak& lender) {
  Borrowers borrowers;
  for (const Outbreak& other : account.outbreaks)
    for (const trace::BorrowedDoor& door : other.borrowed_doors)
      if (door.strain == lender.strain)
        for (const net::Address& asker : door.askers) borrowers.emplace(asker, other.strain_name);
  return borrowers;
}

std::vector<Asked> asked_of(const Outbreak& outbreak) {
  std::map<std::pair<net::Address, net::Address>, Asked> pairs;
  for (const BackdoorUse& use : outbreak.backdoor_uses) {
    Asked& asked = pairs[{use.host, use.by}];
    if (asked.first == nullptr) asked.first = &use;
    if (asked.open == nullptr && use.answered) asked.open = &use;
    ++asked.times;
  }
  std::vector<Asked> list;
  for (const auto& [pair, asked] : pairs) list.push_back(asked);
  std::stable_sort(list.begin(), list.end(), [](const Asked& a, const Asked& b) {
    return std::pair(a.open == nullptr, a.first->at) < std::pair(b.open == nullptr, b.first->at);
  });
  return list;
}

// Askers who found it closed and whom another worm explains are told in one sentence.
void put_borrowers(std::vector<Asked>& list, const Borrowers& borrowers, Page& page) {
  std::map<std::string, std::pair<std::set<net::Address>, std::size_t>> by_worm;
  std::erase_if(list, [&](const Asked& asked) {
    const auto borrower = borrowers.find(asked.first->by);
    if (borrower == borrowers.end() || asked.open != nullptr) return false;
    auto& [hosts, times] = by_worm[borrower->second];
    hosts.insert(asked.first->by);
    times += asked.times;
    return true;
  });
  for (const auto& [worm, askers] : by_worm)
    page.paragraph(fmt::format("{} asked {} and found none open: they send {}, which looks for it",
                               plural(askers.first.size(), "host", "hosts"),
                               plural(askers.second, "time", "times"), worm),
                   2, 4);
}

}  // namespace

void put_back_doors(const trace::Account& account, const Outbreak& outbreak, bool verbose,
                    Page& page) {
  if (outbreak.backdoor_uses.empty()) return;
  page.blank();
  page.heading("  Back doors");
  std::vector<Asked> list = asked_of(outbreak);
  if (!verbose) {
    put_borrowers(list, borrowers_of(account, outbreak), page);
    if (list.size() > kMostListed) {
      page.line(
          fmt::format("  The first {} of {} pairs (-v lists all):", kMostListed, list.size()));
      list.resize(kMostListed);
    }
  }
  for (const Asked& asked : list)
    page.paragraph(
        fmt::format("{}  {} asked {} {}: {}", clock_text(asked.first->at), asked.first->by.text(),
                    asked.first->host.text(), plural(asked.times, "time", "times"),
                    asked.open != nullptr ? fmt::format("OPEN at {}", clock_text(asked.open->at))
                                          : std::string("no sign of an open one")),
        2, 14);
  for (const trace::DataAccess& access : outbreak.data_access)
    page.paragraph(fmt::format("{} exchanged {} with {}", access.host.text(),
                               size_text(access.bytes), access.to.text()),
                   2, 14);
}

std::string borrowed_text(const Outbreak& outbreak) {
  std::string text;
  for (const trace::BorrowedDoor& door : outbreak.borrowed_doors)
    text += fmt::format(" {} of its senders ask for the back door of {}.",
                        grouped(door.askers.size()), door.name);
  return text;
}

}  // namespace cordon::report
