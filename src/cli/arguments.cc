#include "cli/arguments.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

namespace cordon::cli {
namespace {

bool begins_filter(const std::string& word) {
  static constexpr std::array<std::string_view, 33> kWords = {
      "tcp",       "udp",       "ip",      "ip6",      "icmp", "icmp6",  "arp",
      "rarp",      "sctp",      "ether",   "host",     "net",  "port",   "portrange",
      "proto",     "src",       "dst",     "not",      "!",    "and",    "or",
      "less",      "greater",   "len",     "vlan",     "mpls", "pppoes", "gateway",
      "broadcast", "multicast", "inbound", "outbound", "wlan"};
  const std::string first = word.substr(0, word.find_first_of(" [="));
  return word.starts_with('(') || std::find(kWords.begin(), kWords.end(), first) != kWords.end();
}

}  // namespace

InputsAndFilter split_arguments(const std::vector<std::string>& words, bool inputs_given) {
  InputsAndFilter split;
  bool in_filter = inputs_given;
  for (const std::string& word : words) {
    in_filter = in_filter || (begins_filter(word) && !std::filesystem::exists(word));
    if (in_filter) {
      split.filter += (split.filter.empty() ? "" : " ") + word;
    } else {
      split.inputs.push_back(word);
    }
  }
  return split;
}

}  // namespace cordon::cli
