#include "logs/flow_record.h"

#include <gtest/gtest.h>

namespace cordon::logs {
namespace {

using event::Outcome;

Entry flow(std::uint16_t source, std::uint16_t destination,
           net::Protocol protocol = net::Protocol::tcp) {
  Entry entry;
  entry.client = {net::Address::v4(1), source};
  entry.server = {net::Address::v4(2), destination};
  entry.protocol = protocol;
  entry.client_packets = 3;
  return entry;
}

// The port that stands as the server's once the record is oriented.
std::uint16_t server_port(Entry entry, std::optional<TcpFlags> flags) {
  orient(entry, flags);
  EXPECT_EQ(entry.client_packets + entry.server_packets, 3u);
  EXPECT_EQ(entry.client_packets == 3, entry.client.address == net::Address::v4(1));
  return entry.server.port;
}

TEST(Orient, BelievesASynBeforeThePorts) {
  EXPECT_EQ(server_port(flow(80, 4000), kSyn), 4000);
  EXPECT_EQ(server_port(flow(80, 4000), TcpFlags(kSyn | kAck)), 80);
  EXPECT_EQ(server_port(flow(4000, 80), TcpFlags(kSyn | kAck)), 80);
}

TEST(Orient, TakesTheLowerPortForTheServersUnlessItIsAKnownService) {
  const auto udp = net::Protocol::udp;
  EXPECT_EQ(server_port(flow(53, 4000, udp), std::nullopt), 53);
  EXPECT_EQ(server_port(flow(1044, 1434, udp), std::nullopt), 1434);
  EXPECT_EQ(server_port(flow(2000, 3000, udp), std::nullopt), 2000);
  EXPECT_EQ(server_port(flow(3000, 3000, udp), std::nullopt), 3000);
  EXPECT_EQ(server_port(flow(0, 3000, udp), std::nullopt), 3000) << "no port is no service";
  EXPECT_EQ(server_port(flow(3000, 0, udp), std::nullopt), 0);
}

TEST(Outcome, IsToldByFlagsOfBothSides) {
  struct Case {
    const char* state;
    Outcome outcome;
  };
  const Entry entry = flow(4000, 80);
  for (const Case& c : {Case{"S_", Outcome::unanswered},
                        Case{"S_RA", Outcome::refused},
                        Case{"S_R", Outcome::refused},
                        Case{"SRPA_FSPA", Outcome::established},
                        Case{"SR_SA", Outcome::established},
                        Case{"S_SA", Outcome::established},
                        Case{"FSA_", Outcome::established},
                        Case{"PA_PA", Outcome::established},
                        Case{"FSA_SRA", Outcome::established},
                        Case{"PA_RA", Outcome::unknown},
                        Case{"_RA", Outcome::refused},
                        Case{"RA_", Outcome::unknown},
                        Case{"_", Outcome::unknown},
                        Case{"x_y", Outcome::unknown},
                        Case{"S0", Outcome::unanswered},
                        Case{"REJ", Outcome::refused},
                        Case{"SF", Outcome::established},
                        Case{"OTH", Outcome::unknown},
                        Case{"CON", Outcome::established},
                        Case{"REQ", Outcome::unanswered},
                        Case{"RST", Outcome::refused},
                        Case{"Not Established", Outcome::unanswered},
                        Case{"", Outcome::unknown}})
    EXPECT_EQ(outcome_of_state(c.state, entry), c.outcome) << c.state;
}

TEST(Outcome, OfOtherProtocolsAsksTheCounters) {
  Entry udp = flow(4000, 53, net::Protocol::udp);
  EXPECT_EQ(outcome_of_state("INT", udp), Outcome::unanswered);
  EXPECT_EQ(outcome_of_state("CON", udp), Outcome::established);
  EXPECT_EQ(outcome_of_state("URP", udp), Outcome::refused);
  Entry icmp = flow(0, 8 << 8, net::Protocol::icmp);
  EXPECT_EQ(outcome_of_state("ECO", icmp), Outcome::unanswered);
  EXPECT_EQ(outcome_of_state("URP", icmp), Outcome::unknown) << "it tells of another flow";
  icmp.server_packets = 1;
  EXPECT_EQ(outcome_of_state("ECO", icmp), Outcome::established);
}

TEST(TcpFlags, AreReadAsEachToolWritesThem) {
  for (const char* text : {"FS PA", "..A.PSF" /* any order */, "0x1b", "27", "FSPA", ".AP.SF"})
    EXPECT_EQ(read_tcp_flags(text), TcpFlags{0x1b}) << text;
  EXPECT_EQ(read_tcp_flags("0x00000012"), TcpFlags{0x12});
  EXPECT_EQ(read_tcp_flags("......"), TcpFlags{0});
  for (const char* text : {"", "none", "0x", "99999999999", "S!"})
    EXPECT_EQ(read_tcp_flags(text), std::nullopt) << text;
}

TEST(Protocol, IsANameOrANumber) {
  EXPECT_EQ(read_protocol("TCP"), net::Protocol::tcp);
  EXPECT_EQ(read_protocol("17"), net::Protocol::udp);
  EXPECT_EQ(read_protocol("ipv6-icmp"), net::Protocol::icmpv6);
  for (const char* text : {"", "arp", "256", "6x", "man"})
    EXPECT_EQ(read_protocol(text), std::nullopt) << text;
}

}  // namespace
}  // namespace cordon::logs
