// The classic capture format (draft-ietf-opsawg-pcap): a file header of 24 bytes, then records
//
//     seconds | fraction | captured length | wire length | bytes      each field 32 bits
//
// in the byte order and the unit of time that the magic number tells. Kuznetzov's variant
// (0xa1b2cd34) has eight more bytes in each record's header.
//
// A record whose header cannot be true is damage: the next place from which a chain of plausible
// headers runs is looked for within kResyncDistance, and reading goes on there.

#include <algorithm>
#include <cstring>

#include "source/reader.h"

namespace cordon::source {
namespace {

constexpr std::size_t kFileHeader = 24;
constexpr std::uint32_t kMicroseconds = 0xa1b2c3d4, kNanoseconds = 0xa1b23c4d,
                        kKuznetzov = 0xa1b2cd34;
constexpr int kChain = 3;                         // plausible headers in a row that we believe
constexpr std::uint32_t kMostDrift = 30 * 86400;  // seconds from the last frame, behind damage
constexpr std::uint32_t kLinkMask = 0x03ffffff;  // above it: the length of the frame check sequence

std::uint32_t load(const std::uint8_t* at, bool swapped) {
  std::uint32_t value = 0;
  std::memcpy(&value, at, sizeof value);
  return swapped ? __builtin_bswap32(value) : value;
}

struct Magic {
  bool swapped;
  std::int64_t unit;  // nanoseconds
  std::size_t record_header;
};

std::optional<Magic> magic_of(Bytes first) {
  if (first.size() < 4) return std::nullopt;
  for (const bool swapped : {false, true}) {
    switch (load(first.data(), swapped)) {
      case kMicroseconds: return Magic{swapped, 1000, 16};
      case kNanoseconds: return Magic{swapped, 1, 16};
      case kKuznetzov: return Magic{swapped, 1000, 24};
      default: break;
    }
  }
  return std::nullopt;
}

struct Record {
  std::uint32_t seconds, fraction, captured, wire;
};

class PcapReader : public Reader {
 public:
  PcapReader(Window& window, Damage& damage, const Magic& magic)
      : window_(window), damage_(damage), magic_(magic) {
    if (!window_.reach(kFileHeader)) {
      end("cut off in the file header");
      return;
    }
    const std::uint32_t link = load(window_.bytes().data() + 20, magic_.swapped);
    link_ = static_cast<net::LinkType>(link & kLinkMask);
    window_.consume(kFileHeader);
  }

  std::size_t read(std::span<net::Frame> room) override {
    std::size_t given = 0;
    while (given < room.size() && !ended_) {
      const Bytes sight = window_.bytes();
      if (sight.size() < magic_.record_header) {
        if (given > 0 || !reach_record()) break;
        continue;
      }
      const Record record = record_at(sight.data());
      if (absurd(record)) {
        if (given > 0) break;
        resynchronise();
        continue;
      }
      if (sight.size() < magic_.record_header + record.captured) {
        if (given > 0) break;
        if (!window_.reach(magic_.record_header + record.captured)) end_in_record();
        continue;
      }
      room[given++] = frame_of(record, sight);
      window_.consume(magic_.record_header + record.captured);
    }
    return given;
  }

  std::string_view format() const override {
    return magic_.unit == 1 ? "pcap, nanoseconds" : "pcap";
  }

 private:
  Record record_at(const std::uint8_t* at) const {
    return {load(at, magic_.swapped), load(at + 4, magic_.swapped), load(at + 8, magic_.swapped),
            load(at + 12, magic_.swapped)};
  }

  // A hole of zeros would else be read as any number of empty frames.
  static bool absurd(const Record& record) {
    return record.captured > kMostCaptured ||
           (record.captured == 0 && record.wire == 0 && record.seconds == 0);
  }

  bool plausible(const Record& record) const {
    const std::uint32_t drift = record.seconds > last_seconds_ ? record.seconds - last_seconds_
                                                               : last_seconds_ - record.seconds;
    return record.captured > 0 && record.captured <= kMostCaptured &&
           record.wire >= record.captured && record.wire <= kMostCaptured &&
           record.fraction < 1'000'000'000 / magic_.unit && (number_ == 0 || drift <= kMostDrift);
  }

  net::Frame frame_of(const Record& record, Bytes sight) {
    last_seconds_ = record.seconds;
    net::Frame frame;
    frame.time = time_from_ns(std::int64_t{record.seconds} * 1'000'000'000 +
                              std::int64_t{record.fraction} * magic_.unit);
    frame.source_number = ++number_;
    frame.link = link_;
    frame.wire_length = std::max(record.wire, record.captured);
    frame.bytes = sight.subspan(magic_.record_header, record.captured);
    return frame;
  }

  bool reach_record() {
    if (window_.reach(magic_.record_header)) return true;
    if (!window_.bytes().empty())
      end_in_record();
    else
      end(window_.trouble());
    return false;
  }

  void end_in_record() {
    const std::string trouble = window_.trouble();
    end("cut off in frame " + std::to_string(number_ + 1) + " at byte " +
        std::to_string(window_.offset()) + (trouble.empty() ? "" : ": " + trouble));
  }

  void end(const std::string& why) {
    ended_ = true;
    if (!why.empty()) damage_.ended(why);
  }

  void resynchronise() {
    const std::uint64_t hole = window_.offset();
    while (window_.offset() - hole <= kResyncDistance) {
      const bool whole = !window_.reach(kMostReach);  // nothing comes behind what is in sight
      const Bytes sight = window_.bytes();
      if (sight.size() < magic_.record_header) break;
      // Of a window that goes on, the last records are judged when more of them is in sight.
      const std::size_t stop = whole ? sight.size() - magic_.record_header : kMostReach / 2;
      std::size_t at = window_.offset() == hole ? 1 : 0;
      while (at <= stop && !chain_at(sight, at, whole)) ++at;
      window_.consume(std::min(at, sight.size()));
      if (at <= stop) return damage_.skipped(hole, window_.offset() - hole);
      if (whole) break;
    }
    end("nothing sound after byte " + std::to_string(hole) + ", in frame " +
        std::to_string(number_ + 1));
  }

  bool chain_at(Bytes sight, std::size_t at, bool whole) const {
    for (int links = 0; links < kChain; ++links) {
      if (whole && at == sight.size() && links > 0) return true;
      if (at + magic_.record_header > sight.size()) return !whole && links > 1;
      const Record record = record_at(sight.data() + at);
      if (!plausible(record)) return false;
      at += magic_.record_header + record.captured;
    }
    return true;
  }

  Window& window_;
  Damage& damage_;
  Magic magic_;
  net::LinkType link_ = net::LinkType::ethernet;
  std::uint64_t number_ = 0;
  std::uint32_t last_seconds_ = 0;
  bool ended_ = false;
};

}  // namespace

bool looks_like_pcap(Bytes first) { return magic_of(first).has_value(); }

std::unique_ptr<Reader> pcap_reader(Window& window, Damage& damage) {
  window.reach(4);
  const auto magic = magic_of(window.bytes());
  return magic ? std::make_unique<PcapReader>(window, damage, *magic) : nullptr;
}

std::unique_ptr<Reader> reader_for(Window& window, Damage& damage) {
  window.reach(4);
  if (looks_like_pcap(window.bytes())) return pcap_reader(window, damage);
  if (looks_like_pcapng(window.bytes())) return pcapng_reader(window, damage);
  return nullptr;
}

}  // namespace cordon::source
