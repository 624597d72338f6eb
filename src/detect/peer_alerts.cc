#include "detect/peer_alerts.h"

#include <fmt/format.h>

#include "base/text.h"
#include "detect/pending.h"

namespace cordon::detect {
namespace {

using evidence::Kind;
using strain::Stage;

bool says(std::string_view text, std::initializer_list<const char*> words) {
  for (const char* word : words)
    if (text.find(word) != std::string_view::npos) return true;
  return false;
}

// What sort of act an alert speaks of, told by its words.
Stage stage_of(const event::PeerAlert& alert) {
  const std::string text = lowered(alert.message) + " " + lowered(alert.category);
  const bool door = says(text, {"doublepulsar", "backdoor", "back door", "root.exe access"});
  if (alert.from_server || says(text, {"response", "successful", "success "}))
    return door ? Stage::backdoor_open : Stage::accepted;
  if (door) return Stage::backdoor_asked;
  if (says(text, {"checkin", "check-in", "command and control", "cnc ", "c2 ", "callback"}))
    return Stage::called_back;
  return Stage::attempt;
}

Kind kind_of(Stage stage) {
  switch (stage) {
    case Stage::backdoor_asked:
    case Stage::backdoor_open:
    case Stage::backdoor_closed: return Kind::backdoor_asked;
    case Stage::called_back: return Kind::called_back;
    case Stage::fetched: return Kind::fetched;
    case Stage::flooding: return Kind::flooded;
    case Stage::attempt:
    case Stage::accepted:
    case Stage::refused: break;
  }
  return Kind::attempt;
}

// "CodeRed v2 root.exe": of a family the variant that has a back door is meant.
const strain::Strain* with_back_door(const strain::Strain& named,
                                     const strain::Catalogue& catalogue) {
  for (const strain::Strain& strain : catalogue.strains())
    if (strain.family == named.family && !strain.back_doors.empty()) return &strain;
  return &named;
}

}  // namespace

PeerAlerts::Meaning PeerAlerts::meaning_of(const event::PeerAlert& alert) const {
  Meaning meaning{nullptr, stage_of(alert)};
  if (const auto owner = catalogue_.owner_of(alert.sid))
    meaning = {owner->strain, owner->signature->stage};
  const strain::Strain*& strain = meaning.strain;
  for (std::size_t i = 0; strain == nullptr && i < alert.references.size(); ++i)
    strain = mentions_.in(alert.references[i]);
  if (strain == nullptr) strain = mentions_.in(alert.message);
  if (strain == nullptr) strain = mentions_.in(alert.category);
  if (strain != nullptr && kind_of(meaning.stage) == Kind::backdoor_asked &&
      strain->back_doors.empty())
    strain = with_back_door(*strain, catalogue_);
  return meaning;
}

PeerAlerts::Meaning PeerAlerts::remembered(const event::PeerAlert& alert) {
  said_.assign(1, alert.from_server ? 's' : 'c');
  const auto say = [&](std::string_view text) {
    const std::uint64_t size = text.size();  // so that no two ways to say it look alike
    said_.append(reinterpret_cast<const char*>(&size), sizeof size).append(text);
  };
  said_.append(reinterpret_cast<const char*>(&alert.sid), sizeof alert.sid);
  say(alert.message);
  say(alert.category);
  for (const std::string_view reference : alert.references) say(reference);
  if (const auto known = meanings_.find(said_); known != meanings_.end()) return known->second;
  const Meaning meaning = meaning_of(alert);
  constexpr std::size_t kLongest = 1024;
  if (meanings_.size() < kMostRemembered && said_.size() <= kLongest)
    meanings_.emplace(said_, meaning);
  return meaning;
}

void PeerAlerts::see(const event::PeerAlert& alert) {
  const auto [strain, stage] = remembered(alert);
  evidence::Finding f;
  f.kind = kind_of(stage);
  f.time = alert.at.time;
  f.frame = alert.at.frame;
  f.actor = alert.client.address;
  f.target = alert.server.address;
  f.port = alert.server.port;
  f.protocol = alert.protocol;
  f.sid = alert.sid;
  f.strain = strain != nullptr ? strain->id
             : alert.sid != 0  ? fmt::format("rule.{}", alert.sid)
                               : "rule." + printable(bytes_of(alert.category), 64);
  const bool answered = stage == Stage::accepted || stage == Stage::backdoor_open;
  f.outcome = answered ? evidence::Outcome::accepted : evidence::Outcome::unknown;
  f.chance = chance_of(f.outcome, strain);
  if (book_.only_counts(f)) return book_.add(std::move(f));
  f.rule = printable(bytes_of(alert.message), 200);
  f.why = fmt::format("another sensor's alert \"{}\"", f.rule);
  f.origins = {evidence::Origin::of_frame(alert.at.frame)};
  book_.add(std::move(f));
}

}  // namespace cordon::detect
