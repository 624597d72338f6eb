#include "detect/peer_alerts.h"

#include <gtest/gtest.h>

#include <array>

namespace cordon::detect {
namespace {

evidence::Finding found(std::string_view message, bool from_server = false,
                        std::string_view reference = "", std::uint32_t sid = 2'000'001) {
  static const auto kCatalogue = strain::Catalogue::built_in();
  evidence::Book book;
  PeerAlerts alerts(*kCatalogue, book);
  event::PeerAlert alert;
  alert.at = {time_from_ns(7), 9};
  alert.client = {net::Address::v4(1), 1000};
  alert.server = {net::Address::v4(2), 445};
  alert.message = message;
  alert.sid = sid;
  alert.from_server = from_server;
  const std::array<std::string_view, 1> references = {reference};
  if (!reference.empty()) alert.references = references;
  alerts.see(alert);
  return book.findings().at(0);
}

TEST(PeerAlerts, SpeakOfStrainsByName) {
  const auto attempt = found("ET EXPLOIT Possible ETERNALBLUE MS17-010 Heap Spray");
  EXPECT_EQ(attempt.strain, "eternalblue");
  EXPECT_EQ(attempt.kind, evidence::Kind::attempt);
  EXPECT_EQ(attempt.actor, net::Address::v4(1));
  EXPECT_EQ(attempt.outcome, evidence::Outcome::unknown);
}

TEST(PeerAlerts, SpeakOfStrainsByReference) {
  EXPECT_EQ(found("Something bad", false, "CVE-2021-41773").strain, "apache.41773");
}

TEST(PeerAlerts, TellAnAnsweredBackDoor) {
  const auto door = found("ET EXPLOIT Possible DOUBLEPULSAR Beacon Response", true);
  EXPECT_EQ(door.kind, evidence::Kind::backdoor_asked);
  EXPECT_EQ(door.outcome, evidence::Outcome::accepted);
  EXPECT_EQ(door.target, net::Address::v4(2)) << "the server is whom it was asked of";
}

TEST(PeerAlerts, TakeOurOwnRulesAtTheirWord) {
  const auto own = found("as written by us", false, "", 4100001);
  EXPECT_EQ(own.strain, "codered.v2");
}

TEST(PeerAlerts, MeanTheVariantWithTheBackDoor) {
  EXPECT_EQ(found("GPL WEB_SERVER CodeRed v2 root.exe access").strain, "codered.ii");
}

TEST(PeerAlerts, KeepTheRestByItsRule) {
  EXPECT_EQ(found("ET SCAN Potential SSH Scan").strain, "rule.2000001");
}

}  // namespace
}  // namespace cordon::detect
