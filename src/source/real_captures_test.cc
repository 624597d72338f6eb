// Real captures, whose counts, link types and first times other tools (capinfos) wrote down.
#include <gtest/gtest.h>

#include <filesystem>

#include "source/source.h"

namespace cordon::source {
namespace {

using net::LinkType;

struct Known {
  const char* path;
  LinkType link;
  std::uint64_t frames;
  const char* first;  // to the second
};

// clang-format off
constexpr Known kKnown[] = {
    {"worm/wannacry-lan-2017.pcap", LinkType::ethernet, 4981, "2017-05-18T08:06:13"},
    {"worm/slammer-1packet.pcap", LinkType::ethernet, 1, "2003-10-10T22:02:49"},
    {"worm/blaster-4444-shell-2003.pcap", LinkType::ethernet, 18, "2003-08-12T00:29:17"},
    {"worm/ircbot-lsass-2009-honeynet-fc1-nobin.pcap", LinkType::ethernet, 193, "2009-04-20T03:28:28"},
    {"worm/iot-hns-or-mirai-scan-2018.pcap", LinkType::ethernet, 2000, "2018-03-09T20:49:16"},
    {"exploit/eternalblue-success-win7.pcap", LinkType::ethernet, 576, "2017-04-16T17:22:49"},
    {"exploit/eternalblue-failed-patched-win7.pcap", LinkType::ethernet, 82, "2017-04-16T15:13:50"},
    {"exploit/doublepulsar-connect-win7.pcap", LinkType::ethernet, 94, "2017-04-16T16:09:32"},
    {"exploit/esteemaudit-failed-xpsp2.pcap", LinkType::ethernet, 3016, "2017-04-17T14:37:06"},
    {"exploit/eternalblue-2020-lab.pcapng", LinkType::ethernet, 85, "2020-04-27T15:48:39"},
    {"exploit/dns-port-remote-shell.pcap", LinkType::ethernet, 131, "2005-01-14T01:50:16"},
    {"exploit/apache-41773-2021.pcap", LinkType::ethernet, 52, "2021-10-15T05:24:43"},
    {"exploit/omigod-38647-2021.pcap", LinkType::ethernet, 14, "2021-09-29T20:15:27"},
    {"exploit/cups-2024-callback.pcap", LinkType::ethernet, 106, "2024-09-11T15:11:34"},
    {"exploit/cups-2024-probe.pcap", LinkType::ethernet, 1, "2024-09-27T17:18:36"},
    {"exploit/cups-2024-udp.pcap", LinkType::ethernet, 2, "2024-09-11T15:11:34"},
    {"exploit/smbghost-2020.pcap", LinkType::ethernet, 9, "2020-03-11T15:19:20"},
    {"exploit/aurora-2010.pcapng", LinkType::ethernet, 39, "2010-07-14T17:40:43"},
    {"exploit/rat-beacon-2010.pcapng", LinkType::ethernet, 779, "2010-07-18T17:45:04"},
    {"log4shell/lbl-scan-and-callback.pcap", LinkType::ethernet, 991, "2021-12-17T04:34:51"},
    {"log4shell/lbl-HTTP-POSTS.pcap", LinkType::ethernet, 48, "2021-12-10T10:28:08"},
    {"log4shell/lbl-obfuscated-regexp.pcap", LinkType::ethernet, 67, "2021-12-16T21:27:14"},
    {"log4shell/lbl-159.89.97.175.pcap", LinkType::ethernet, 19, "2021-12-21T05:37:48"},
    {"log4shell/lbl-regexp-typo.pcap", LinkType::ethernet, 16, "2021-12-20T17:35:22"},
    {"log4shell/corelight-log4j-user_agent.pcap", LinkType::linux_sll, 429, "2021-12-13T20:09:26"},
    {"log4shell/corelight-log4j-dns_exfil.pcap", LinkType::linux_sll, 14, "2021-12-13T20:48:21"},
    {"log4shell/corelight-spcap-CEXKLs3NQWdEM2CoMj-1639421287179170294-1.pcap", LinkType::ethernet, 10, "2021-12-12T23:04:16"},
    {"log4shell/foxit-ldap-user-agent-ev0.pcap", LinkType::ethernet, 404, "2021-12-14T16:02:19"},
    {"log4shell/foxit-ldap-uri-params-ev3.pcap", LinkType::ethernet, 192, "2021-12-14T16:05:05"},
    {"log4shell/workshop-log4shell.pcap", LinkType::ethernet, 134, "2022-11-10T12:13:18"},
    {"scan/teardrop.cap", LinkType::ethernet, 17, "1999-09-09T04:10:56"},
    {"scan/ppa-portscan.pcap", LinkType::ethernet, 29, "2006-08-24T14:35:25"},
    {"scan/ppa-osfingerprinting.pcap", LinkType::ethernet, 36, "2001-11-09T22:19:00"},
    {"scan/ppa-synflood-spoofed.pcap", LinkType::ethernet, 100, "2005-12-20T20:39:40"},
    {"scan/ppa-ftp-crack-2002.pcap", LinkType::ethernet, 19730, "2002-06-18T06:12:11"},
    {"scan/slips-arp-scan.pcap", LinkType::ethernet, 534, "2021-09-21T08:57:25"},
    {"scan/slips-ssh-bruteforce-2026.pcap", LinkType::ethernet, 1178, "2026-03-22T22:47:16"},
    {"scan/slips-cc-tls-beacon.pcap", LinkType::ethernet, 7931, "2024-02-08T15:16:39"},
    {"scan/lbl-RDP-bruteforce.pcap", LinkType::ethernet, 986, "2018-08-20T18:24:17"},
    {"scan/lbl-RDP-one-account-many-hosts.pcap", LinkType::ethernet, 195, "2018-08-20T19:14:36"},
    {"scan/ncsa-mirai-like-multiport-scan.pcap", LinkType::ethernet, 16, "2017-09-10T16:04:54"},
    {"scan/ncsa-port-scan.pcap", LinkType::ethernet, 10, "2017-10-25T21:56:41"},
    {"scan/ncsa-zero-window-scan.pcap", LinkType::ethernet, 10, "2019-01-08T23:39:20"},
    {"scan/zeek-nmap-vsn.pcap", LinkType::ethernet, 547, "2011-09-27T18:07:20"},
    {"scan/zeek-vnc-scanner.pcap", LinkType::ethernet, 20, "2019-02-25T18:47:12"},
    {"scan/zeek-ftp-bruteforce.pcap", LinkType::ethernet, 606, "2014-01-14T17:37:24"},
    {"scan/ndpi-synscan-2011ports.pcap", LinkType::ethernet, 2011, "2010-07-04T20:24:16"},
    {"scan/ndpi-sqlinj.pcap", LinkType::ethernet, 94, "2017-07-06T13:40:07"},
    {"scan/cs-synscan.pcapng", LinkType::ethernet, 2011, "2010-07-04T20:24:16"},
    {"scan/evilfingers-nmap-syn-2009.pcap", LinkType::ethernet, 2020, "2009-01-03T18:58:34"},
    {"scan/evilfingers-nmap-fin-2009.pcap", LinkType::ethernet, 2000, "2009-01-03T19:39:32"},
    {"scan/evilfingers-nmap-xmas-2009.pcap", LinkType::ethernet, 2000, "2009-01-03T19:51:01"},
    {"scan/evilfingers-nmap-udp-2009.pcap", LinkType::ethernet, 2028, "2009-01-04T04:08:34"},
    {"control/benign-smb1.pcap", LinkType::ethernet, 36, "2014-06-19T16:16:13"},
    {"control/benign-smb2.pcap", LinkType::ethernet, 1178, "2011-12-06T20:18:15"},
    {"control/benign-wikipedia.pcap", LinkType::ethernet, 136, "2011-03-18T19:06:07"},
    {"control/benign-mixed-services.pcap", LinkType::ethernet, 263, "2011-06-24T15:51:31"},
    {"control/benign-http.cap", LinkType::ethernet, 43, "2004-05-13T10:17:07"},
    {"control/benign-bittorrent-dns-m57.pcap", LinkType::ethernet, 227, "2009-11-19T02:14:17"},
    {"robust/zeek-arp-who-has-radiotap.pcap", LinkType::ieee80211_radiotap, 2, "2015-08-18T13:01:31"},
    {"robust/zeek-arp-who-has-wlanmon.pcap", LinkType::ieee80211, 2, "2018-05-15T22:01:10"},
    {"robust/zeek-linux_dlt_sll2.pcap", LinkType::linux_sll2, 6, "2022-08-15T03:30:49"},
    {"robust/zeek-linuxsll-arp.pcap", LinkType::linux_sll, 12, "2020-07-01T17:55:38"},
    {"robust/zeek-nflog-http.pcap", LinkType::nflog, 13, "2016-08-07T12:59:39"},
    {"robust/zeek-q-in-q.pcap", LinkType::ethernet, 5, "2013-03-21T21:18:19"},
    {"robust/zeek-pppoe-over-qinq.pcap", LinkType::ethernet, 86, "2018-04-10T09:09:58"},
    {"robust/zeek-pppoe.pcap", LinkType::ethernet, 65, "2010-09-13T13:43:26"},
    {"robust/zeek-raw_packets.pcap", LinkType::ethernet, 33, "2015-05-23T20:53:40"},
    {"robust/zeek-erspan.pcap", LinkType::ethernet, 287, "2015-09-15T09:38:53"},
    {"robust/zeek-vntag.pcap", LinkType::ethernet, 3, "2012-07-18T10:20:13"},
    {"robust/zeek-ipv4-fragmented-1.pcap", LinkType::ethernet, 3, "2000-02-19T19:23:55"},
    {"robust/zeek-ipv4-fragmented-3.pcap", LinkType::ethernet, 5, "2000-07-28T02:19:20"},
    {"robust/zeek-ipv4-fragmented-syn.pcap", LinkType::ethernet, 2, "2025-09-03T13:57:09"},
    {"robust/zeek-trunc-trunc-hdr.pcap", LinkType::ethernet, 1, "2014-06-30T17:21:26"},
    {"robust/zeek-trunc-ip4-trunc.pcap", LinkType::ethernet, 1, "2012-04-11T16:01:35"},
    {"robust/zeek-tcp-miss_end_data.pcap", LinkType::ethernet, 9, "2012-03-14T22:34:31"},
    {"robust/zeek-tcp-missing-syn.pcap", LinkType::ethernet, 21, "2005-10-07T23:23:55"},
    {"robust/zeek-tcp-reassembly.pcap", LinkType::ethernet, 117, "2004-03-10T05:13:50"},
    {"robust/zeek-tcp-retransmit-fast009.pcap", LinkType::ethernet, 39, "2010-09-30T16:08:22"},
    {"robust/zeek-tcp-handshake-reorder.pcap", LinkType::ethernet, 14, "2013-03-07T21:42:06"},
    {"robust/zeek-http-entity_gap.pcap", LinkType::ethernet, 13, "2013-03-07T21:42:06"},
    {"robust/zeek-http-percent-end-of-line.pcap", LinkType::ethernet, 23, "2017-07-28T04:59:15"},
    {"robust/zeek-http-pipelined-requests.pcap", LinkType::ethernet, 49, "2009-11-18T20:58:04"},
    {"robust/zeek-http-content-length-overflow.pcap", LinkType::ethernet, 10, "2026-07-30T10:42:14"},
    {"robust/zeek-http-no-version.pcap", LinkType::ethernet, 11, "2002-10-30T23:23:17"},
    {"robust/zeek-http-http_09.pcap", LinkType::ethernet, 50, "2022-11-18T12:23:36"},
    {"robust/zeek-chksums-ip4-tcp-bad-chksum.pcap", LinkType::ethernet, 1, "2012-03-26T18:01:25"},
    {"robust/zeek-ip-bogus-header-len.pcap", LinkType::ethernet, 1, "2021-05-27T15:48:50"},
    {"robust/arkime-bigendian.pcap", LinkType::ethernet, 2, "2012-05-02T11:31:53"},
    {"robust/arkime-long-session.pcap", LinkType::ethernet, 5, "2014-05-29T17:43:00"},
    {"robust/suricata-urgent11-sll.pcap", LinkType::linux_sll, 10, "2019-11-05T22:52:53"},
};
// clang-format on

class RealCaptures : public testing::TestWithParam<Known> {};

TEST_P(RealCaptures, HaveTheirFramesLinkTypeAndFirstTime) {
  const std::string path = std::string(CORDON_SHARED) + "/data/pcap/" + GetParam().path;
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no real captures here";
  auto source = open({path}, {});
  ASSERT_TRUE(source) << source.error().message();
  std::uint64_t frames = 0;
  for (auto burst = (*source)->next(); !burst.empty(); burst = (*source)->next()) {
    for (const net::Frame& frame : burst) {
      ASSERT_EQ(frame.number, ++frames);
      ASSERT_EQ(frame.source_number, frames);
      ASSERT_EQ(frame.link, GetParam().link);
    }
  }
  EXPECT_EQ(frames, GetParam().frames);
  const InputReport report = (*source)->inputs()[0];
  EXPECT_EQ(report.frames, GetParam().frames);
  EXPECT_EQ(rfc3339(report.first).substr(0, 19), GetParam().first);
  EXPECT_EQ(report.damage, "");
  EXPECT_EQ(report.bytes, std::filesystem::file_size(path));
}

INSTANTIATE_TEST_SUITE_P(All, RealCaptures, testing::ValuesIn(kKnown), [](const auto& test) {
  std::string name = test.param.path;
  for (char& c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  return name;
});

}  // namespace
}  // namespace cordon::source
