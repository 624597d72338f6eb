#include "siggen/rule_text.h"

#include <fmt/format.h>

namespace cordon::siggen {
namespace {

constexpr std::size_t kMostMessage = 200;

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view(" !#$%&'()*+,-./<=>?@[]^_{}~").find(c) != std::string_view::npos;
}

std::string message_text(std::string_view message) {
  std::string text;
  for (const char c : message.substr(0, kMostMessage)) text += is_plain(c) ? c : ' ';
  return text;
}

std::string header_of(const RuleHead& head) {
  const std::string port = head.port == 0 ? "any" : std::to_string(head.port);
  const bool to_server = head.direction == Direction::to_server;
  const bool tcp = head.transport == Transport::tcp;
  return fmt::format("alert {} any {} -> any {}", tcp ? "tcp-stream" : "udp",
                     to_server ? "any" : port, to_server ? port : "any");
}

std::string content_of(const Signature& signature, std::size_t index) {
  const Part& part = signature.parts[index];
  std::string text = fmt::format(" content:\"{}\";", content_text(part.bytes));
  if (part.offset)
    text += fmt::format(" offset:{}; depth:{};", *part.offset, part.bytes.size());
  else if (signature.ordered && index > 0)
    text += " distance:0;";
  if (index == signature.rarest && signature.parts.size() > 1) text += " fast_pattern;";
  return text;
}

}  // namespace

std::string content_text(std::string_view bytes) {
  std::string text;
  bool hex = false;
  for (const char c : bytes) {
    if (is_plain(c) == hex) {
      text += '|';
      hex = !hex;
    } else if (hex) {
      text += ' ';
    }
    text += is_plain(c) ? std::string(1, c) : fmt::format("{:02x}", static_cast<unsigned char>(c));
  }
  if (hex) text += '|';
  return text;
}

std::string rule_text(const Signature& signature, const RuleHead& head) {
  const Counts& counts = signature.counts;
  std::string rule = header_of(head) + " (";
  rule +=
      fmt::format("msg:\"{}\";",
                  message_text(head.message.empty() ? "Cordon generated rule for " + signature.name
                                                    : head.message));
  const char* side = head.direction == Direction::to_server ? "to_server" : "to_client";
  rule += fmt::format(" flow:{}{};", head.transport == Transport::tcp ? "established," : "", side);
  for (std::size_t i = 0; i < signature.parts.size(); ++i) rule += content_of(signature, i);
  rule += fmt::format(
      " classtype:trojan-activity; metadata:generated_by cordon, covered {}, suspicious {}, "
      "senders "
      "{}, receivers {}, false_matches {}, clean {}, estimated_share {:.0e}, at_most_share {:.0e}; "
      "sid:{}; rev:{};)",
      counts.covered, counts.suspicious, counts.senders, counts.receivers, counts.false_matches,
      counts.clean, counts.estimated, counts.at_most, head.sid, head.rev);
  return rule;
}

}  // namespace cordon::siggen
