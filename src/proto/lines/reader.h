// Protocols of lines: Telnet (RFC 854), FTP control (RFC 959), and the shells that worms leave
// open. Each line that is typed, and each reply, is a Command. Telnet's own commands are taken out.
// Bounded: kMostLine bytes of a line are kept.
#pragma once

#include <string>

#include "proto/stream_reader.h"

namespace cordon::proto::lines {

inline constexpr std::size_t kMostLine = 2048;

class Reader final : public StreamReader {
 public:
  Reader(Context& context, event::App app) : context_(context), app_(app) {}
  void chunk(const event::StreamChunk& chunk) override;
  void gap(const event::StreamGap& gap) override;

 private:
  struct Half {
    std::string line;
    int telnet_left = 0;     // bytes of a Telnet command still to come
    bool in_option = false;  // between SB and SE
  };
  bool is_telnet_command(Half& half, std::uint8_t byte);
  void end_line(const event::StreamChunk& chunk, Half& half);

  Context& context_;
  event::App app_;
  Half halves_[2];
};

Verdict recognise_ftp(event::Side from, std::string_view first, const event::Flow& flow);
Verdict recognise_telnet(event::Side from, std::string_view first, const event::Flow& flow);
/// A server that greets with the prompt of a command line.
Verdict recognise_shell(event::Side from, std::string_view first, const event::Flow& flow);

/// A TFTP request (RFC 1350): what is fetched or stored. Empty verb where the datagram is none.
struct TftpRequest {
  std::string_view verb;  // "RRQ" or "WRQ"
  std::string_view file;
};
TftpRequest read_tftp(Bytes datagram);

}  // namespace cordon::proto::lines
