#include "trace/relay.h"

#include <gtest/gtest.h>

#include "trace/sample.h"

namespace cordon::trace {
namespace {

using evidence::Kind;

std::vector<evidence::Finding> passed_on(int times, Duration delay) {
  std::vector<evidence::Finding> findings;
  for (int i = 0; i < times; ++i) {
    auto in = sample_finding(Kind::attempt, 10 * i, 1, 9);
    auto out = sample_finding(Kind::attempt, 10 * i, 9, 2);
    out.time += delay;
    in.fingerprint = out.fingerprint = static_cast<std::uint64_t>(i + 1);
    findings.push_back(in);
    findings.push_back(out);
  }
  return findings;
}

bool relays(const std::vector<evidence::Finding>& findings) {
  return is_relay(sample_case(findings).hosts.at(sample_host(9)));
}

TEST(Relay, PassesOnAtOnceWhatItIsSent) { EXPECT_TRUE(relays(passed_on(5, 100ms))); }
TEST(Relay, IsNotOneThatWaits) { EXPECT_FALSE(relays(passed_on(5, 3s))); }

TEST(Relay, IsNotOneThatSendsMoreThanItGot) {
  auto findings = passed_on(5, 100ms);
  findings.push_back(sample_finding(Kind::attempt, 100, 9, 3));
  EXPECT_FALSE(relays(findings));
}

TEST(Relay, IsNotOneThatSendsOtherBytes) {
  auto findings = passed_on(2, 100ms);
  findings[3].fingerprint = 999;
  EXPECT_FALSE(relays(findings));
}

TEST(Relay, IsNotOneThatActsInfectedBesides) {
  auto findings = passed_on(5, 100ms);
  findings.push_back(sample_finding(Kind::turned, 60, 9, 3));
  EXPECT_FALSE(relays(findings));
}

TEST(Relay, IsNotAHostThatTestsItself) {
  const std::vector<evidence::Finding> findings = {sample_finding(Kind::attempt, 1, 9, 9)};
  EXPECT_FALSE(relays(findings));
}

}  // namespace
}  // namespace cordon::trace
