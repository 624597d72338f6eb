#include "scan/scan_walk.h"

#include <gtest/gtest.h>

#include <deque>

#include "base/random.h"

namespace cordon::scan {
namespace {

// A client's first contacts, each so long after the one before.
class Client {
 public:
  void contact(double pause, bool succeeds, bool alive = false) {
    now_ += duration_from_seconds(pause);
    evidence::Contact c;
    c.server = net::Address::v4(0x0a000000 + static_cast<std::uint32_t>(contacts_.size()));
    c.first = c.last = now_;
    (succeeds ? c.established : c.unanswered) = 1;
    contacts_.push_back(c);
    walk_.step(contacts_.back(), alive || succeeds);
  }
  const ScanWalk& walk() const { return walk_; }
  std::size_t index_of(const evidence::Contact& c) const { return c.server.low() & 0xffff; }

 private:
  Time now_{};
  std::deque<evidence::Contact> contacts_;
  ScanWalk walk_;
};

TEST(ScanWalk, FourQuickFailuresTellAScanner) {
  Client client;
  for (int i = 0; i < 3; ++i) client.contact(1, false);
  EXPECT_FALSE(client.walk().scans());
  client.contact(1, false);
  ASSERT_TRUE(client.walk().scans());
  EXPECT_EQ(client.index_of(client.walk().onset()), 0u);
  EXPECT_EQ(client.walk().failed(), 4u);
}

TEST(ScanWalk, AGoodPastDoesNotHideATurnToTheBad) {
  Client client;
  for (int i = 0; i < 1000; ++i) client.contact(30, true);
  for (int i = 0; i < 10; ++i) client.contact(1, false);
  ASSERT_TRUE(client.walk().scans());
  EXPECT_EQ(client.index_of(client.walk().onset()), 999u);  // it follows quickly upon that one
  EXPECT_EQ(client.index_of(client.walk().first_failure()), 1000u);
}

TEST(ScanWalk, AScannersFirstContactsMaySucceed) {
  Client client;
  client.contact(1, true);
  client.contact(1, true);
  for (int i = 0; i < 10; ++i) client.contact(1, false);
  ASSERT_TRUE(client.walk().scans());
  EXPECT_EQ(client.index_of(client.walk().onset()), 0u);
  EXPECT_EQ(client.index_of(client.walk().first_failure()), 2u);
}

TEST(ScanWalk, AQuickClientWhoseContactsSucceedIsNone) {
  Client client;
  for (int i = 0; i < 500; ++i) client.contact(0.2, i % 10 != 0);
  EXPECT_FALSE(client.walk().scans());
}

TEST(ScanWalk, AnOutageIsNoScan) {
  Client client;
  for (int i = 0; i < 100; ++i) client.contact(0.5, false, true);
  EXPECT_FALSE(client.walk().scans());
}

TEST(ScanWalk, ServersWithOrdinaryFailuresAreNotTaken) {
  Random random(1);
  int taken = 0;
  for (int server = 0; server < 1000; ++server) {
    Client client;
    for (int i = 0; i < 50; ++i)
      client.contact(random.exponential(kServerPause), random.chance(kServerSucceeds));
    taken += client.walk().scans();
  }
  EXPECT_LE(taken, 5);  // the threshold's promise, over fifty thousand steps
}

}  // namespace
}  // namespace cordon::scan
