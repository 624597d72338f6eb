#include "config/configuration.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "config/listing.h"

namespace cordon::config {
namespace {

net::Address host(const char* text) { return *net::Address::parse(text); }

Configuration read(std::string_view toml) {
  auto configuration = parse_configuration(toml, "c.toml");
  EXPECT_TRUE(configuration) << configuration.error().message();
  return configuration ? std::move(*configuration) : Configuration{};
}

std::string refusal(std::string_view toml) {
  const auto configuration = parse_configuration(toml, "c.toml");
  return configuration ? "" : configuration.error().message();
}

TEST(Configuration, AnEmptyOneIsTheDefaults) {
  const Configuration nothing = read("");
  EXPECT_TRUE(nothing.tuning.is_uniform());
  EXPECT_FALSE(nothing.sifting_key);
  EXPECT_EQ(listing_of(nothing), listing_of(Configuration{}));
}

TEST(Configuration, TheExampleIsComplete) {
  std::ifstream file(std::string(CORDON_ROOT) + "/examples/cordon.toml");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const Configuration example = read(text);
  const Tuning defaults;
  for (const Parameter& p : parameters()) {
    EXPECT_EQ(value_text(p, example.tuning.all()), value_text(p, defaults)) << p.table << p.key;
    if (!p.is_list()) {
      EXPECT_EQ(p.get(example.tuning.all()), p.get(defaults)) << p.table << p.key;
    }
    EXPECT_NE(text.find("\n" + p.key + " = "), std::string::npos) << p.table << p.key;
  }
  EXPECT_TRUE(example.tuning.is_uniform());
  EXPECT_TRUE(text.starts_with(listing_of(Configuration{})))
      << "cordon config > examples/cordon.toml";
}

TEST(Configuration, EveryParameterIsReadAndWrittenBack) {
  for (const Parameter& p : parameters()) {
    if (p.is_list()) continue;
    const Tuning defaults;
    const double usual = p.get(defaults);
    double other = p.kind == Kind::flag ? 1 - usual : usual * 1.01;
    if (p.kind == Kind::count) other = usual + 1;
    if (p.kind == Kind::time) other = usual + 2;
    if (p.high < other || other == usual) other = p.low + (p.high - p.low) / 2;
    const Configuration read_back =
        read("[detect." + p.table + "]\n" + p.key + " = " + value_text(p, other) + "\n");
    EXPECT_NEAR(p.get(read_back.tuning.all()), other, 1e-5 * std::abs(other)) << p.table << p.key;
    for (const Parameter& q : parameters()) {
      if (&q == &p) continue;
      EXPECT_EQ(value_text(q, read_back.tuning.all()), value_text(q, defaults))
          << p.table << "." << p.key << " changes " << q.table << "." << q.key;
    }
  }
}

TEST(Configuration, ItsListingReadsBack) {
  const std::string toml =
      "[fleet]\nnetworks = ['10.0.0.0/8', '2001:db8::/32']\n"
      "[detect.scan]\nmay_scan = ['10.0.0.9']\nrelayed = ['udp/53']\nbenign_for = '5min'\n"
      "[network.'10.3.0.0/16'.detect.flood]\nleast_rate = 50\n"
      "[role.mail]\nhosts = ['10.3.1.0/24']\n[role.mail.detect.scan.slow]\nhosts = 20\n";
  const std::string listing = listing_of(read(toml));
  EXPECT_EQ(listing_of(read(listing)), listing);
  EXPECT_NE(listing.find("(default \"30min\")"), std::string::npos) << listing;
}

TEST(Configuration, ARoleWinsOverTheLongestNetworkKeyByKey) {
  const Configuration c = read(
      "[detect.flood]\nleast_rate = 20\nfar_above = 11\n"
      "[network.'10.0.0.0/8'.detect.flood]\nleast_rate = 30\nleast_packets = 300\n"
      "[network.'10.3.0.0/16'.detect.flood]\nleast_rate = 40\n"
      "[role.mail]\nhosts = ['10.3.1.0/24', '192.0.2.1']\n"
      "[role.mail.detect.flood]\nleast_rate = 50\n");
  const auto rate = [&](const char* of) { return c.tuning.of(host(of)).flood.least_rate; };
  EXPECT_EQ(rate("192.0.2.9"), 20);
  EXPECT_EQ(rate("10.9.9.9"), 30);
  EXPECT_EQ(rate("10.3.9.9"), 40);
  EXPECT_EQ(rate("10.3.1.9"), 50);
  EXPECT_EQ(rate("192.0.2.1"), 50);
  EXPECT_EQ(c.tuning.of(host("10.3.1.9")).flood.least_packets, 300);
  EXPECT_EQ(c.tuning.of(host("192.0.2.1")).flood.least_packets, 100);
  EXPECT_EQ(c.tuning.of(host("10.3.1.9")).flood.far_above, 11);
  ASSERT_EQ(c.overrides_of(host("10.3.1.9")).size(), 3u);
  const std::string listing = listing_of(c, host("10.3.1.9"));
  EXPECT_NE(listing.find("packets a second of a host upon one target (default 10), by role.mail"),
            std::string::npos)
      << listing;
}

TEST(Configuration, SaysWhatIsWrongAndWhere) {
  struct Case {
    const char* toml;
    const char* says;
  };
  const Case cases[] = {
      {"[detect.scan.remote]\nthetta0 = 0.7\n",
       "c.toml:2: [detect.scan.remote] thetta0 is no field of a configuration; did you mean "
       "theta0?"},
      {"[detect.scna]\n",
       "c.toml:1: [detect] scna is no field of a configuration; did you mean scan?"},
      {"colour = 'red'\n", "c.toml:1: colour is no field"},
      {"[detect.scan]\nenabled = 1\n", "c.toml:2: [detect.scan] enabled must be true or false"},
      {"[detect.scan]\nvertical_ports = 8.5\n",
       "[detect.scan] vertical_ports must be a whole number, 2 to 65535"},
      {"[detect.scan]\nvertical_ports = '8'\n", "vertical_ports must be a number"},
      {"[detect.scan]\nbenign_for = 30\n",
       "benign_for must be a time as \"90s\" or \"30min\", 1s to"},
      {"[detect.scan]\nbenign_for = '3 weeks'\n", "benign_for must be a time"},
      {"[detect.scan.remote]\ntheta0 = nan\n", "theta0 must be a number, 0.02 to 0.999"},
      {"[detect.scan.remote]\ntheta0 = 0.1\n",
       "c.toml:1: [detect.scan.remote] theta1 must be below theta0"},
      {"[detect.scan]\nrelayed = ['25']\n", "relayed must be a list of services as \"tcp/25\""},
      {"[detect.scan]\nmay_scan = ['10.0.0.0/99']\n", "may_scan must be a list of networks"},
      {"[detect]\nscan = 3\n", "c.toml:2: [detect] scan must be a table"},
      {"[fleet]\nnetworks = ['ten']\n", "[fleet] networks has ten, which is no network"},
      {"[sift]\nkey = 'secret'\n", "[sift] key must be 16 hexadecimal digits"},
      {"[sift]\nkey = '0000000000000000'\n", "[sift] key must be 16 hexadecimal digits"},
      {"[sift]\nkey = '0123456789abcdef'\nkey_file = 'k'\n",
       "key_file and key cannot both be given"},
      {"[network.office.detect.scan]\nenabled = false\n",
       "[network] office must be a network as \"10.3.0.0/16\""},
      {"[network.'10.0.0.1/8']\n[network.'10.0.0.0/8']\n", "is given twice"},
      {"[network.'10.0.0.0/8'.detect.content]\nthreshold = 9\n",
       "[network.\"10.0.0.0/8\".detect.content] threshold holds for the whole site: give it in "
       "[detect.content]"},
      {"[role.mail.detect.scan]\nauthorised = true\n", "[role.mail] hosts must list the hosts"},
      {"[role.mail]\nhosts = ['10.1.2.3/33']\n",
       "[role.mail] hosts has \"10.1.2.3/33\", which is no"},
      {"[role.a]\nhosts = ['10.1.2.3']\n[role.b]\nhosts = ['10.1.2.3/32']\n",
       "[role.b] hosts has 10.1.2.3/32, which role.a has already"},
      {"[role.a]\nhosts = ['10.1.2.3']\n[role.a.detect.scan.remote]\ntheta1 = 0.9\n",
       "[role.a.detect.scan.remote] theta1 must be below theta0"},
      {"[detect.scan\n", "c.toml:1:"},
  };
  for (const Case& c : cases) {
    const std::string said = refusal(c.toml);
    EXPECT_NE(said.find(c.says), std::string::npos) << c.toml << "says: " << said;
    EXPECT_EQ(said.find('\n'), std::string::npos) << said;
  }
}

class KeyFile : public testing::Test {
 protected:
  std::string write(const char* name, const std::string& text) {
    const auto path = folder_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_ = [] {
    std::string path = (std::filesystem::temp_directory_path() / "cordon-config-XXXXXX").string();
    return std::filesystem::path(mkdtemp(path.data()));
  }();
};

TEST_F(KeyFile, IsLookedForBesideTheConfiguration) {
  write("sifting.key", "0123456789abcdef\n");
  const auto read = read_configuration(write("cordon.toml", "[sift]\nkey_file = 'sifting.key'\n"));
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(read->sifting_key, 0x0123456789abcdefu);
  EXPECT_EQ(listing_of(*read).find("0123456789abcdef"), std::string::npos);
}

TEST_F(KeyFile, IsRefusedWhereItHoldsNoKey) {
  for (const std::string& text : {std::string(), std::string("0123"), std::string(1000, 'a')}) {
    write("sifting.key", text);
    const auto read =
        read_configuration(write("cordon.toml", "[sift]\nkey_file = 'sifting.key'\n"));
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().message().find("sifting.key"), std::string::npos);
  }
  EXPECT_FALSE(read_configuration(write("cordon.toml", "[sift]\nkey_file = 'none.key'\n")));
  EXPECT_FALSE(read_configuration(folder_.string()));
  EXPECT_FALSE(
      read_configuration(write("big.toml", std::string(kMostConfigurationBytes + 1, '#'))));
}

}  // namespace
}  // namespace cordon::config
