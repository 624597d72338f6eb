#include "logs/columns.h"

#include "base/text.h"

namespace cordon::logs {
namespace {

struct Synonyms {
  Column column;
  std::string_view ours;    // as hints name it
  std::string_view theirs;  // squeezed, between blanks
};

constexpr Synonyms kSynonyms[] = {
    {Column::time, "time",
     " time timestamp datetime ts starttime stime start firstseen first frametime frametimeepoch"
     " flowstart tstart eventtime timelocal timeiso8601 requesttime begin begintime tfirst seen "},
    {Column::date, "date", " date day "},
    {Column::clock, "clock", " clock timeofday "},
    {Column::zone, "zone", " timezone tz zone "},
    {Column::end, "end", " te etime endtime lasttime end lastseen last flowend tend tlast "},
    {Column::lasted, "lasted", " dur duration td lasted durationseconds "},
    {Column::lasted_us, "lasted_us", " flowduration durationus "},
    {Column::sensor, "sensor", " sensor sen observer hostname servername computername "},
    {Column::client, "client",
     " srcaddr sa sip srcip sourceip ipsrc ipv6src saddr sourceaddress srcaddress srcipaddr src"
     " source sourceipaddress clientip client clientaddress clientaddr cip remoteaddr remotehost"
     " remoteip remoteaddress ipaddress ip ipaddr idorigh originatorip srcip4 ip4src ip6src "},
    {Column::server, "server",
     " dstaddr da dip dstip destip destinationip ipdst ipv6dst daddr destinationaddress dst"
     " destination dstaddress dstipaddr destinationipaddress serverip server serveraddress"
     " serveraddr localaddr localip idresph responderip destaddr destaddress ip4dst ip6dst "},
    {Column::host, "host", " host "},
    {Column::client_port, "client_port",
     " sport sp srcport sourceport spt tcpsrcport udpsrcport clientport remoteport idorigp "},
    {Column::server_port, "server_port",
     " dport dp dstport destport destinationport dpt tcpdstport udpdstport serverport idrespp"
     " port "},
    {Column::protocol, "protocol",
     " proto pr protocol ipproto ipprotocol pro prot transport wscolprotocol protocolid "},
    {Column::direction, "direction", " dir "},
    {Column::state, "state", " state connstate "},
    {Column::flags, "flags", " flg flags tcpflags flag "},
    {Column::client_packets, "client_packets",
     " srcpkts spkts ipkt packets pkts pkt totalfwdpackets totfwdpkts totalfwdpacket origpkts"
     " inpkts inpackets srcpackets packetdeltacount "},
    {Column::server_packets, "server_packets",
     " dstpkts dpkts opkt totalbackwardpackets totbwdpkts totalbwdpackets resppkts dstpackets"
     " totalbwdpkts "},
    {Column::packets, "packets", " totpkts totalpackets totalpkts "},
    {Column::client_bytes, "client_bytes",
     " srcbytes sbytes ibyt byt bytes totallengthoffwdpackets totlenfwdpkts origbytes inbytes"
     " octets octetdeltacount totallengthoffwdpacket "},
    {Column::server_bytes, "server_bytes",
     " dstbytes dbytes obyt totallengthofbwdpackets totlenbwdpkts respbytes"
     " totallengthofbwdpacket "},
    {Column::bytes_both, "bytes_both", " totbytes totalbytes "},
    {Column::sampling, "sampling", " sampling samplingrate samplinginterval srate "},
    {Column::icmp_type, "icmp_type", " icmptype itype "},
    {Column::icmp_code, "icmp_code", " icmpcode icode "},
    {Column::request_line, "request_line", " request requestline httprequest "},
    {Column::method, "method", " method httpmethod requestmethod verb httprequestmethod "},
    {Column::target, "target",
     " url uri target path requesturi requesturl uripath urlpath httpurl resource urioriginal"
     " httprequesturi "},
    {Column::query, "query", " query querystring uriquery urlquery "},
    {Column::version, "version", " version httpversion serverprotocol "},
    {Column::status, "status",
     " responsecode status statuscode httpstatus responsestatus code httpstatuscode scstatus"
     " httpresponsecode "},
    {Column::request_bytes, "request_bytes", " requestlength requestsize requestbytes "},
    {Column::response_bytes, "response_bytes",
     " bytessent size bodybytessent responsesize responsebytes contentlength sentbytes "},
    {Column::host_header, "host_header", " hostheader vhost virtualhost httphost "},
    {Column::user_agent, "user_agent", " useragent agent httpuseragent ua browser "},
    {Column::referer, "referer", " referer referrer httpreferer httpreferrer "},
    {Column::cookie, "cookie", " cookie httpcookie "},
    {Column::forwarded_for, "forwarded_for", " xforwardedfor xff httpxforwardedfor forwardedfor "},
};

// Other words for some of ours, and what only JSON has, which a table passes over.
constexpr std::pair<std::string_view, Column> kAliases[] = {{"request", Column::request_line},
                                                            {"bytes", Column::response_bytes},
                                                            {"url", Column::target},
                                                            {"server_name", Column::host_header},
                                                            {"body", Column::none}};

bool lists(std::string_view names, std::string_view name) {
  for (std::size_t at = names.find(name); at != std::string_view::npos;
       at = names.find(name, at + 1))
    if (names[at - 1] == ' ' && names[at + name.size()] == ' ') return true;
  return false;
}

}  // namespace

std::string squeezed(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      out += c;
    else if (c >= 'A' && c <= 'Z')
      out += static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

ColumnName column_of(std::string_view header) {
  constexpr std::size_t kLongest = 64;  // no name of a column is longer
  if (header.size() > kLongest) return {};
  const std::string name = squeezed(header);
  if (name.empty()) return {};
  ColumnName found;
  if (name == "tcpsrcport" || name == "tcpdstport" || name == "tcpport")
    found.transport = Transport::tcp;
  if (name == "udpsrcport" || name == "udpdstport" || name == "udpport")
    found.transport = Transport::udp;
  for (const Synonyms& synonyms : kSynonyms)
    if (lists(synonyms.theirs, name)) found.column = synonyms.column;
  return found;
}

Result<std::vector<ColumnHint>> parse_column_hints(std::string_view text) {
  std::vector<ColumnHint> hints;
  if (trimmed(text).empty()) return hints;
  for (const std::string_view part : split(text, ',')) {
    const auto equals = part.find('=');
    const std::string_view ours = trimmed(part.substr(0, equals));
    ColumnHint hint{Column::none, {}};
    if (equals != std::string_view::npos) hint.name = squeezed(part.substr(equals + 1));
    for (const Synonyms& synonyms : kSynonyms)
      if (synonyms.ours == ours) hint.column = synonyms.column;
    bool known = hint.column != Column::none;
    for (const auto& [alias, column] : kAliases)
      if (alias == ours) {
        hint.column = column;
        known = true;
      }
    if (!known || hint.name.empty())
      return fail("read", "the columns " + std::string(text),
                  "\"" + std::string(part) + "\" is not field=name",
                  "write for example time=ts,client=sa,server=da,server_port=dp,protocol=pr");
    if (hint.column != Column::none) hints.push_back(std::move(hint));
  }
  return hints;
}

}  // namespace cordon::logs
