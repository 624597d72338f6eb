#include "logs/web_json.h"

#include <charconv>

#include "base/text.h"
#include "logs/access.h"
#include "logs/clock.h"

namespace cordon::logs {
namespace {

struct Name {
  const char* path;  // in lower case
  WebKey key;
};
constexpr Name kNames[] = {
    {"time", WebKey::time},
    {"ts", WebKey::time},
    {"timestamp", WebKey::time},
    {"@timestamp", WebKey::time},
    {"time_iso8601", WebKey::time},
    {"time_local", WebKey::time},
    {"msec", WebKey::time},
    {"start_time", WebKey::time},
    {"date", WebKey::time},
    {"datetime", WebKey::time},
    {"hour", WebKey::time},
    {"request_creation_time", WebKey::time},
    {"client", WebKey::client},
    {"client_ip", WebKey::client},
    {"clientip", WebKey::client},
    {"remote_addr", WebKey::client},
    {"remote_ip", WebKey::client},
    {"source", WebKey::client},
    {"src_ip", WebKey::client},
    {"source_ip", WebKey::client},
    {"ip", WebKey::client},
    {"request.remote_ip", WebKey::client},
    {"request.client_ip", WebKey::client},
    {"request.remote_addr", WebKey::client},
    {"downstream_remote_address", WebKey::client},
    {"client:port", WebKey::client},
    {"httprequest.remoteip", WebKey::client},
    {"remote_port", WebKey::client_port},
    {"client_port", WebKey::client_port},
    {"request.remote_port", WebKey::client_port},
    {"server_addr", WebKey::server},
    {"server_ip", WebKey::server},
    {"dest_ip", WebKey::server},
    {"downstream_local_address", WebKey::server},
    {"httprequest.serverip", WebKey::server},
    {"server_port", WebKey::server_port},
    {"dest_port", WebKey::server_port},
    {"server_name", WebKey::server_name},
    {"vhost", WebKey::server_name},
    {"request", WebKey::request_line},
    {"request_line", WebKey::request_line},
    {"method", WebKey::method},
    {"request_method", WebKey::method},
    {"http_method", WebKey::method},
    {"verb", WebKey::method},
    {"request_verb", WebKey::method},
    {"request.method", WebKey::method},
    {"httprequest.requestmethod", WebKey::method},
    {"target", WebKey::target},
    {"uri", WebKey::target},
    {"request_uri", WebKey::target},
    {"path", WebKey::target},
    {"request.uri", WebKey::target},
    {"uri_path", WebKey::target},
    {"args", WebKey::query},
    {"query", WebKey::query},
    {"query_string", WebKey::query},
    {"uri_query", WebKey::query},
    {"url", WebKey::url},
    {"request_url", WebKey::url},
    {"httprequest.requesturl", WebKey::url},
    {"version", WebKey::version},
    {"protocol", WebKey::version},
    {"server_protocol", WebKey::version},
    {"request.proto", WebKey::version},
    {"httprequest.protocol", WebKey::version},
    {"status", WebKey::status},
    {"status_code", WebKey::status},
    {"response_code", WebKey::status},
    {"elb_status_code", WebKey::status},
    {"response", WebKey::status},
    {"httprequest.status", WebKey::status},
    {"bytes", WebKey::response_bytes},
    {"size", WebKey::response_bytes},
    {"body_bytes_sent", WebKey::response_bytes},
    {"bytes_sent", WebKey::response_bytes},
    {"sent_bytes", WebKey::response_bytes},
    {"httprequest.responsesize", WebKey::response_bytes},
    {"request_length", WebKey::request_bytes},
    {"bytes_received", WebKey::request_bytes},
    {"received_bytes", WebKey::request_bytes},
    {"bytes_read", WebKey::request_bytes},
    {"user_agent", WebKey::user_agent},
    {"http_user_agent", WebKey::user_agent},
    {"useragent", WebKey::user_agent},
    {"agent", WebKey::user_agent},
    {"request.headers.user-agent", WebKey::user_agent},
    {"headers.user-agent", WebKey::user_agent},
    {"httprequest.useragent", WebKey::user_agent},
    {"referer", WebKey::referer},
    {"http_referer", WebKey::referer},
    {"referrer", WebKey::referer},
    {"request.headers.referer", WebKey::referer},
    {"headers.referer", WebKey::referer},
    {"httprequest.referer", WebKey::referer},
    {"host", WebKey::host},
    {"http_host", WebKey::host},
    {"authority", WebKey::host},
    {"request.host", WebKey::host},
    {"headers.host", WebKey::host},
    {"request.headers.host", WebKey::host},
    {"domain_name", WebKey::host},
    {"http_cookie", WebKey::cookie},
    {"cookie", WebKey::cookie},
    {"http_x_forwarded_for", WebKey::forwarded_for},
    {"x_forwarded_for", WebKey::forwarded_for},
    {"request.headers.x-forwarded-for", WebKey::forwarded_for},
    {"body", WebKey::body},
    {"data", WebKey::body},
    {"request_body", WebKey::body},
};

constexpr std::pair<const char*, WebKey> kOurs[] = {{"time", WebKey::time},
                                                    {"client", WebKey::client},
                                                    {"client_port", WebKey::client_port},
                                                    {"server", WebKey::server},
                                                    {"server_port", WebKey::server_port},
                                                    {"request", WebKey::request_line},
                                                    {"method", WebKey::method},
                                                    {"target", WebKey::target},
                                                    {"url", WebKey::url},
                                                    {"version", WebKey::version},
                                                    {"status", WebKey::status},
                                                    {"bytes", WebKey::response_bytes},
                                                    {"user_agent", WebKey::user_agent},
                                                    {"referer", WebKey::referer},
                                                    {"host", WebKey::host},
                                                    {"forwarded_for", WebKey::forwarded_for},
                                                    {"body", WebKey::body}};

template <class Number>
Number number_of(std::string_view text) {
  Number value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

// Bodies are bytes, and JSON is text: most who log them write base64.
std::string_view body_of(std::string_view text, std::string& scratch) {
  constexpr std::size_t kLeast = 16;
  if (text.size() < kLeast || text.size() % 4 != 0) return text;
  scratch.clear();
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text.substr(0, text.find('='))) {
    const int value = base64_value(c);
    if (value < 0) return text;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    if ((count += 6) >= 8) scratch.push_back(static_cast<char>(bits >> (count -= 8) & 0xff));
  }
  return scratch;
}

bool is_request_line(std::string_view text) { return text.find(' ') != std::string_view::npos; }

}  // namespace

Result<WebKeys> web_keys(std::string_view columns) {
  WebKeys keys;
  for (const Name& name : kNames) keys.emplace(name.path, name.key);
  if (columns.empty()) return keys;
  for (const std::string_view pair : split(columns, ',')) {
    const std::size_t equals = pair.find('=');
    const std::string_view name = trimmed(pair.substr(0, equals));
    bool known = false;
    for (const auto& [ours, key] : kOurs)
      if (equals != std::string_view::npos && name == ours) {
        keys[lowered(trimmed(pair.substr(equals + 1)))] = key;
        known = true;
      }
    // Names of flow records are for tables; here they mean nothing.
    if (!known && equals == std::string_view::npos)
      return fail("use --columns", std::string(pair), "there is no '=' in it",
                  "write client=src_ip,time=ts");
  }
  return keys;
}

bool WebJsonParser::enter(std::string_view path) {
  in_pair_ = false;
  return path == "request" || path == "headers" || path == "httpRequest" ||
         path.starts_with("request.headers") || path.starts_with("headers.") ||
         keys_.contains(lowered(path.substr(0, path.find('.')))) ||
         path.find('.') == std::string_view::npos;
}

void WebJsonParser::leaf(std::string_view path, std::string_view text) {
  if (path == "headers") {  // [["Host", "x"], ["User-Agent", "y"]]
    if (!in_pair_) {
      pair_name_.assign("headers.").append(lowered(text));
      in_pair_ = true;
      return;
    }
    in_pair_ = false;
    path = pair_name_;
  }
  const auto found = keys_.find(lowered(path));
  if (found == keys_.end() || text.empty() || text == "-") return;
  auto& value = values_[static_cast<std::size_t>(found->second)];
  if (value.empty()) value = text;
}

// "http://192.0.2.80:2375/v1/x" names the server too.
void WebJsonParser::put_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) {
    entry_.target = url;
    return;
  }
  std::string_view rest = url.substr(scheme + 3);
  const std::size_t slash = rest.find('/');
  const std::string_view host = rest.substr(0, slash);
  entry_.target = slash == std::string_view::npos ? "/" : rest.substr(slash);
  if (const auto server = endpoint_of(host)) entry_.server = *server;
  if ((*this)[WebKey::host].empty()) entry_.headers.push_back({"Host", host});
}

void WebJsonParser::put_parties() {
  if (const auto client = endpoint_of((*this)[WebKey::client])) entry_.client = *client;
  if (const auto server = endpoint_of((*this)[WebKey::server])) entry_.server = *server;
  if (!(*this)[WebKey::client_port].empty())
    entry_.client.port = number_of<std::uint16_t>((*this)[WebKey::client_port]);
  if (!(*this)[WebKey::server_port].empty())
    entry_.server.port = number_of<std::uint16_t>((*this)[WebKey::server_port]);
  if (entry_.client.address.is_private() || entry_.client.address.is_unspecified())
    if (const auto client = first_forwarded((*this)[WebKey::forwarded_for]))
      entry_.client = {*client, 0};
}

Verdict WebJsonParser::read(std::string_view unit, EntrySink& sink) {
  values_.fill({});
  in_pair_ = false;
  entry_.clear();
  if (!walk_.walk(unit, *this)) return Verdict::bad;
  const std::string_view line = (*this)[WebKey::request_line];
  const bool has_target =
      is_request_line(line) || !(*this)[WebKey::target].empty() || !(*this)[WebKey::url].empty();
  if (!has_target || (*this)[WebKey::client].empty()) return Verdict::bad;
  entry_.tells = Tells::http;
  entry_.app = event::App::http;
  entry_.time = read_any((*this)[WebKey::time]).value_or(kNoTime);
  put_parties();
  if (is_request_line(line)) split_request_line(line, entry_);
  if (!(*this)[WebKey::url].empty()) put_url((*this)[WebKey::url]);
  if (!(*this)[WebKey::target].empty()) entry_.target = (*this)[WebKey::target];
  if (!(*this)[WebKey::query].empty() && entry_.target.find('?') == std::string_view::npos) {
    target_.assign(entry_.target);
    if ((*this)[WebKey::query].front() != '?') target_ += '?';
    target_ += (*this)[WebKey::query];
    entry_.target = target_;
    entry_.rewritten = Rewritten::target;
  }
  if (!(*this)[WebKey::method].empty()) entry_.method = (*this)[WebKey::method];
  if (!(*this)[WebKey::version].empty()) entry_.version = (*this)[WebKey::version];
  const auto header = [&](std::string_view name, WebKey key) {
    if (!(*this)[key].empty()) entry_.headers.push_back({name, (*this)[key]});
  };
  header("Host", WebKey::host);
  header("User-Agent", WebKey::user_agent);
  header("Referer", WebKey::referer);
  header("Cookie", WebKey::cookie);
  entry_.body = body_of((*this)[WebKey::body], body_);
  entry_.status = number_of<int>((*this)[WebKey::status]);
  entry_.response_bytes = number_of<std::uint64_t>((*this)[WebKey::response_bytes]);
  entry_.request_bytes = number_of<std::uint64_t>((*this)[WebKey::request_bytes]);
  sink.entry(entry_);
  return Verdict::told;
}

void CarriedJsonParser::leaf(std::string_view path, std::string_view text) {
  if (path != "MESSAGE" && path != "log" && path != "message") return;
  line_.assign(text);
  while (line_.ends_with('\n') || line_.ends_with('\r')) line_.pop_back();
}

Verdict CarriedJsonParser::read(std::string_view unit, EntrySink& sink) {
  line_.clear();
  if (!walk_.walk(unit, *this)) return Verdict::bad;
  if (line_.empty()) return Verdict::nothing;
  const std::size_t size = line_.size();
  line_.append(kPadding, '\0');
  const Verdict verdict = inner_->read(std::string_view(line_).substr(0, size), sink);
  // Other programs write to the same journal.
  return verdict == Verdict::bad ? Verdict::nothing : verdict;
}

std::string CarriedJsonParser::carried_by(std::string_view object) {
  CarriedJsonParser parser(nullptr);
  parser.walk_.walk(object, parser);
  return parser.line_;
}

}  // namespace cordon::logs
