#include "proto/rmi/reader.h"

#include <gtest/gtest.h>

namespace cordon::proto::rmi {
namespace {

struct Seen final : event::Observer {
  void see(const event::RmiHandshake& h) override {
    handshakes.push_back({h.version, h.protocol, h.acknowledged});
  }
  struct One {
    int version, protocol;
    bool acknowledged;
  };
  std::vector<One> handshakes;
};

TEST(Rmi, ReadsTheHandshakeAndItsAnswer) {
  Seen seen;
  Counters counters;
  const event::Demand demand;
  Context context{demand, seen, counters};
  Reader reader(context);
  event::Flow flow;
  const std::string asked("JRMI\0\2K", 7);
  for (std::size_t i = 0; i < asked.size(); ++i)
    reader.chunk({flow, event::Side::client, {}, i, bytes_of(asked).subspan(i, 1)});
  reader.chunk({flow, event::Side::server, {}, 0, bytes_of("N")});
  ASSERT_EQ(seen.handshakes.size(), 2u);
  EXPECT_EQ(seen.handshakes[0].version, 2);
  EXPECT_EQ(seen.handshakes[0].protocol, 'K');
  EXPECT_TRUE(seen.handshakes[1].acknowledged);
}

TEST(Rmi, IsToldByItsMagic) {
  EXPECT_EQ(recognise(event::Side::client, "JR", {}), Verdict::more);
  EXPECT_EQ(recognise(event::Side::client, "JRMI", {}), Verdict::yes);
  EXPECT_EQ(recognise(event::Side::client, "JSON", {}), Verdict::no);
}

}  // namespace
}  // namespace cordon::proto::rmi
