#include "siggen/volatile_text.h"

#include <gtest/gtest.h>

namespace cordon::siggen {
namespace {

std::vector<std::string> found_in(std::string_view text) {
  std::vector<std::string> found;
  for (const VolatileText& part : volatile_text_in(bytes_of(text)))
    found.emplace_back(text.substr(part.begin, part.size));
  return found;
}
using Texts = std::vector<std::string>;

TEST(VolatileText, IsDatesClocksAddressesAndHosts) {
  EXPECT_EQ(found_in("Date: Mon, 06 May 2024 08:00:00 GMT\r\n"),
            Texts{"Mon, 06 May 2024 08:00:00"});
  EXPECT_EQ(found_in("at 2024-05-06T08:00:00Z or 2024-05-07"),
            (Texts{"2024-05-06T08:00:00", "2024-05-07"}));
  EXPECT_EQ(found_in("t=1714982400&ms=1714982400123&n=12345678901"),
            (Texts{"1714982400", "1714982400123"}));
  EXPECT_EQ(found_in("wget http://10.0.0.12/bins.sh"), Texts{"10.0.0.12"});
  EXPECT_EQ(found_in("GET / HTTP/1.0\r\nHOST: www.example.org:80\r\n\r\n"),
            Texts{" www.example.org:80"});
}

TEST(VolatileText, IsNotVersionsAndOtherNumbers) {
  EXPECT_EQ(found_in("HTTP/1.1 rv:115.0 1.2.3 2714982400 1234.5.6.7"), Texts{});
  EXPECT_EQ(found_in(""), Texts{});
  EXPECT_EQ(found_in("1.2.3."), Texts{});
}

std::string pieces_text(const Pieces& pieces) {
  std::string text;
  for (const Bytes piece : pieces) text += std::string(text_of(piece)) + "|";
  return text;
}

TEST(VolatileText, IsCutOutUnlessManyHostsSayTheSame) {
  const std::string own = "get 10.0.0.1/x from 192.0.2.9";
  std::vector<Sample> samples;
  for (std::uint64_t i = 0; i < 3; ++i) samples.push_back({bytes_of(own), i, 10 + i});
  EXPECT_EQ(pieces_text(pieces_without_volatile_text(samples)[0]), own + "|");
  samples.pop_back();
  EXPECT_EQ(pieces_text(pieces_without_volatile_text(samples)[0]), "get |/x from |");
}

TEST(VolatileText, TimesAreCutOutAlways) {
  const std::string text = "a=1714982400;";
  std::vector<Sample> samples;
  for (std::uint64_t i = 0; i < 9; ++i) samples.push_back({bytes_of(text), i, 10 + i});
  EXPECT_EQ(pieces_text(pieces_without_volatile_text(samples)[0]), "a=|;|");
}

}  // namespace
}  // namespace cordon::siggen
