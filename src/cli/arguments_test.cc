#include "cli/arguments.h"

#include <gtest/gtest.h>

namespace cordon::cli {
namespace {

TEST(Arguments, InputsThenFilter) {
  const auto split = split_arguments({"a.pcap", "b.pcap", "tcp", "port", "80"}, false);
  EXPECT_EQ(split.inputs, (std::vector<std::string>{"a.pcap", "b.pcap"}));
  EXPECT_EQ(split.filter, "tcp port 80");
}

TEST(Arguments, AMistypedFileIsAnInputAndNoFilter) {
  EXPECT_EQ(split_arguments({"no-such.pcap"}, false).inputs.size(), 1u);
}

TEST(Arguments, BehindDashRAllIsFilter) {
  EXPECT_EQ(split_arguments({"10.0.0.1"}, true).filter, "10.0.0.1");
  EXPECT_EQ(split_arguments({"(host 10.0.0.1 and tcp[13] = 2)"}, false).filter,
            "(host 10.0.0.1 and tcp[13] = 2)");
}

}  // namespace
}  // namespace cordon::cli
