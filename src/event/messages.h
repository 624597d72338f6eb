// Messages of the other protocols that worms use, as far as their tracing needs them.
// Views live while the event is being seen.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "event/flow.h"

namespace cordon::event {

/// One SMB1 or SMB2 header with what EternalBlue and DoublePulsar are told by. Sources: MS-CIFS,
/// MS-SMB2.
struct SmbMessage {
  Flow& flow;
  Side from;
  Moment at;
  int version = 1;            // 1 or 2
  std::uint16_t command = 0;  // SMB1: 0x32 is TRANSACTION2
  bool is_response = false;
  std::uint32_t status = 0;      // NT status
  std::uint64_t message_id = 0;  // SMB1: multiplex id (MID); SMB2: message id
  std::uint32_t process_id = 0, tree_id = 0;
  std::uint64_t session_id = 0;  // SMB1: UID
  std::uint16_t subcommand = 0;  // SMB1 TRANSACTION2 requests: 0x000e is SESSION_SETUP
  std::string_view name = {};    // path, share or pipe, as ASCII, where the command carries one
  Bytes message = {};            // from the protocol id on
};

struct DnsRecord {
  std::string name;
  std::uint16_t type = 0;  // 1 A, 28 AAAA, 5 CNAME, 16 TXT ...
  std::uint32_t ttl = 0;
  std::string data;  // an address as text, a name, or printable text
};
struct DnsMessage {
  Flow& flow;
  Side from;
  Moment at;
  std::uint16_t id = 0;
  bool is_response = false;
  std::uint8_t opcode = 0, rcode = 0;
  std::vector<DnsRecord> questions = {}, answers = {};
};

/// LDAP (RFC 4511), as far as a Log4Shell call-back needs it.
struct LdapMessage {
  Flow& flow;
  Side from;
  Moment at;
  enum class Operation : std::uint8_t {
    bind_request,
    bind_response,
    search_request,
    search_entry,
    search_done,
    other
  } operation;
  std::uint32_t message_id = 0;
  std::string_view name = {};                                 // bind DN, search base, entry DN
  int result = -1;                                            // of a response; 0 success
  std::string code_base = {}, class_name = {}, factory = {};  // of an entry: javaCodeBase ...
};

/// The first bytes of Java RMI's wire protocol ("JRMI"), and the server's acknowledgement.
struct RmiHandshake {
  Flow& flow;
  Side from;
  Moment at;
  std::uint16_t version = 0;
  std::uint8_t protocol = 0;  // 0x4b stream, 0x4c single operation, 0x4d multiplex
  bool acknowledged = false;  // from the server: 0x4e
};

/// One command or reply line of Telnet, FTP, or a shell; one TFTP request.
struct Command {
  Flow& flow;
  Side from;
  Moment at;
  App protocol;
  std::string_view verb = {};      // "USER", "RETR", "RRQ"; empty for shell and Telnet lines
  std::string_view argument = {};  // the rest: a file, a line as typed
  int reply = 0;                   // FTP's reply code, from the server
};

}  // namespace cordon::event
