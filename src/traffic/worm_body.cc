#include "traffic/worm_body.h"

#include <fmt/format.h>

#include <algorithm>

namespace cordon::traffic {
namespace {

constexpr std::size_t kShortest = 4;             // of a piece
constexpr std::size_t kLongest = 60'000;         // of a copy
constexpr std::size_t kLongestDatagram = 1'472;  // so that none is fragmented
constexpr std::size_t kHttpHead = 180;           // at most

constexpr const char* kAgents[] = {
    "Mozilla/4.0 (compatible; MSIE 5.5; Windows NT 5.0)",
    "Mozilla/5.0 (Windows; U; Windows NT 5.0; en-US; rv:0.9.2) Gecko/20010726 Netscape6/6.1",
    "Mozilla/4.77 [en] (X11; U; Linux 2.4.4 i686)"};

std::string some_word(Random& random) {
  std::string word;
  for (std::size_t i = 4 + random.below(9); i > 0; --i)
    word += static_cast<char>('a' + random.below(26));
  return word;
}

// As forms are sent; padded so that head and body have the asked size together.
std::string http_head(const net::Address& victim, std::size_t bytes, Random& random) {
  const std::string head = fmt::format(
      "POST /{} HTTP/1.1\r\nHost: {}\r\nUser-Agent: {}\r\nContent-Length: ", some_word(random),
      victim.text(), kAgents[random.below(std::size(kAgents))]);
  std::size_t body = bytes - head.size() - 5;
  while (head.size() + std::to_string(body).size() + 4 + body > bytes) --body;
  return fmt::format("{}{}\r\n\r\n", head, body);
}

}  // namespace

std::vector<std::uint8_t> random_bytes(std::size_t count, Random& random) {
  std::vector<std::uint8_t> bytes(count);
  for (std::size_t i = 0; i < count;) {
    std::uint64_t word = random.next();
    for (int k = 0; k < 8 && i < count; ++k, ++i, word >>= 8)
      bytes[i] = static_cast<std::uint8_t>(word);
  }
  return bytes;
}

Result<WormBody> WormBody::draw(const WormShape& shape, const Service& service,
                                std::uint64_t seed) {
  if (shape.pieces < 1 || shape.invariant < kShortest * shape.pieces)
    return fail("simulate", "--pieces", "there is at least one, and each has 4 bytes or more",
                "give fewer, or a longer --invariant");
  const std::size_t most = service.udp ? kLongestDatagram : kLongest;
  const std::size_t least = shape.invariant + (service.is_http() ? kHttpHead : kFrameSize);
  if (shape.bytes < least || shape.bytes > most)
    return fail("simulate", fmt::format("--payload-bytes {}", shape.bytes),
                fmt::format("with these options it must be {} to {}", least, most));
  if (shape.segments < 1 || shape.segments > shape.bytes / 2 || shape.segments > 200)
    return fail("simulate", fmt::format("--split {}", shape.segments),
                "there are 1 to 200 segments of some bytes each");
  if (service.udp && shape.segments > 1)
    return fail("simulate", fmt::format("--split {}", shape.segments), "a datagram is not split",
                "leave it out, or choose --service tcp/PORT");
  WormBody body(shape, service);
  Random random(combine(seed, hash_of(bytes_of("invariant"))));
  for (std::size_t i = 0, used = 0; i < shape.pieces; ++i) {
    const std::size_t until = shape.invariant * (i + 1) / shape.pieces;
    body.invariant_.push_back(random_bytes(until - used, random));
    used = until;
  }
  return body;
}

std::vector<std::uint8_t> WormBody::copy(const net::Address& victim, Random& random) const {
  std::vector<std::uint8_t> all;
  if (service_.is_http()) {
    all = copy_of(bytes_of(http_head(victim, shape_.bytes, random)));
  } else {
    all = framed(service_, Message::ask, static_cast<std::uint32_t>(random.next()), {});
    const std::size_t length = shape_.bytes - kFrameSize;
    all[6] = static_cast<std::uint8_t>(length >> 8);
    all[7] = static_cast<std::uint8_t>(length);
  }
  const std::size_t free = shape_.bytes - all.size() - shape_.invariant;
  std::vector<std::size_t> gaps;  // fresh bytes before each piece, summed up
  for (std::size_t i = 0; i < invariant_.size(); ++i) gaps.push_back(random.below(free + 1));
  std::sort(gaps.begin(), gaps.end());
  const std::vector<std::uint8_t> fresh = random_bytes(free, random);
  std::size_t used = 0;
  for (std::size_t i = 0; i < invariant_.size(); ++i) {
    all.insert(all.end(), fresh.begin() + static_cast<std::ptrdiff_t>(used),
               fresh.begin() + static_cast<std::ptrdiff_t>(gaps[i]));
    all.insert(all.end(), invariant_[i].begin(), invariant_[i].end());
    used = gaps[i];
  }
  all.insert(all.end(), fresh.begin() + static_cast<std::ptrdiff_t>(used), fresh.end());
  return all;
}

std::vector<std::size_t> WormBody::cuts(Random& random) const {
  std::vector<std::size_t> cuts;
  while (cuts.size() + 1 < shape_.segments) {
    const std::size_t place = 1 + random.below(shape_.bytes - 1);
    if (std::find(cuts.begin(), cuts.end(), place) == cuts.end()) cuts.push_back(place);
  }
  std::sort(cuts.begin(), cuts.end());
  return cuts;
}

}  // namespace cordon::traffic
