#include "proto/ldap/reader.h"

#include <gtest/gtest.h>

namespace cordon::proto::ldap {
namespace {

std::string element(std::uint8_t tag, const std::string& value) {
  return std::string(1, static_cast<char>(tag)) + static_cast<char>(value.size()) + value;
}
std::string message(int id, const std::string& operation) {
  return element(0x30, element(2, std::string(1, static_cast<char>(id))) + operation);
}
std::string attribute(const std::string& name, const std::string& value) {
  return element(0x30, element(4, name) + element(0x31, element(4, value)));
}

struct Seen final : event::Observer {
  void see(const event::LdapMessage& m) override {
    text += std::to_string(static_cast<int>(m.operation)) + ":" + std::string(m.name) + ":" +
            m.code_base + " ";
  }
  std::string text;
};

std::string read(const std::string& bytes, std::size_t piece) {
  Seen seen;
  Counters counters;
  const event::Demand demand;
  Context context{demand, seen, counters};
  Reader reader(context);
  event::Flow flow;
  for (std::size_t at = 0; at < bytes.size(); at += piece)
    reader.chunk({flow, event::Side::client, {}, at, head(tail(bytes_of(bytes), at), piece)});
  return seen.text;
}

const std::string kTalk =
    message(1, element(0x60, element(2, "\3") + element(4, "") + element(0x80, ""))) +
    message(2, element(0x63, element(4, "Rsc"))) +
    message(2, element(0x64, element(4, "Rsc") +
                                 element(0x30, attribute("javaCodeBase", "http://10.0.0.1/"))));
const std::string kRead = "0:: 2:Rsc: 3:Rsc:http://10.0.0.1/ ";

TEST(Ldap, ReadsWhatACallBackAsksAndIsTold) {
  EXPECT_EQ(read(kTalk, kTalk.size()), kRead);
  EXPECT_EQ(read(kTalk, 1), kRead);
  EXPECT_EQ(recognise(event::Side::client, kTalk, {}), Verdict::yes);
}

TEST(Ldap, WhatIsNoneIsTold) {
  EXPECT_EQ(recognise(event::Side::client, "GET / HTTP/1.0", {}), Verdict::no);
  EXPECT_EQ(recognise(event::Side::client, "0\x84", {}), Verdict::more);
  EXPECT_EQ(read(std::string("\x30\x84\xff\xff\xff\xff", 6) + kTalk, 100), "");
}

}  // namespace
}  // namespace cordon::proto::ldap
