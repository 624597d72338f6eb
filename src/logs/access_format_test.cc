#include "logs/access_format.h"

#include <gtest/gtest.h>

namespace cordon::logs {
namespace {

// "before" and each field's number with the text that ends it.
std::string compiled(std::string_view text) {
  const auto format = compile_access_format(text);
  if (!format) return "!" + format.error().message();
  std::string out = format->before;
  for (const Piece& piece : format->pieces)
    out += "<" + std::to_string(static_cast<int>(piece.part)) + piece.name + ">" + piece.until;
  return out;
}

TEST(AccessFormat, OfApacheAndOfNginxAreTheSame) {
  EXPECT_EQ(compiled(R"(%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i")"),
            compiled(R"($remote_addr $x $remote_user [$time_local] "$request" $status )"
                     R"($body_bytes_sent "$http_referer" "$http_user_agent")"));
  EXPECT_EQ(compiled(R"(%a:%{remote}p %A:%p %U%q "%H" %I %O)"),
            compiled(R"($remote_addr:$remote_port $server_addr:$server_port $request_uri )"
                     R"("$server_protocol" $request_length $bytes_sent)"));
  EXPECT_EQ(compiled("%h %m %U"), compiled("${remote_addr} $request_method ${uri}"));
}

TEST(AccessFormat, TakesModifiersAndOtherFields) {
  EXPECT_EQ(compiled(R"(%h %t "%r" %!200,304,302{Referer}i %<s %400b %{c}a %% %D %{X}e %^FB)"),
            compiled(R"(%h %t "%r" %{Referer}i %s %b %a %% %T %{Y}e %{Z}o)"));
  EXPECT_EQ(compiled(R"(%h "%r" "%{X-Api-Version}i")").substr(0, 9),
            compiled(R"(%h "%r" )").substr(0, 9));
  EXPECT_NE(compiled(R"(%h "%r" "%{X-Api-Version}i")").find("X-Api-Version>\""), std::string::npos);
  EXPECT_NE(compiled(R"($remote_addr "$request" "$http_x_api_version")").find("x-api-version>\""),
            std::string::npos);
}

TEST(AccessFormat, IsTakenOutOfAConfigurationFile) {
  const std::string plain = compiled(R"(%h %l %u %t "%r" %>s %b)");
  EXPECT_EQ(compiled(R"(LogFormat "%h %l %u %t \"%r\" %>s %b" common)"), plain);
  EXPECT_EQ(compiled(R"(%h %l %u %t \"%r\" %>s %b)"), plain);
  EXPECT_EQ(compiled("log_format  main  '$remote_addr - $remote_user [$time_local] \"$request\" '\n"
                     "                  '$status $body_bytes_sent \"$http_referer\"';"),
            compiled("$remote_addr - $remote_user [$time_local] \"$request\" $status "
                     "$body_bytes_sent \"$http_referer\""));
  EXPECT_EQ(compiled("'$remote_addr \"$request\" '\n'$status'"),
            compiled("$remote_addr \"$request\" $status"));
}

TEST(AccessFormat, ThatCannotWorkIsRefusedWithItsPlace) {
  EXPECT_NE(compiled("%h%l \"%r\"").find("nothing stands between two fields at character 3"),
            std::string::npos);
  EXPECT_NE(compiled("\"%r\" %s").find("no client"), std::string::npos);
  EXPECT_NE(compiled("%h %t").find("no request"), std::string::npos);
  EXPECT_NE(compiled("%h \"%r\" %{x").find("is not closed"), std::string::npos);
  EXPECT_NE(compiled("%h \"%r\" $").find("no name behind '$'"), std::string::npos);
  EXPECT_NE(compiled("%h \"%r\" %").find("in the middle of a field"), std::string::npos);
  for (const char* wrong : {"", "LogFormat ", "log_format x '", "'", "%{}i", "%^", "%!"})
    EXPECT_TRUE(compiled(wrong).starts_with("!")) << wrong;
  std::string many = "%h \"%r\"";
  for (std::size_t i = 0; i < kMostPieces; ++i) many += " %D";
  EXPECT_NE(compiled(many).find("more than"), std::string::npos);
}

}  // namespace
}  // namespace cordon::logs
