#include "logs/units.h"

#include <algorithm>
#include <cstring>

#include "logs/netflow.h"

namespace cordon::logs {

Units::Units(std::unique_ptr<source::ByteStream> stream, Framing framing, Sieve* sieve)
    : stream_(std::move(stream)), framing_(framing), sieve_(sieve), buffer_(kBlock + kPadding) {}

std::string_view without_marks(std::string_view line) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  while (!line.empty() && line.front() == '\0') line.remove_prefix(1);
  if (line.starts_with(kMark)) line.remove_prefix(kMark.size());
  return line;
}

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

void Units::give(Unit& unit, std::string_view bytes, bool may_match) {
  unit.cut = bytes.size() > kMostUnit;
  unit.bytes = without_marks(bytes.substr(0, kMostUnit));
  if (unit.bytes.ends_with('\r')) unit.bytes.remove_suffix(1);
  unit.number = ++line_;
  unit.may_match = may_match;
}

bool Units::next_line(Unit& unit) {
  while (true) {
    const std::string_view rest = pending();
    const auto* end = static_cast<const char*>(std::memchr(rest.data(), '\n', rest.size()));
    if (end == nullptr) {
      if (skipping_ || rest.size() > kMostUnit) {
        at_ = end_;
        if (!skipping_) {
          skipping_ = true;
          give(unit, rest, true);
          return true;
        }
      }
      if (refill()) continue;
      at_ = end_;
      if (rest.empty() || skipping_) return false;
      give(unit, rest, true);
      return true;
    }
    const auto size = static_cast<std::size_t>(end - rest.data());
    const std::size_t begin = at_;
    at_ += size + 1;
    if (skipping_) {
      skipping_ = false;
      continue;
    }
    give(unit, rest.substr(0, size), was_sifted(begin, begin + size));
    return true;
  }
}

// Whether the sieve found something in these bytes of the buffer, or was not asked.
bool Units::was_sifted(std::size_t begin, std::size_t end) {
  if (sieve_ == nullptr) return true;
  while (next_found_ < found_.size() && found_[next_found_] <= begin) ++next_found_;
  return next_found_ < found_.size() && found_[next_found_] <= end;
}

std::size_t ObjectScan::end_in(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i < text.size(); ++i) {
    const char c = text[i];
    if (escaped_) {
      escaped_ = false;
    } else if (quoted_) {
      escaped_ = c == '\\';
      quoted_ = c != '"';
    } else if (c == '"') {
      quoted_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if (c == '}' || c == ']') {
      if (depth_ <= 1) return i + 1;
      --depth_;
    }
  }
  return 0;
}

std::size_t object_size(std::string_view text) { return ObjectScan().end_in(text, 0); }

// Passes over what is left of an object that is too long: to its end, or to a line that begins with
// another one, where this one was damaged. False at the end of the file.
bool Units::skip_object() {
  while (true) {
    const std::string_view rest = pending();
    const std::size_t end = scan_.end_in(rest, 0);
    const std::size_t other = rest.find("\n{");
    std::size_t passed = end == 0 ? rest.size() : end;
    const bool ends = end != 0 || other != std::string_view::npos;
    if (other != std::string_view::npos && other < passed) passed = other + 1;
    if (!ends && rest.ends_with('\n')) --passed;  // a brace may follow
    count_lines(rest.substr(0, passed));
    at_ += passed;
    if (ends) return true;
    if (!refill()) return false;
  }
}

void Units::count_lines(std::string_view bytes) {
  line_ += static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
}

bool Units::next_object(Unit& unit) {
  if (skipping_ && !skip_object()) return false;
  skipping_ = false;
  scan_ = {};
  std::size_t scanned = 0;
  while (true) {
    if (scanned == 0) {
      const std::size_t begin = std::min(pending().find('{'), pending().size());
      count_lines(pending().substr(0, begin));
      at_ += begin;
    }
    const std::string_view rest = pending();
    const std::string_view seen = rest.substr(0, kMostUnit);
    const std::size_t size = scan_.end_in(seen, scanned);
    scanned = seen.size();
    skipping_ = size == 0 && scanned == kMostUnit;
    if (size == 0 && !skipping_ && refill()) continue;
    if (rest.empty()) return false;
    unit = {seen.substr(0, size == 0 ? scanned : size), line_ + 1, size == 0, true};
    count_lines(unit.bytes);
    at_ += unit.bytes.size();
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
