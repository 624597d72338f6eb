#include "logs/recognise.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/random.h"
#include "logs/recognisers.h"
#include "logs/sink_for_test.h"

namespace cordon::logs {
namespace {

std::string name_of(std::string_view first, const Hints& hints = {}) {
  const auto format = recognise(first, hints);
  if (!format) return "!" + format.error().message();
  return *format ? (*format)->name : "none";
}

constexpr std::string_view kRequest =
    "192.0.2.7 - - [09/Jan/2024:12:00:00 +0000] \"GET /x HTTP/1.0\" 404 5\n";

TEST(Recognise, AMarkGoesBeforeAGuess) {
  EXPECT_EQ(name_of(kRequest), "common access log");
  EXPECT_EQ(name_of("Jan  9 12:00:01 web1 httpd[7]: " + std::string(kRequest)),
            "common access log in syslog")
      << "not a request of a client called Jan";
  EXPECT_EQ(name_of("<13>1 2024-01-09T12:00:01Z web1 httpd - - - " + std::string(kRequest)),
            "common access log in syslog");
  EXPECT_EQ(name_of("2024-01-09T12:00:01.5Z stdout F " + std::string(kRequest)),
            "common access log in syslog")
      << "a container's";
  EXPECT_EQ(name_of("Jan  9 12:00:01 web1 sshd[7]: session opened for user x\n"), "syslog");
  EXPECT_EQ(name_of("#Fields: date time c-ip cs-method cs-uri-stem\n"), "W3C extended (IIS)");
  EXPECT_EQ(name_of("#separator \\x09\n#path\tconn\n#fields\tts\n"), "Zeek conn");
}

TEST(Recognise, MarksAndZerosAreNoMatter) {
  for (const std::string_view text :
       {kRequest, std::string_view("#Fields: date time c-ip cs-method cs-uri-stem\n"),
        std::string_view("#separator \\x09\n#path\tconn\n#fields\tts\n"),
        std::string_view("time,client,url,status\n"),
        std::string_view(
            "{\"time\":1,\"remote_addr\":\"192.0.2.7\",\"request\":\"GET / HTTP/1.0\"}\n")}) {
    const std::string plain = name_of(text);
    EXPECT_NE(plain, "none") << text;
    EXPECT_EQ(name_of("\xEF\xBB\xBF" + std::string(text)), plain);
    EXPECT_EQ(name_of(std::string(100, '\0') + std::string(text)), plain);
  }
}

TEST(Recognise, ALastLineThatIsCutDoesNotCount) {
  EXPECT_EQ(name_of(std::string(kRequest) + std::string(kRequest.substr(0, 40))),
            "common access log");
  EXPECT_EQ(name_of(kRequest.substr(0, kRequest.size() - 1)), "common access log");
  EXPECT_EQ(name_of("x"), "none");
}

TEST(Recognise, SomeStrangeLinesDoNotHideAFormat) {
  std::string text;
  for (int i = 0; i < 20; ++i) {
    text += kRequest;
    if (i % 3 == 0) text += "PHP Notice: undefined\n";
  }
  EXPECT_EQ(name_of(text), "common access log");
  text.clear();
  for (int i = 0; i < 20; ++i) text += "PHP Notice: undefined\n";
  EXPECT_EQ(name_of(text + std::string(kRequest)), "none");
}

TEST(Recognise, NothingAndBlanksAreEmpty) {
  for (const char* text : {"", "\n", " \r\n\t\n", "\xEF\xBB\xBF"})
    EXPECT_EQ(name_of(text), "empty") << text;
  EXPECT_EQ(name_of(std::string(10, '\0')), "empty");
}

TEST(Recognise, HintsThatMakeNoSenseAreErrors) {
  EXPECT_EQ(name_of(kRequest, {"%h", "", ""}).front(), '!');
  EXPECT_EQ(name_of(kRequest, {"", "x=y", ""}).front(), '!');
}

TEST(Recognise, NoBytesCrashIt) {
  Random random(7);
  constexpr std::string_view kLetters = "{}[]\"\\:,#\t \n\r\0-0189/GET.x\xff\xef\xbb\xbf\x05\x09";
  for (int i = 0; i < 400; ++i) {
    std::string text;
    for (std::uint64_t n = random.below(200); n > 0; --n)
      text += random.chance(0.9) ? kLetters[random.below(kLetters.size())]
                                 : static_cast<char>(random.below(256));
    (void)name_of(text);
  }
}

TEST(Fit, CountsWhatIsUnderstoodAndWhoseClientHasAnAddress) {
  const auto format = recognise_access(kRequest, {});
  ASSERT_TRUE(format.has_value());
  const std::string text = "# comment\n\n" + std::string(kRequest) +
                           "name - - [09/Jan/2024:12:00:00 +0000] \"GET /x HTTP/1.0\" 404 5\r\n"
                           "junk\n" +
                           std::string(kRequest.substr(0, 30));
  const Fit fit = fit_of(*format->parser, text);
  EXPECT_EQ(fit.lines, 3u) << "the last is cut";
  EXPECT_EQ(fit.understood, 2u);
  EXPECT_EQ(fit.named, 1u);
  EXPECT_EQ(fit_of(*format->parser, "").share(), 0);
}

TEST(Recognise, KnowsEveryLogOfTheSharedData) {
  const std::filesystem::path folder = CORDON_SHARED "/data";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no shared data";
  for (const char* sort : {"logs", "eve", "netflow"})
    for (const auto& at : std::filesystem::recursive_directory_iterator(folder / sort)) {
      const std::string name = at.path().filename();
      if (!at.is_regular_file() || name.find("README") != std::string::npos ||
          name.ends_with(".md") || name.starts_with("DERIVED"))
        continue;
      const std::string text = file_text(at.path()).substr(0, kFirstBytes);
      EXPECT_NE(name_of(text, {"", "", name}), "none") << at.path();
    }
}

}  // namespace
}  // namespace cordon::logs
