#include "proto/smb/message.h"

#include "base/cursor.h"

namespace cordon::proto::smb {
namespace {

constexpr std::uint8_t kTransaction2 = 0x32;
constexpr std::uint8_t kReply1 = 0x80;         // of SMB1's flags
constexpr std::uint32_t kReply2 = 0x00000001;  // of SMB2's
constexpr std::size_t kHeader1 = 32, kHeader2 = 64;
constexpr std::size_t kSetupInWords = 28;  // where a TRANSACTION2 request's setup words begin

Header read_version1(Bytes message) {
  Header header;
  Cursor cursor(message);
  cursor.skip(4);
  header.command = cursor.u8();
  header.status = cursor.le32();
  header.is_response = (cursor.u8() & kReply1) != 0;
  cursor.skip(2);
  header.process_id = static_cast<std::uint32_t>(cursor.le16()) << 16;
  cursor.skip(10);
  header.tree_id = cursor.le16();
  header.process_id |= cursor.le16();
  header.session_id = cursor.le16();
  header.message_id = cursor.le16();
  const std::size_t words = cursor.u8() * 2u;
  if (header.command == kTransaction2 && !header.is_response && words >= kSetupInWords + 2) {
    cursor.skip(kSetupInWords);
    header.subcommand = cursor.le16();
  }
  return header;
}

Header read_version2(Bytes message) {
  Header header;
  header.version = 2;
  Cursor cursor(message);
  cursor.skip(8);
  header.status = cursor.le32();
  header.command = cursor.le16();
  cursor.skip(2);
  header.is_response = (cursor.le32() & kReply2) != 0;
  cursor.skip(4);
  header.message_id = cursor.le64();
  header.process_id = cursor.le32();
  header.tree_id = cursor.le32();
  header.session_id = cursor.le64();
  return header;
}

}  // namespace

std::optional<Header> read_header(Bytes message) {
  if (!is_smb(message)) return std::nullopt;
  const bool first = message[0] == 0xff;
  if (message.size() < (first ? kHeader1 : kHeader2)) return std::nullopt;
  return first ? read_version1(message) : read_version2(message);
}

}  // namespace cordon::proto::smb
