// One SMB1 or SMB2 message header, with what EternalBlue and DoublePulsar are told by
// (MS-CIFS 2.2.3, 2.2.4.46; MS-SMB2 2.2.1). Views into the bytes given. Pure.
#pragma once

#include <optional>

#include "event/messages.h"

namespace cordon::proto::smb {

/// What the header says; the flow, side and time are the caller's.
struct Header {
  int version = 1;
  std::uint16_t command = 0;
  bool is_response = false;
  std::uint32_t status = 0;
  std::uint64_t message_id = 0, session_id = 0;
  std::uint32_t process_id = 0, tree_id = 0;
  std::uint16_t subcommand = 0;
};

/// `message` starts at the protocol id. Nothing where it is no SMB, or shorter than a header.
std::optional<Header> read_header(Bytes message);

inline bool is_smb(Bytes message) {
  return message.size() >= 4 && (message[0] == 0xff || message[0] == 0xfe) && message[1] == 'S' &&
         message[2] == 'M' && message[3] == 'B';
}

}  // namespace cordon::proto::smb
