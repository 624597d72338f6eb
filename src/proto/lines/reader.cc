#include "proto/lines/reader.h"

#include <algorithm>

#include "base/text.h"

namespace cordon::proto::lines {
namespace {

constexpr std::uint8_t kIac = 255, kSe = 240, kSb = 250, kWill = 251, kDont = 254;
constexpr std::size_t kMostGreeting = 512;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The reply code at the front of an FTP line, or 0.
int reply_code(std::string_view line) {
  if (line.size() < 3 || !is_digit(line[0]) || !is_digit(line[1]) || !is_digit(line[2])) return 0;
  return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

}  // namespace

// Whether the byte belongs to Telnet itself and not to what is typed.
bool Reader::is_telnet_command(Half& half, std::uint8_t byte) {
  if (half.telnet_left > 0) {
    --half.telnet_left;
    if (half.telnet_left == 1) {  // the command itself: has it an option behind it?
      half.in_option = byte == kSb || (half.in_option && byte != kSe);
      half.telnet_left = byte >= kWill && byte <= kDont ? 1 : 0;
    }
    return true;
  }
  if (byte == kIac) {
    half.telnet_left = 2;
    return true;
  }
  return half.in_option;
}

void Reader::end_line(const event::StreamChunk& chunk, Half& half) {
  const std::string_view line = trimmed(half.line);
  if (!line.empty()) {
    event::Command command{chunk.flow, chunk.from, chunk.at, app_, {}, line};
    if (app_ == event::App::ftp) {
      const auto space = line.find(' ');
      if (chunk.from == event::Side::client) {
        command.verb = line.substr(0, space);
        command.argument =
            space == std::string_view::npos ? std::string_view{} : trimmed(line.substr(space));
      } else {
        command.reply = reply_code(line);
      }
    }
    ++context_.counters.commands;
    context_.next.see(command);
  }
  half.line.clear();
}

void Reader::chunk(const event::StreamChunk& chunk) {
  Half& half = halves_[event::index(chunk.from)];
  const bool telnet = app_ == event::App::telnet;
  for (const std::uint8_t byte : chunk.bytes) {
    if (telnet && is_telnet_command(half, byte)) continue;
    if (byte == '\n' || (telnet && byte == '\r')) {
      end_line(chunk, half);
    } else if (half.line.size() < kMostLine && byte != 0) {
      half.line += static_cast<char>(byte);
    }
  }
}

void Reader::gap(const event::StreamGap& gap) { halves_[event::index(gap.from)] = {}; }

Verdict recognise_ftp(event::Side from, std::string_view first, const event::Flow&) {
  if (from == event::Side::client) {
    constexpr std::string_view kUser = "USER ";
    return first.substr(0, kUser.size()) == kUser.substr(0, first.size())
               ? (first.size() >= kUser.size() ? Verdict::yes : Verdict::more)
               : Verdict::no;
  }
  if (reply_code(first.substr(0, 3)) != 220) return first.size() < 3 ? Verdict::more : Verdict::no;
  const std::string line = lowered(first.substr(0, std::min(first.find('\n'), kMostGreeting)));
  if (line.find("smtp") != std::string::npos) return Verdict::no;
  return line.find("ftp") != std::string::npos ? Verdict::yes : Verdict::more;
}

Verdict recognise_telnet(event::Side, std::string_view first, const event::Flow& flow) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(first[i]); };
  if (byte(0) == kIac) {
    if (first.size() < 2) return Verdict::more;
    return byte(1) >= kSb && byte(1) <= kDont ? Verdict::yes : Verdict::no;
  }
  return flow.server.port == 23 || flow.server.port == 2323 ? Verdict::yes : Verdict::no;
}

Verdict recognise_shell(event::Side from, std::string_view first, const event::Flow&) {
  if (from == event::Side::client) return Verdict::more;
  const std::string_view start = first.substr(0, kMostGreeting);
  if (start.starts_with("Microsoft Windows") || start.starts_with("bash-") ||
      start.starts_with("sh-"))
    return Verdict::yes;
  const auto prompt = start.find(":\\");
  if (prompt != std::string_view::npos && start.find('>', prompt) != std::string_view::npos)
    return Verdict::yes;
  return first.size() < 64 ? Verdict::more : Verdict::no;
}

TftpRequest read_tftp(Bytes datagram) {
  if (datagram.size() < 4 || datagram[0] != 0 || (datagram[1] != 1 && datagram[1] != 2)) return {};
  const std::string_view rest = text_of(datagram.subspan(2));
  const auto end = rest.find('\0');
  if (end == 0 || end == std::string_view::npos || end > kMostLine) return {};
  const bool printable_name =
      std::all_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(end),
                  [](char c) { return c >= 0x20 && c < 0x7f; });
  if (!printable_name) return {};
  return {datagram[1] == 1 ? "RRQ" : "WRQ", rest.substr(0, end)};
}

}  // namespace cordon::proto::lines
