#include "siggen/volatile_text.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"

namespace cordon::siggen {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// How many bytes at the beginning of `text` have the shape: d is a digit, a is a letter, T is 'T'
/// or a blank, any other byte is itself. 0 where they have not.
std::size_t shaped(std::string_view text, std::string_view shape) {
  if (text.size() < shape.size()) return 0;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const char c = text[i];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool fits = shape[i] == 'd'   ? is_digit(c)
                      : shape[i] == 'a' ? letter
                      : shape[i] == 'T' ? c == 'T' || c == ' '
                                        : c == shape[i];
    if (!fits) return 0;
  }
  return shape.size();
}

std::size_t date_at(std::string_view text) {
  for (const std::string_view shape :
       {"aaa, dd aaa dddd dd:dd:dd", "aaa, dd-aaa-dddd dd:dd:dd", "aaa aaa dd dd:dd:dd dddd",
        "dddd-dd-ddTdd:dd:dd", "dddd-dd-dd", "dd:dd:dd"})
    if (const std::size_t size = shaped(text, shape)) return size;
  return 0;
}

std::size_t digits_at(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_digit(text[size])) ++size;
  return size;
}

/// Seconds since 1970 as ten digits, or thousandths as thirteen.
std::size_t clock_number_at(std::string_view text) {
  const std::size_t size = digits_at(text);
  return (size == 10 || size == 13) && (text[0] == '1') ? size : 0;
}

std::size_t dotted_quad_at(std::string_view text) {
  std::size_t size = 0;
  for (int field = 0; field < 4; ++field) {
    if (field > 0) {
      if (size >= text.size() || text[size] != '.') return 0;
      ++size;
    }
    const std::size_t digits = digits_at(text.substr(size));
    if (digits == 0 || digits > 3) return 0;
    size += digits;
  }
  return size;
}

constexpr std::string_view kHost = "\nhost:";

bool is_host_line(std::string_view text) {
  return text.size() >= kHost.size() && text[0] == '\n' &&
         lowered(text.substr(0, kHost.size())) == kHost;
}

std::size_t line_at(std::string_view text) {
  const std::size_t end = text.substr(0, kMostVolatileLine).find_first_of("\r\n");
  return end == std::string_view::npos ? std::min(text.size(), kMostVolatileLine) : end;
}

struct Spread {
  std::set<std::uint64_t> senders, receivers;
  bool is_wide() const {
    return senders.size() >= kLeastSpread && receivers.size() >= kLeastSpread;
  }
};

}  // namespace

std::vector<VolatileText> volatile_text_in(Bytes payload) {
  const std::string_view text = text_of(payload);
  std::vector<VolatileText> found;
  for (std::size_t at = 0; at < text.size() && found.size() < kMostVolatile;) {
    const std::string_view rest = text.substr(at);
    if (is_host_line(rest)) {
      const std::size_t begin = at + kHost.size();
      const std::size_t size = line_at(text.substr(begin));
      if (size > 0) found.push_back({begin, size});
      at = begin + size;
      continue;
    }
    const bool begins = at == 0 || !is_digit(text[at - 1]);
    std::size_t size = begins ? date_at(rest) : 0;
    if (size == 0 && begins && is_digit(rest[0])) size = clock_number_at(rest);
    const bool is_time = size > 0;
    if (!is_time && begins && is_digit(rest[0])) size = dotted_quad_at(rest);
    if (size > 0) found.push_back({at, size, is_time});
    at += std::max<std::size_t>(size, 1);
  }
  return found;
}

std::vector<Pieces> pieces_without_volatile_text(std::span<const Sample> samples) {
  std::vector<std::vector<VolatileText>> volatile_of;
  std::map<std::string_view, Spread> spread;
  const auto text = [](const Sample& sample, const VolatileText& part) {
    return text_of(sample.payload).substr(part.begin, part.size);
  };
  for (const Sample& sample : samples) {
    volatile_of.push_back(volatile_text_in(sample.payload));
    for (const VolatileText& part : volatile_of.back()) {
      Spread& of = spread[text(sample, part)];
      of.senders.insert(sample.sender);
      of.receivers.insert(sample.receiver);
    }
  }
  std::vector<Pieces> all(samples.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    std::size_t begin = 0;
    for (const VolatileText& part : volatile_of[i]) {
      if (!part.is_time && spread[text(samples[i], part)].is_wide()) continue;
      if (part.begin > begin)
        all[i].push_back(samples[i].payload.subspan(begin, part.begin - begin));
      begin = part.begin + part.size;
    }
    if (begin < samples[i].payload.size()) all[i].push_back(samples[i].payload.subspan(begin));
  }
  return all;
}

}  // namespace cordon::siggen
