// Keywords that say what a rule is: number, message, class, references.
#include "base/text.h"
#include "rules/keyword.h"
#include "rules/parser.h"

namespace cordon::rules {
namespace {

Complaint whole(std::string_view value, std::uint32_t& into) {
  const auto number = integer(value);
  if (!number || *number < 0 || *number > UINT32_MAX) return "no number: " + std::string(value);
  into = static_cast<std::uint32_t>(*number);
  return {};
}
Complaint sid(Draft& d, std::string_view v) { return whole(v, d.info.sid); }
Complaint rev(Draft& d, std::string_view v) { return whole(v, d.info.rev); }
Complaint gid(Draft& d, std::string_view v) { return whole(v, d.info.gid); }
Complaint msg(Draft& d, std::string_view v) {
  d.info.message = unquoted(v);
  return {};
}
Complaint priority(Draft& d, std::string_view v) {
  std::uint32_t number = 0;
  if (auto wrong = whole(v, number)) return wrong;
  d.info.priority = static_cast<int>(number & 0xff);
  return {};
}
Complaint reference(Draft& d, std::string_view v) {
  d.info.references.emplace_back(v);
  return {};
}
Complaint metadata(Draft& d, std::string_view v) {
  for (const auto item : list_of(v)) {
    const auto blank = item.find(' ');
    const auto value = blank == item.npos ? std::string_view{} : trimmed(item.substr(blank + 1));
    if (!item.empty()) d.info.metadata.emplace_back(item.substr(0, blank), value);
  }
  return {};
}
Complaint nothing(Draft&, std::string_view) { return {}; }

/// Suricata's classification.config.
constexpr struct {
  std::string_view name;
  int priority;
} kClasses[] = {
    {"attempted-user", 1},
    {"unsuccessful-user", 1},
    {"successful-user", 1},
    {"attempted-admin", 1},
    {"successful-admin", 1},
    {"shellcode-detect", 1},
    {"trojan-activity", 1},
    {"web-application-attack", 1},
    {"inappropriate-content", 1},
    {"policy-violation", 1},
    {"command-and-control", 1},
    {"targeted-activity", 1},
    {"exploit-kit", 1},
    {"domain-c2", 1},
    {"credential-theft", 1},
    {"bad-unknown", 2},
    {"attempted-recon", 2},
    {"successful-recon-limited", 2},
    {"successful-recon-largescale", 2},
    {"attempted-dos", 2},
    {"successful-dos", 2},
    {"rpc-portmap-decode", 2},
    {"suspicious-filename-detect", 2},
    {"suspicious-login", 2},
    {"system-call-detect", 2},
    {"unusual-client-port-connection", 2},
    {"denial-of-service", 2},
    {"non-standard-protocol", 2},
    {"web-application-activity", 2},
    {"misc-attack", 2},
    {"default-login-attempt", 2},
    {"external-ip-check", 2},
    {"pup-activity", 2},
    {"social-engineering", 2},
    {"coin-mining", 2},
};
Complaint classtype(Draft& d, std::string_view v) {
  d.info.classtype = v;
  for (const auto& known : kClasses)
    if (known.name == v) d.info.priority = known.priority;
  return {};
}

}  // namespace

std::vector<KeywordEntry> about_keywords() {
  return {{"sid", sid},           {"rev", rev},
          {"gid", gid},           {"msg", msg},
          {"priority", priority}, {"reference", reference},
          {"metadata", metadata}, {"classtype", classtype},
          {"target", nothing},    {"prefilter", nothing}};
}

}  // namespace cordon::rules
