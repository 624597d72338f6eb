#include "event/http.h"

#include <gtest/gtest.h>

namespace cordon::event {
namespace {

TEST(HttpRequest, FindsTheFirstHeaderWhateverItsCase) {
  HttpRequest request;
  request.headers = {{"Host", "a"}, {"HOST", "b"}, {"X-Api", "c"}};
  EXPECT_EQ(request.header("host"), "a");
  EXPECT_EQ(request.header("x-api"), "c");
  EXPECT_EQ(request.header("cookie"), "");
}

}  // namespace
}  // namespace cordon::event
