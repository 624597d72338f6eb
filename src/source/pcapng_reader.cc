// The block-structured capture format (draft-ietf-opsawg-pcapng). Every block is
//
//     type | total length | body, padded to 4 bytes | total length again      each field 32 bits
//
// in the byte order of its section, which the section's header tells. Read are section headers,
// interface descriptions, enhanced, simple and obsolete packet blocks and interface statistics;
// other blocks are passed over. A block whose lengths cannot be true is damage: the next block that
// has its length at both ends is looked for within kResyncDistance.

#include <algorithm>
#include <cstring>
#include <limits>
#include <vector>

#include "source/reader.h"

namespace cordon::source {
namespace {

constexpr std::uint32_t kSectionHeader = 0x0a0d0d0a, kInterface = 1, kObsoletePacket = 2,
                        kSimplePacket = 3, kStatistics = 5, kEnhancedPacket = 6;
constexpr std::uint32_t kByteOrder = 0x1a2b3c4d;
constexpr std::size_t kLeastBlock = 12;
/// The longest block that we look into: the longest frame, and its options.
constexpr std::uint32_t kMostBlock = kMostCaptured + 128 * 1024;
static_assert(kMostBlock <= kMostReach);
/// An interface costs a file 20 bytes and us as many: without an end a file of them would fill
/// memory.
constexpr std::size_t kMostInterfaces = 1 << 16;

class Fields {
 public:
  Fields(Bytes bytes, bool swapped) : bytes_(bytes), swapped_(swapped) {}
  std::size_t size() const { return bytes_.size(); }
  Bytes bytes() const { return bytes_; }
  std::uint16_t u16(std::size_t at) const {
    const auto value = load<std::uint16_t>(at);
    return swapped_ ? __builtin_bswap16(value) : value;
  }
  std::uint32_t u32(std::size_t at) const {
    const auto value = load<std::uint32_t>(at);
    return swapped_ ? __builtin_bswap32(value) : value;
  }
  std::uint64_t u64(std::size_t at) const {
    const auto value = load<std::uint64_t>(at);
    return swapped_ ? __builtin_bswap64(value) : value;
  }
  Fields from(std::size_t at) const { return {tail(bytes_, at), swapped_}; }
  Fields piece(std::size_t at, std::size_t size) const {
    return {head(tail(bytes_, at), size), swapped_};
  }

 private:
  // Zero where the field is not all there, as Cursor does.
  template <class Value>
  Value load(std::size_t at) const {
    Value value = 0;
    if (at + sizeof value <= bytes_.size()) std::memcpy(&value, bytes_.data() + at, sizeof value);
    return value;
  }
  Bytes bytes_;
  bool swapped_;
};

template <class See>
void each_option(Fields options, See see) {
  while (options.size() >= 4) {
    const std::uint16_t code = options.u16(0), length = options.u16(2);
    if (code == 0) return;
    see(code, options.piece(4, length));
    options = options.from(4 + (std::size_t{length} + 3) / 4 * 4);
  }
}

// One interface's clock and link.
struct Interface {
  net::LinkType link = net::LinkType::ethernet;
  std::uint32_t snap_length = 0;  // 0: none
  std::uint8_t resolution = 6;    // 10^-n seconds; with the top bit 2^-n
  std::int64_t offset = 0;        // seconds
  std::uint64_t dropped = 0;      // as the latest statistics say

  Time time(std::uint64_t ticks) const {
    __extension__ using Wide = __int128;
    constexpr std::int64_t kSecond = 1'000'000'000;
    const int power = resolution & 0x7f;
    Wide ns = 0;
    if ((resolution & 0x80) != 0) {
      // 64 bits of ticks by 30 of a second's nanoseconds: 94, so that a shift beyond leaves
      // nothing.
      ns = power < 100 ? Wide{ticks} * kSecond >> power : 0;
    } else {
      ns = ticks;
      for (int i = power; i < 9; ++i) ns *= 10;
      for (int i = std::min(power, 40); i > 9; --i) ns /= 10;
    }
    ns += Wide{offset} * kSecond;
    return time_from_ns(static_cast<std::int64_t>(
        std::clamp<Wide>(ns, 0, std::numeric_limits<std::int64_t>::max())));
  }
};

class PcapngReader : public Reader {
 public:
  PcapngReader(Window& window, Damage& damage) : window_(window), damage_(damage) {}

  std::size_t read(std::span<net::Frame> room) override {
    std::size_t given = 0;
    while (given < room.size() && !ended_) {
      if (window_.bytes().size() < kLeastBlock) {
        if (given > 0 || !reach_block()) break;
        continue;
      }
      const std::uint32_t type = peek(0);
      const std::uint32_t length = length_of_block(type);
      if (length < kLeastBlock || length % 4 != 0 || (is_packet(type) && length > kMostBlock)) {
        if (given > 0) break;
        resynchronise();
        continue;
      }
      if (!is_read(type) || length > kMostBlock) {
        if (given > 0) break;
        pass_over(length);
        continue;
      }
      if (window_.bytes().size() < length) {
        if (given > 0) break;
        if (!window_.reach(length)) end_cut_off();
        continue;
      }
      if (peek(length - 4) != length) {
        if (given > 0) break;
        resynchronise();
        continue;
      }
      given += take(type, Fields(window_.bytes().subspan(8, length - 12), swapped_), room[given]);
      window_.consume(length);
    }
    return given;
  }

  std::string_view format() const override { return "pcapng"; }

  std::uint64_t dropped_by_kernel() const override {
    std::uint64_t sum = dropped_before_;
    for (const Interface& interface : interfaces_) sum += interface.dropped;
    return sum;
  }

 private:
  static bool is_packet(std::uint32_t type) {
    return type == kEnhancedPacket || type == kSimplePacket || type == kObsoletePacket;
  }
  static bool is_read(std::uint32_t type) {
    return is_packet(type) || type == kSectionHeader || type == kInterface || type == kStatistics;
  }

  std::uint32_t peek(std::size_t at) const { return Fields(window_.bytes(), swapped_).u32(at); }

  // A section's header tells the byte order of its own length.
  std::uint32_t length_of_block(std::uint32_t type) {
    if (type == kSectionHeader) {
      const std::uint32_t order = Fields(window_.bytes(), false).u32(8);
      if (order != kByteOrder && order != __builtin_bswap32(kByteOrder)) return 0;
      swapped_ = order != kByteOrder;
    }
    return peek(4);
  }

  /// How many frames came of the block: one or none.
  std::size_t take(std::uint32_t type, const Fields& body, net::Frame& frame) {
    switch (type) {
      case kSectionHeader: begin_section(); return 0;
      case kInterface: add_interface(body); return 0;
      case kStatistics: note_statistics(body); return 0;
      case kEnhancedPacket:
        return packet(body, body.u32(0), body.u32(4), 20, body.u32(12), body.u32(16), frame);
      case kObsoletePacket:
        return packet(body, body.u16(0), body.u32(4), 20, body.u32(12), body.u32(16), frame);
      default: return simple_packet(body, frame);
    }
  }

  void begin_section() {
    dropped_before_ = dropped_by_kernel();
    interfaces_.clear();
  }

  void add_interface(const Fields& body) {
    if (interfaces_.size() == kMostInterfaces) return damage_.note("too many interfaces");
    Interface interface;
    interface.link = static_cast<net::LinkType>(body.u16(0));
    interface.snap_length = body.u32(4);
    constexpr std::uint16_t kResolution = 9, kOffset = 14;
    each_option(body.from(8), [&](std::uint16_t code, const Fields& value) {
      if (code == kResolution && value.size() >= 1) interface.resolution = value.bytes()[0];
      if (code == kOffset && value.size() >= 8)
        interface.offset = static_cast<std::int64_t>(value.u64(0));
    });
    interfaces_.push_back(interface);
  }

  // The counters run from the start of the capture: the latest stand for all.
  void note_statistics(const Fields& body) {
    const std::uint32_t number = body.u32(0);
    if (number >= interfaces_.size()) return;
    constexpr std::uint16_t kByInterface = 5, kBySystem = 7;
    std::uint64_t dropped = 0;
    each_option(body.from(12), [&](std::uint16_t code, const Fields& value) {
      if ((code == kByInterface || code == kBySystem) && value.size() >= 8) dropped += value.u64(0);
    });
    interfaces_[number].dropped = dropped;
  }

  std::size_t packet(const Fields& body, std::uint32_t number, std::uint32_t high,
                     std::size_t header, std::uint32_t captured, std::uint32_t wire,
                     net::Frame& frame) {
    ++number_;  // what we cannot read has its number in Wireshark too
    if (number >= interfaces_.size()) {
      note_frame("is of no interface that was described");
      return 0;
    }
    if (body.size() < header || captured > body.size() - header || captured > kMostCaptured) {
      note_frame("is longer than its block");
      return 0;
    }
    const Interface& interface = interfaces_[number];
    latest_ = interface.time(std::uint64_t{high} << 32 | body.u32(8));
    fill(frame, interface.link, wire, body.piece(header, captured).bytes());
    return 1;
  }

  // Has no time of its own: the one before stands for it.
  std::size_t simple_packet(const Fields& body, net::Frame& frame) {
    ++number_;
    if (interfaces_.empty() || body.size() < 4) {
      note_frame("is of no interface that was described");
      return 0;
    }
    const Interface& interface = interfaces_.front();
    const std::uint32_t wire = body.u32(0);
    std::size_t captured = std::min<std::size_t>(wire, body.size() - 4);
    if (interface.snap_length > 0)
      captured = std::min<std::size_t>(captured, interface.snap_length);
    captured = std::min<std::size_t>(captured, kMostCaptured);
    fill(frame, interface.link, wire, body.piece(4, captured).bytes());
    return 1;
  }

  void fill(net::Frame& frame, net::LinkType link, std::uint32_t wire, Bytes bytes) const {
    frame = {};
    frame.time = latest_;
    frame.source_number = number_;
    frame.link = link;
    frame.wire_length = std::max(wire, static_cast<std::uint32_t>(bytes.size()));
    frame.bytes = bytes;
  }

  void note_frame(const char* what) {
    damage_.note("frame " + std::to_string(number_) + " " + what);
  }

  bool reach_block() {
    if (window_.reach(kLeastBlock)) return true;
    if (!window_.bytes().empty()) {
      end_cut_off();
    } else {
      end(window_.trouble());
    }
    return false;
  }

  void pass_over(std::uint32_t length) {
    const std::uint64_t at = window_.offset();
    if (window_.skip(length) < length) end("cut off in a block at byte " + std::to_string(at));
  }

  void end_cut_off() {
    const std::string trouble = window_.trouble();
    end("cut off after frame " + std::to_string(number_) + " at byte " +
        std::to_string(window_.offset()) + (trouble.empty() ? "" : ": " + trouble));
  }

  void end(const std::string& why) {
    ended_ = true;
    if (!why.empty()) damage_.ended(why);
  }

  void resynchronise() {
    const std::uint64_t hole = window_.offset();
    while (window_.offset() - hole <= kResyncDistance) {
      const bool whole = !window_.reach(kMostReach);
      const Bytes sight = window_.bytes();
      if (sight.size() < kLeastBlock) break;
      const std::size_t stop =
          whole ? sight.size() - kLeastBlock : kMostReach - std::size_t{kMostBlock};
      std::size_t at = window_.offset() == hole ? 1 : 0;
      while (at <= stop && !block_at(sight, at)) ++at;
      window_.consume(std::min(at, sight.size()));
      if (at <= stop) return damage_.skipped(hole, window_.offset() - hole);
      if (whole) break;
    }
    end("nothing sound after byte " + std::to_string(hole) + ", behind frame " +
        std::to_string(number_));
  }

  bool block_at(Bytes sight, std::size_t at) const {
    Fields here(tail(sight, at), swapped_);
    const std::uint32_t type = here.u32(0);
    if (!is_read(type)) return false;
    if (type == kSectionHeader) {
      const std::uint32_t order = Fields(tail(sight, at), false).u32(8);
      if (order != kByteOrder && order != __builtin_bswap32(kByteOrder)) return false;
      here = Fields(tail(sight, at), order != kByteOrder);
    }
    const std::uint32_t length = here.u32(4);
    return length >= kLeastBlock && length % 4 == 0 && length <= kMostBlock &&
           length <= here.size() && here.u32(length - 4) == length;
  }

  Window& window_;
  Damage& damage_;
  bool swapped_ = false;
  bool ended_ = false;
  std::vector<Interface> interfaces_;  // of this section
  std::uint64_t dropped_before_ = 0;   // in the sections before
  std::uint64_t number_ = 0;
  Time latest_{};
};

}  // namespace

bool looks_like_pcapng(Bytes first) {
  return first.size() >= 4 && Fields(first, false).u32(0) == kSectionHeader;
}

std::unique_ptr<Reader> pcapng_reader(Window& window, Damage& damage) {
  return std::make_unique<PcapngReader>(window, damage);
}

}  // namespace cordon::source
