// Clean traffic and worms for tests: HTTP-like and binary flows, and payloads with an invariant
// that is split into parts between polymorphic bytes. Owns its bytes. Seeded.
#pragma once

#include <string>
#include <vector>

#include "base/random.h"
#include "siggen/pools.h"

namespace cordon::siggen {

inline std::string random_bytes(Random& random, std::size_t size) {
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(random.below(256));
  return bytes;
}

inline std::string random_letters(Random& random, std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += static_cast<char>('a' + random.below(26));
  return text;
}

inline std::string picked(Random& random, const std::vector<std::string>& from) {
  // The square makes the first ones common and the last ones rare.
  const double at = random.unit() * random.unit() * static_cast<double>(from.size());
  return from[static_cast<std::size_t>(at)];
}

inline std::string http_headers(Random& random) {
  std::string text =
      " HTTP/1.1\r\nHost: www" + std::to_string(random.below(20)) + ".example.org\r\nUser-Agent: ";
  text += picked(random, {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36",
                          "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0",
                          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15",
                          "curl/7.88.1", "python-requests/2.31.0", "Wget/1.21.3"});
  text += "\r\nAccept: */*\r\nAccept-Language: " +
          picked(random, {"en-US,en;q=0.5", "de-DE,de;q=0.9", "fr", "sv-SE"}) + "\r\n";
  if (random.chance(0.5)) text += "Cookie: sid=" + random_letters(random, 24) + "\r\n";
  if (random.chance(0.3)) text += "Referer: http://www.example.org/\r\n";
  return text + "\r\n";
}

/// A request as a site sees them: words put together, some with a body.
inline std::string http_flow(Random& random) {
  static const std::vector<std::string> kWords{
      "index", "articles", "images", "static",  "login", "search", "user",   "product",
      "cart",  "style",    "script", "news",    "about", "api",    "v1",     "items",
      "list",  "photo",    "update", "account", "help",  "terms",  "review", "archive"};
  std::string text = random.chance(0.8) ? "GET /" : "POST /";
  for (auto n = 1 + random.below(3); n > 0; --n) text += picked(random, kWords) + "/";
  text += picked(random, {"", "page.html", "view.php", "main.js", "data.json"});
  if (random.chance(0.4))
    text += "?" + picked(random, kWords) + "=" + std::to_string(random.below(100000));
  text += http_headers(random);
  if (text.starts_with("POST"))
    for (auto n = random.below(30); n > 0; --n)
      text += picked(random, kWords) + "=" + random_letters(random, 1 + random.below(12)) + "&";
  return text;
}

/// Records of a made-up binary protocol: a header with a length, names, random content.
inline std::string binary_flow(Random& random) {
  std::string flow;
  for (auto n = 1 + random.below(6); n > 0; --n) {
    const std::size_t size = 16 + random.below(400);
    flow += std::string("\xffREC\x01\x00\x00", 7) + static_cast<char>(random.below(6));
    flow += static_cast<char>(size >> 8);
    flow += static_cast<char>(size & 0xff);
    flow += picked(random, {"\\PIPE\\srvsvc", "\\PIPE\\lsarpc", "IPC$", "SHARE"});
    flow += std::string(random.below(12), '\0') + random_bytes(random, size);
  }
  return flow;
}

struct WormShape {
  std::size_t invariant = 100;  // bytes in all
  std::size_t parts = 1;
  bool http = false;       // letters within a request, or any bytes
  std::size_t rest = 600;  // polymorphic bytes, about
};

/// One worm: every payload() holds the same parts in the same order, and else new bytes.
class TestWorm {
 public:
  TestWorm(const WormShape& shape, std::uint64_t seed) : shape_(shape), random_(seed) {
    for (std::size_t i = 0; i < shape.parts; ++i)
      parts_.push_back(piece(shape.invariant / shape.parts));
  }
  std::string payload() {
    std::string text = shape_.http ? "GET /" : "";
    text += filler();
    for (const std::string& part : parts_) text += part + filler();
    return shape_.http ? text + http_headers(random_) : text;
  }
  const std::vector<std::string>& parts() const { return parts_; }

 private:
  std::string piece(std::size_t size) {
    return shape_.http ? random_letters(random_, size) : random_bytes(random_, size);
  }
  std::string filler() {
    const std::size_t mean = shape_.rest / (shape_.parts + 1);
    return piece(mean / 2 + random_.below(mean + 1));
  }
  WormShape shape_;
  Random random_;
  std::vector<std::string> parts_;
};

/// Flows with their bytes.
struct TestPools {
  void suspect(std::string payload, std::uint64_t sender, std::uint64_t receiver) {
    payloads_.push_back(std::move(payload));
    hosts_.push_back({sender, receiver});
  }
  void keep(std::string payload) { clean_payloads_.push_back(std::move(payload)); }

  /// Borrows from this; good until more is added.
  Pools pools() {
    samples_.clear();
    clean_.clear();
    for (std::size_t i = 0; i < payloads_.size(); ++i)
      samples_.push_back({bytes_of(payloads_[i]), hosts_[i].first, hosts_[i].second});
    for (const std::string& payload : clean_payloads_) clean_.push_back(bytes_of(payload));
    return {samples_, clean_};
  }
  const std::vector<std::string>& payloads() const { return payloads_; }

 private:
  std::vector<std::string> payloads_, clean_payloads_;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> hosts_;
  std::vector<Sample> samples_;
  std::vector<Bytes> clean_;
};

inline void keep_clean(TestPools& pools, bool http, std::size_t flows, std::uint64_t seed) {
  Random random(seed);
  for (std::size_t i = 0; i < flows; ++i)
    pools.keep(http ? http_flow(random) : binary_flow(random));
}

}  // namespace cordon::siggen
