#include "strain/catalogue.h"

#include <gtest/gtest.h>

#include <set>

#include "base/text.h"
#include "strain/bytes_text.h"
#include "strain/describe.h"

namespace cordon::strain {
namespace {

const Catalogue& built_in() {
  static const Catalogue catalogue = [] {
    auto loaded = Catalogue::built_in();
    if (!loaded) ADD_FAILURE() << loaded.error().message();
    return loaded ? *loaded : Catalogue({});
  }();
  return catalogue;
}

TEST(Catalogue, EveryFileOfTheProjectIsWhole) {
  ASSERT_GE(built_in().strains().size(), 20u);
  for (const Strain& strain : built_in().strains()) {
    EXPECT_TRUE(strain.id == strain.family || strain.id.starts_with(strain.family + "."))
        << strain.id;
    EXPECT_FALSE(strain.cleansing.empty()) << strain.id;
    EXPECT_FALSE(strain.vulnerable.empty()) << strain.id;
    for (const Signature& signature : strain.signatures) {
      EXPECT_TRUE(signature.rule.find("Cordon ") != std::string::npos) << strain.id;
      EXPECT_GE(signature.sid, 4100000u) << strain.id;
    }
    for (const Sourced& fact : strain.facts) EXPECT_FALSE(fact.source.empty()) << strain.id;
    for (const std::string& id : strain.implied_by) EXPECT_NE(built_in().find(id), nullptr) << id;
    for (const std::string& id : strain.uses_back_door_of)
      EXPECT_NE(built_in().find(id), nullptr) << id;
  }
}

TEST(Catalogue, EveryDialogueExpands) {
  std::size_t simulated = 0;
  Random random(1);
  for (const Strain& strain : built_in().strains()) {
    if (!strain.simulation) continue;
    ++simulated;
    for (const auto* dialogues : {&strain.simulation->vulnerable, &strain.simulation->patched})
      for (const Dialogue& dialogue : *dialogues) {
        EXPECT_NE(dialogue.port, 0) << strain.id;
        for (const Turn& turn : dialogue.turns)
          EXPECT_TRUE(expand(turn.bytes, {"10.0.0.1", "10.0.0.2"}, random));
      }
  }
  EXPECT_GE(simulated, 10u);
}

TEST(Catalogue, FindsByIdNameAndAlias) {
  EXPECT_EQ(built_in().find("CODERED.V2")->id, "codered.v2");
  EXPECT_EQ(built_in().find("Sapphire")->id, "slammer");
  EXPECT_EQ(built_in().find("no such worm"), nullptr);
  EXPECT_EQ(built_in().owner_of(4100041)->strain->id, "slammer");
  EXPECT_FALSE(built_in().owner_of(1));
}

TEST(Catalogue, EachRuleIsOneLine) {
  const std::string text = built_in().rules_text();
  for (const auto line : split(text, '\n'))
    EXPECT_TRUE(line.empty() || line[0] == '#' ||
                (line.starts_with("alert ") && line.ends_with(")")))
        << line;
}

TEST(Parse, NamesFileLineAndField) {
  const std::string good = "id='a'\nfamily='a'\nname='A'\nsummary='s'\nservice='http'\n";
  EXPECT_TRUE(parse_strain(good, "a.toml"));
  const auto wrong = parse_strain(good + "[scanning]\nprobes_per_second='fast'\n", "a.toml");
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.error().message().find("a.toml:7: [scanning] probes_per_second must be a number"),
            std::string::npos)
      << wrong.error().message();
  const auto unknown = parse_strain(good + "colour='red'\n", "a.toml");
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message().find("colour is no field"), std::string::npos);
  EXPECT_FALSE(parse_strain("id=", "a.toml"));
  EXPECT_FALSE(parse_strain("id='a'", "a.toml"));
}

TEST(Parse, ReadsTheEpidemicAndRefusesWhatCannotBe) {
  const std::string good =
      "id='a'\nfamily='a'\nname='A'\nsummary='s'\nservice='http'\n[epidemic]\n";
  const auto read = parse_strain(good +
                                     "vulnerable=1000\nvulnerable_high=2000\nhours=2\n"
                                     "[[epidemic.link]]\nshare=1\nprobes_per_second=50\n",
                                 "a.toml");
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(read->epidemic->vulnerable_low, 1000u);
  EXPECT_EQ(read->epidemic->vulnerable_high, 2000u);
  EXPECT_EQ(read->epidemic->horizon, 7200);
  EXPECT_EQ(read->epidemic->links.at(0).probes_per_second, 50);
  for (const char* bad : {"", "vulnerable=0", "vulnerable=10\ninitial=11", "vulnerable=10\nhosts=3",
                          "vulnerable=10\nvulnerable_low=11", "vulnerable=10\nsuccess=2",
                          "vulnerable=10\n[[epidemic.link]]\nshare=0.5\nprobes_per_second=1"})
    EXPECT_FALSE(parse_strain(good + bad, "a.toml")) << bad;
}

TEST(Catalogue, EveryEpidemicSaysWhereItsFiguresComeFrom) {
  std::size_t epidemics = 0;
  for (const Strain& strain : built_in().strains()) {
    if (!strain.epidemic) continue;
    ++epidemics;
    EXPECT_FALSE(strain.epidemic->notes.empty()) << strain.id;
    for (const Sourced& note : strain.epidemic->notes) EXPECT_FALSE(note.source.empty());
  }
  EXPECT_GE(epidemics, 10u);
}

TEST(Description, IsReadableAtEightyColumns) {
  std::string text;
  for (const Strain& strain : built_in().strains()) text += description_of(strain);
  for (const auto line : split(text, '\n')) EXPECT_LE(line.size(), 80u) << line;
}

TEST(Description, SaysWhatIsDisputed) {
  const std::string text = description_of(*built_in().find("codered.v2"));
  EXPECT_NE(text.find("disputed: 5 to 11"), std::string::npos);
  EXPECT_NE(text.find("DISPUTED"), std::string::npos);
}

}  // namespace
}  // namespace cordon::strain
