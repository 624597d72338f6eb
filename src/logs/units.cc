#include "logs/units.h"

#include <algorithm>
#include <cstring>

#include "logs/netflow.h"

namespace cordon::logs {

Units::Units(std::unique_ptr<source::ByteStream> stream, Framing framing, Sieve* sieve)
    : stream_(std::move(stream)), framing_(framing), sieve_(sieve), buffer_(kBlock + kPadding) {}

bool Units::next(Unit& unit) {
  switch (framing_) {
    case Framing::lines: return next_line(unit);
    case Framing::json_objects: return next_object(unit);
    case Framing::netflow_messages: return next_message(unit);
  }
  return false;
}

bool Units::refill() {
  if (over_) return false;
  const std::size_t rest = end_ - at_;
  if (at_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + at_, rest);
    at_ = 0;
    end_ = rest;
  }
  if (buffer_.size() < rest + kBlock + kPadding)
    buffer_.resize(std::min(rest * 2 + kBlock, kMostUnit + 2 * kBlock) + kPadding);
  const std::size_t room = buffer_.size() - kPadding - end_;
  std::size_t got = 0;
  // Pipes give little at a time; a block of one line costs more than the line.
  while (got < room) {
    const std::size_t more =
        stream_->read({reinterpret_cast<std::uint8_t*>(buffer_.data() + end_ + got), room - got});
    if (more == 0) {
      over_ = true;
      break;
    }
    got += more;
    if (got >= kBlock / 2) break;
  }
  end_ += got;
  bytes_read_ += got;
  std::memset(buffer_.data() + end_, 0, kPadding);
  sift();
  return got > 0;
}

// Over the whole lines that are there; a line that is cut is sifted with what completes it.
void Units::sift() {
  found_.clear();
  next_found_ = 0;
  if (sieve_ == nullptr || framing_ != Framing::lines) return;
  const char* last =
      over_ ? buffer_.data() + end_ : static_cast<const char*>(memrchr(buffer_.data(), '\n', end_));
  sifted_ = last == nullptr ? 0 : static_cast<std::size_t>(last - buffer_.data());
  sieve_->sift(bytes_of(std::string_view(buffer_.data(), sifted_)), found_);
}

bool Units::next_line(Unit& unit) {
  while (true) {
    const std::string_view rest = pending();
    const auto* end = static_cast<const char*>(std::memchr(rest.data(), '\n', rest.size()));
    if (end == nullptr) {
      if (rest.size() >= kMostUnit) {
        if (!skipping_) {
          skipping_ = true;
          unit = {rest.substr(0, kMostUnit), ++line_, true, true};
          at_ += rest.size();
          return true;
        }
        at_ += rest.size();
      }
      if (refill()) continue;
      return give_rest(unit);
    }
    const auto size = static_cast<std::size_t>(end - rest.data());
    const std::size_t begin = at_;
    at_ += size + 1;
    if (skipping_) {
      skipping_ = false;
      continue;
    }
    unit.bytes = rest.substr(0, size);
    if (unit.bytes.ends_with('\r')) unit.bytes.remove_suffix(1);
    unit.number = ++line_;
    unit.cut = false;
    unit.may_match = sieve_ == nullptr;
    if (sieve_ != nullptr) {
      while (next_found_ < found_.size() && found_[next_found_] <= begin) ++next_found_;
      unit.may_match = next_found_ < found_.size() && found_[next_found_] <= begin + size;
    }
    return true;
  }
}

bool Units::give_rest(Unit& unit) {
  const std::string_view rest = pending();
  at_ = end_;
  if (rest.empty() || skipping_) return false;
  unit = {rest, ++line_, rest.size() > kMostUnit, true};
  return true;
}

std::size_t object_size(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
      case '"':
        for (++i; i < text.size() && text[i] != '"'; ++i)
          if (text[i] == '\\') ++i;
        break;
      case '{':
      case '[': ++depth; break;
      case '}':
      case ']':
        if (depth <= 1) return i + 1;
        --depth;
        break;
      default: break;
    }
  }
  return 0;
}

bool Units::next_object(Unit& unit) {
  while (true) {
    std::string_view rest = pending();
    std::size_t begin = 0;
    while (begin < rest.size() && rest[begin] != '{') ++begin;
    line_ += static_cast<std::uint64_t>(
        std::count(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
    at_ += begin;
    rest.remove_prefix(begin);
    const std::size_t size = rest.empty() ? 0 : object_size(rest);
    if (size == 0) {
      if (rest.size() >= kMostUnit) {
        // No object is that long: look for the next one behind its bracket.
        ++at_;
        unit = {rest.substr(0, kMostUnit), line_ + 1, true, true};
        return true;
      }
      if (refill()) continue;
      at_ = end_;
      if (rest.empty()) return false;
      unit = {rest, line_ + 1, true, true};
      return true;
    }
    unit = {rest.substr(0, size), line_ + 1, false, true};
    line_ += static_cast<std::uint64_t>(std::count(unit.bytes.begin(), unit.bytes.end(), '\n'));
    at_ += size;
    return true;
  }
}

bool Units::next_message(Unit& unit) {
  while (true) {
    const std::string_view rest = pending();
    const std::size_t size = message_size(rest, over_);
    if (size == 0 && refill()) continue;
    if (rest.empty()) return false;
    unit = {rest.substr(0, size), ++messages_, false, true};
    if (size != 0 && size != kNoMessage && size <= rest.size()) {
      at_ += size;
      return true;
    }
    // Where one message is none, nobody knows where the next begins.
    unit.bytes = rest.substr(0, kMostMessage);
    unit.cut = true;
    at_ = end_;
    over_ = true;
    return true;
  }
}

}  // namespace cordon::logs
