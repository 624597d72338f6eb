// Who scans in a capture, by contacts alone: the scan tests over the flows of real captures.
//
//   scanners [--ours PREFIX,...] [--check] CAPTURE...
//
// Each capture is read by itself; contacts come in order of time. Ours are the given prefixes, else
// the private ones. Prints a line for each verdict. --check, of captures whose scanners are known
// by their names (`EXPECTED` below): exits 1 where one is not named, or another host is.
#include <fmt/format.h>

#include <cstring>
#include <map>
#include <set>

#include "decode/decoder.h"
#include "detect/contacts.h"
#include "flow/table.h"
#include "scan/scan_watch.h"
#include "source/source.h"

namespace {

using namespace cordon;

// A capture's file name, and who scans in it.
const std::map<std::string, std::set<std::string>> kExpected = {
    {"iot-hns-or-mirai-scan-2018.pcap", {"192.168.2.16"}},
    {"lbl-RDP-bruteforce.pcap", {"51.235.163.75"}},
    {"lbl-RDP-one-account-many-hosts.pcap", {"21.42.23.131"}},
    {"ncsa-mirai-like-multiport-scan.pcap", {"125.27.226.209"}},
    {"ncsa-port-scan.pcap", {"192.168.2.154"}},
    {"ncsa-zero-window-scan.pcap", {"10.0.0.1"}},
    {"ppa-portscan.pcap", {"10.100.25.14"}},
    {"ndpi-synscan-2011ports.pcap", {"172.16.0.8"}},
    {"lbl-scan-and-callback.pcap", {"45.131.195.245"}},
};

struct Setting {
  std::vector<net::Prefix> ours;
  bool check = false;
};

bool is_ours(const net::Address& host, const Setting& setting) {
  if (setting.ours.empty()) return host.is_private();
  for (const net::Prefix& prefix : setting.ours)
    if (prefix.contains(host)) return true;
  return false;
}

Result<std::vector<evidence::Contact>> contacts_of(const std::string& path) {
  auto source = source::open({path}, {});
  if (!source) return tl::unexpected(source.error());
  std::vector<evidence::ContactBook> books(1);
  detect::Contacts contacts(books[0]);
  decode::Decoder decoder;
  flow::Table table({}, {}, contacts);
  event::Moment now{Time::min(), 0};
  for (auto burst = (*source)->next(); !burst.empty(); burst = (*source)->next()) {
    for (const net::Frame& frame : burst) {
      decode::Packet packet = decoder.decode(frame);
      packet.frame = frame.source_number;
      now = {std::max(now.time, packet.time), packet.frame};
      table.add(packet);
    }
    table.advance(now);
  }
  table.finish(now);
  return evidence::ContactBook::merge(books);
}

bool judge(const std::string& path, const Setting& setting) {
  const auto contacts = contacts_of(path);
  if (!contacts) {
    fmt::print(stderr, "scanners: {}\n", contacts.error().message());
    return false;
  }
  const std::string name = path.substr(path.rfind('/') + 1);
  scan::ScanWatch watch;
  for (const evidence::Contact& contact : *contacts)
    watch.see(scan::opening_of(contact, is_ours(contact.client, setting)));
  watch.finish();
  std::set<std::string> named;
  fmt::print("{}: {} contacts{}\n", name, contacts->size(),
             watch.failures_mean_nothing() ? ", seen in one direction" : "");
  for (const scan::Verdict& v : watch.verdicts()) {
    fmt::print("  {} ({}) {} {}, since {}, found {}: {}; {} contacts, {} failed in all\n",
               v.host.text(), v.ours ? "ours" : "remote", name_of(v.kind), name_of(v.method),
               rfc3339(v.onset.at), duration_text(v.detected.at - v.onset.at), v.why, v.contacts,
               v.failed);
    if (v.names_scanner()) named.insert(v.host.text());
  }
  const auto expected = kExpected.find(name);
  const std::set<std::string> wanted =
      expected != kExpected.end() ? expected->second : std::set<std::string>{};
  for (const std::string& host : wanted)
    if (!named.contains(host)) fmt::print("  MISSED {}\n", host);
  return named == wanted;
}

}  // namespace

int main(int argc, char** argv) {
  Setting setting;
  bool good = true;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--check") == 0) {
      setting.check = true;
    } else if (std::strcmp(argv[i], "--ours") == 0 && i + 1 < argc) {
      std::string_view list = argv[++i];
      while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (const auto prefix = net::Prefix::parse(list.substr(0, comma)))
          setting.ours.push_back(*prefix);
        list.remove_prefix(std::min(comma + 1, list.size()));
      }
    } else {
      good &= judge(argv[i], setting);
    }
  }
  return setting.check && !good ? 1 : 0;
}
