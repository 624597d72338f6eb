#include "proto/http/uri.h"

#include <gtest/gtest.h>

namespace cordon::proto::http {
namespace {

std::string normal(std::string_view target) {
  std::string scratch;
  return std::string(normal_uri(target, scratch));
}
std::string iis(std::string_view target) {
  std::string scratch;
  return std::string(iis_uri(target, scratch));
}

TEST(NormalUri, LeavesPlainTargetsWhereTheyAre) {
  std::string scratch;
  const std::string_view target = "/index.html?a=b";
  EXPECT_EQ(normal_uri(target, scratch).data(), target.data());
  EXPECT_EQ(iis_uri(target, scratch).data(), target.data());
}

TEST(NormalUri, DecodesOnceAndResolves) {
  EXPECT_EQ(normal("/cgi-bin/.%2e/%2e%2e/bin/sh"), "/bin/sh");
  EXPECT_EQ(normal("/cgi-bin/%%32%65%%32%65/bin/sh"), "/cgi-bin/%2e%2e/bin/sh");
  EXPECT_EQ(normal("/a//b/./c/../d"), "/a/b/d");
  EXPECT_EQ(normal("/../../etc/passwd"), "/etc/passwd");
  EXPECT_EQ(normal("/a?x=%41+b"), "/a?x=A+b");
  EXPECT_EQ(normal("/a%zz%4"), "/a%zz%4");
  EXPECT_EQ(normal("/scripts/..%255c../cmd.exe"), "/scripts/..%5c../cmd.exe");
}

TEST(IisUri, ReadsNimdasTricks) {
  for (const char* target : {"/scripts/..%255c../winnt/system32/cmd.exe?/c+dir",
                             "/scripts/..%5c../winnt/system32/cmd.exe?/c+dir",
                             "/scripts/..%c0%af../winnt/system32/cmd.exe?/c+dir",
                             "/scripts/..%c1%1c../winnt/system32/cmd.exe?/c+dir",
                             "/scripts/..%c0%2f../winnt/system32/cmd.exe?/c+dir",
                             "/scripts/..%c1%9c../winnt/system32/cmd.exe?/c+dir",
                             "/scripts/..%%35%63../winnt/system32/cmd.exe?/c+dir",
                             "/scripts/..%%35c../winnt/system32/cmd.exe?/c+dir",
                             "/scripts/..%25%35%63../winnt/system32/cmd.exe?/c+dir",
                             "/scripts/..%252f../winnt/system32/cmd.exe?/c+dir",
                             "/scripts/..%e0%80%af../winnt/system32/cmd.exe?/c+dir"})
    EXPECT_EQ(iis(target), "/winnt/system32/cmd.exe?/c+dir") << target;
}

TEST(IisUri, ReadsWideEscapesAndBackslashes) {
  EXPECT_EQ(iis("/a%u002fb"), "/a/b");
  EXPECT_EQ(iis("/x\\..\\y"), "/y");
  EXPECT_EQ(iis("/default.ida?%u9090"), "/default.ida?\xe9\x82\x90");
}

TEST(Uris, LeaveOutSchemeAndHostOfAnAbsoluteTarget) {
  EXPECT_EQ(normal("http://www.worm.com/default.ida?NN"), "/default.ida?NN");
  EXPECT_EQ(iis("HTTP://h/scripts/..%255c../winnt/system32/cmd.exe"), "/winnt/system32/cmd.exe");
  EXPECT_EQ(normal("http://h?q"), "?q");
  EXPECT_EQ(normal("http://h"), "/");
  EXPECT_EQ(normal("httpd.conf"), "httpd.conf");
  EXPECT_EQ(normal("/x?u=http://h/y"), "/x?u=http://h/y");
}

TEST(Uris, NeverGrowBeyondTheirTarget) {
  for (const char* target :
       {"%", "%%", "%u", "%u00", "/..", "/.", "//", "", "?", "/%c0", "/%e0%80"}) {
    EXPECT_LE(normal(target).size(), std::string_view(target).size() + 1);
    EXPECT_LE(iis(target).size(), std::string_view(target).size() + 1);
  }
}

}  // namespace
}  // namespace cordon::proto::http
