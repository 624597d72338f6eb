#include "proto/http/body.h"

#include <zlib.h>

#include <algorithm>

#include "base/text.h"

namespace cordon::proto::http {
namespace {

constexpr std::size_t kBombRatio = 200;  // text packs to a hundredth at best

}  // namespace

void Body::begin(const Framing& framing, bool keep) {
  framing_ = framing;
  keep_ = keep;
  over_ = framing.kind == Framing::Kind::none;
  broken_ = holed_ = false;
  left_ = framing.length;
  seen_ = 0;
  part_ = framing.kind == Framing::Kind::chunked ? Part::size_line : Part::data;
  line_.clear();
  kept_.clear();
}

void Body::keep_some(std::string_view bytes) {
  seen_ += bytes.size();
  if (keep_ && kept_.size() < kMostBody) kept_ += bytes.substr(0, kMostBody - kept_.size());
}

std::size_t Body::take(std::string_view bytes) {
  switch (framing_.kind) {
    case Framing::Kind::none: return 0;
    case Framing::Kind::until_close: keep_some(bytes); return bytes.size();
    case Framing::Kind::chunked: return take_chunked(bytes);
    case Framing::Kind::length: break;
  }
  const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
  keep_some(bytes.substr(0, taken));
  left_ -= taken;
  over_ = left_ == 0;
  return taken;
}

// A whole line of the framing is in line_. Returns false where it makes no sense.
bool Body::end_line() {
  const std::string_view line = trimmed(line_);
  if (part_ == Part::data_end) {
    part_ = Part::size_line;
    return line.empty();
  }
  if (part_ == Part::trailer) {
    over_ = line.empty();
    return true;
  }
  std::uint64_t size = 0;
  std::size_t digits = 0;
  for (const char c : line) {
    const int digit = c >= '0' && c <= '9'                     ? c - '0'
                      : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                               : -1;
    if (digit < 0 || ++digits > 15) break;
    size = size << 4 | static_cast<std::uint64_t>(digit);
  }
  if (digits == 0 || digits > 15) return false;
  left_ = size;
  part_ = size == 0 ? Part::trailer : Part::data;
  return true;
}

std::size_t Body::take_chunked(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size() && !over_) {
    if (part_ == Part::data) {
      const auto taken =
          static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size() - at));
      keep_some(bytes.substr(at, taken));
      at += taken;
      left_ -= taken;
      if (left_ == 0) part_ = Part::data_end;
      continue;
    }
    const auto end = bytes.find('\n', at);
    line_ += bytes.substr(at, end == std::string_view::npos ? end : end - at);
    at = end == std::string_view::npos ? bytes.size() : end + 1;
    if (end == std::string_view::npos && line_.size() <= kMostChunkLine) break;
    broken_ = line_.size() > kMostChunkLine || !end_line();
    line_.clear();
    over_ = over_ || broken_;
  }
  return at;
}

bool Body::skip(std::uint64_t size) {
  seen_ += size;
  holed_ = true;
  if (framing_.kind == Framing::Kind::until_close) return true;
  if (part_ != Part::data || size > left_) return false;
  left_ -= size;
  if (left_ > 0) return true;
  if (framing_.kind == Framing::Kind::chunked) {
    part_ = Part::data_end;
  } else {
    over_ = true;
  }
  return true;
}

std::string_view unpacked(std::string_view body, std::string_view encoding, std::string& scratch,
                          bool& bomb) {
  bomb = false;
  const std::string coding = lowered(encoding);
  const bool gzip = coding.find("gzip") != std::string::npos;
  if (body.empty() || (!gzip && coding.find("deflate") == std::string::npos)) return body;
  // "deflate" is zlib by the standard and raw by some servers: 32 lets zlib tell, -15 is raw.
  for (const int window : {15 + 32, -15}) {
    z_stream stream{};
    if (inflateInit2(&stream, window) != Z_OK) return body;
    scratch.resize(kMostBody);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
    stream.avail_in = static_cast<uInt>(body.size());
    stream.next_out = reinterpret_cast<Bytef*>(scratch.data());
    stream.avail_out = static_cast<uInt>(scratch.size());
    inflate(&stream, Z_FINISH);
    const std::size_t made = stream.total_out, used = stream.total_in;
    inflateEnd(&stream);
    if (made == 0) continue;
    bomb = made == kMostBody && made > used * kBombRatio;
    scratch.resize(made);
    return scratch;
  }
  return body;
}

}  // namespace cordon::proto::http
