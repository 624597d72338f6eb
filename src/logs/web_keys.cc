#include "logs/web_keys.h"

#include "base/text.h"

namespace cordon::logs {
namespace {

struct Names {
  WebKey key;
  std::string_view ours;   // as --columns calls it
  std::string_view paths;  // in lower case, the most telling first, between blanks
};

constexpr Names kNames[] = {
    {WebKey::time, "time",
     "time_iso8601 time_local @timestamp timestamp starttime start_time startutc ts time msec"
     " datetime event_datetime date request_creation_time requesttime when_iso when eventtime "
     "hour"},
    {WebKey::client, "client",
     "request.client_ip request.remote_ip request.remote_addr client_ip clientip remote_addr"
     " remote_ip client:port clientaddr clienthost downstream_remote_address"
     " downstream_direct_remote_address httprequest.remoteip httprequest.clientip source.ip"
     " source.address client.ip src_ip source_ip realip_remote_addr remote_address remoteaddr"
     " remote_host remotehost clientaddress client_address identity.sourceip ip source client"
     " remote peer"},
    {WebKey::client_port, "client_port",
     "request.remote_port client_port clientport remote_port source.port client.port"},
    {WebKey::server, "server",
     "server_addr server_ip serverip downstream_local_address httprequest.serverip destination.ip"
     " dest_ip destination_ip local_addr"},
    {WebKey::server_port, "server_port",
     "server_port serverport destination.port dest_port requestport"},
    {WebKey::server_name, "server_name", "server_name vhost virtual_host sni server"},
    {WebKey::request_line, "request", "request request_line requestline req http_request"},
    {WebKey::method, "method",
     "request_method request.method method http_method httpmethod requestmethod verb request_verb"
     " http.request.method httprequest.requestmethod httprequest.httpmethod"},
    {WebKey::target, "target",
     "request_uri request.uri requestpath httprequest.uri uri request_path path target uri_path"
     " uripath resourcepath"},
    {WebKey::query, "query",
     "args query query_string querystring uri_query httprequest.args url.query"},
    {WebKey::url, "url",
     "request_url requesturl url.original http.url httprequest.requesturl full_url url.full url"
     " url.path"},
    {WebKey::version, "version",
     "server_protocol request.proto protocol request_proto requestprotocol http_version httpversion"
     " http.version httprequest.protocol httprequest.httpversion proto version"},
    {WebKey::status, "status",
     "status elb_status_code response_code status_code statuscode responsecode downstreamstatus"
     " http.response.status_code httprequest.status http_status response code"},
    {WebKey::response_bytes, "bytes",
     "body_bytes_sent bytes_sent sent_bytes size bytes responsesize responselength"
     " http.response.body.bytes http.response.bytes httprequest.responsesize"
     " downstreamcontentsize response_size"},
    {WebKey::request_bytes, "request_bytes",
     "request_length bytes_received received_bytes bytes_read request_bytes http.request.bytes"
     " httprequest.requestsize requestcontentsize request_size"},
    {WebKey::user_agent, "user_agent",
     "http_user_agent user_agent useragent user_agent.original httprequest.useragent"
     " request_user-agent agent browser identity.useragent"},
    {WebKey::referer, "referer",
     "http_referer http_referrer referer referrer http.request.referrer httprequest.referer"
     " request_referer"},
    {WebKey::host, "host",
     "http_host request.host authority :authority requesthost host url.domain domain_name"
     " domainname hostname"},
    {WebKey::cookie, "cookie", "http_cookie cookie"},
    {WebKey::forwarded_for, "forwarded_for",
     "http_x_forwarded_for x_forwarded_for xff x-forwarded-for request_x-forwarded-for"
     " forwarded_for http_x_real_ip"},
    {WebKey::body, "body", "request_body http.request.body.content body data"},
};

// How tables call some of these (columns.h).
constexpr std::pair<std::string_view, std::string_view> kTables[] = {
    {"request_line", "request"}, {"response_bytes", "bytes"}, {"host_header", "host"}};

constexpr std::string_view kHeaderFolders[] = {"request.headers.", "request_headers.", "headers.",
                                               "httprequest.headers.", "http.request.headers."};

}  // namespace

void WebKeys::add(std::string path, Meaning meaning) {
  for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', dot + 1))
    parents_.insert(path.substr(0, dot));
  keys_.insert_or_assign(std::move(path), meaning);
}

Result<WebKeys> WebKeys::with(std::string_view columns) {
  WebKeys keys;
  for (const Names& names : kNames) {
    int rank = 1;
    for (const std::string_view path : split(names.paths, ' '))
      keys.add(std::string(path), {names.key, rank++});
  }
  if (trimmed(columns).empty()) return keys;
  for (const std::string_view pair : split(columns, ',')) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos)
      return fail("use --columns", std::string(pair), "there is no '=' in it",
                  "write client=src_ip,time=ts");
    // Names of flow records are for tables; here they mean nothing.
    std::string_view ours = trimmed(pair.substr(0, equals));
    for (const auto& [table, json] : kTables)
      if (ours == table) ours = json;
    for (const Names& names : kNames)
      if (names.ours == ours) keys.add(lowered(trimmed(pair.substr(equals + 1))), {names.key, 0});
  }
  return keys;
}

const WebKeys::Meaning* WebKeys::find(const std::string& path) const {
  const auto found = keys_.find(path);
  return found == keys_.end() ? nullptr : &found->second;
}

std::string_view header_named_by(std::string_view path) {
  for (const std::string_view folder : kHeaderFolders)
    if (path.starts_with(folder)) return path.substr(folder.size());
  return {};
}

bool is_header_list(std::string_view path) {
  for (const std::string_view folder : kHeaderFolders)
    if (path == folder.substr(0, folder.size() - 1)) return true;
  return false;
}

}  // namespace cordon::logs
