#include "logs/web_json.h"

#include <charconv>

#include "base/text.h"
#include "logs/access.h"
#include "logs/clock.h"
#include "logs/forwarded.h"

namespace cordon::logs {
namespace {

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

bool WebJsonParser::enter(std::string_view path) {
  in_pair_ = false;
  path_.assign(lowered(path));
  return path.find('.') == std::string_view::npos || keys_.leads_on(path_) ||
         keys_.find(path_) != nullptr || !header_named_by(path_).empty() || is_header_list(path_);
}

void WebJsonParser::add_header(std::string_view name, std::string_view value) {
  if (header_count_ == kMostHeaders) return;
  if (header_count_ == headers_.size()) headers_.emplace_back();
  headers_[header_count_].name.assign(name);
  headers_[header_count_++].value = value;
}

// [["Host", "x"], ["User-Agent", "y"]], [{"name": "Host", "value": "x"}], {"Host": ["x"]}, and
// nginx's $http_x_...
bool WebJsonParser::hear_header(std::string_view path, std::string_view as_written,
                                std::string_view text) {
  if (is_header_list(path)) {
    if (in_pair_)
      add_header(pair_name_, text);
    else
      pair_name_ = text;
    in_pair_ = !in_pair_;
    return true;
  }
  const std::string_view name = header_named_by(path);
  if (name == "name") {
    pair_name_ = text;
  } else if (name == "value") {
    add_header(pair_name_, text);
  } else if (!name.empty()) {
    add_header(as_written.substr(as_written.size() - name.size()), text);
  } else if (path.starts_with("http_x_") && path != "http_x_forwarded_for") {
    pair_name_ = path.substr(5);
    for (char& c : pair_name_)
      if (c == '_') c = '-';
    add_header(pair_name_, text);
  } else {
    return false;
  }
  return true;
}

// A key called "time" may hold how long it took: then another has the time of day.
void WebJsonParser::hear_time(std::string_view text, int rank) {
  const auto time = read_any(text);
  if (!time) return;
  constexpr int kDoubtful = 1000;
  constexpr std::int64_t kBeforeTheWeb = 315'532'800LL * 1'000'000'000;  // 1980
  if (to_ns(*time) < kBeforeTheWeb) rank += kDoubtful;
  if (time_ != kNoTime && rank >= time_rank_) return;
  time_ = *time;
  time_rank_ = rank;
}

void WebJsonParser::leaf(std::string_view path, std::string_view text) {
  if (text.empty() || text == "-") return;
  path_.resize(path.size());
  for (std::size_t i = 0; i < path.size(); ++i)
    path_[i] = static_cast<char>(path[i] >= 'A' && path[i] <= 'Z' ? path[i] | 0x20 : path[i]);
  const WebKeys::Meaning* meaning = keys_.find(path_);
  if (hear_header(path_, path, text) || meaning == nullptr) return;
  if (meaning->key == WebKey::time) return hear_time(text, meaning->rank);
  Value& value = values_[static_cast<std::size_t>(meaning->key)];
  if (value.text.empty() || meaning->rank < value.rank) value = {text, meaning->rank};
}

// "http://192.0.2.80:2375/v1/x" names the server too.
void WebJsonParser::put_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos || url.starts_with('/')) {
    entry_.target = url;
    return;
  }
  std::string_view rest = url.substr(scheme + 3);
  const std::size_t slash = rest.find('/');
  const std::string_view host = rest.substr(0, slash);
  entry_.target = slash == std::string_view::npos ? "/" : rest.substr(slash);
  if (const auto server = endpoint_of(host); server && entry_.server.address.is_unspecified())
    entry_.server = *server;
  url_host_ = host;
}

void WebJsonParser::put_parties() {
  if (const auto client = endpoint_of((*this)[WebKey::client])) entry_.client = *client;
  for (const WebKey key : {WebKey::server_name, WebKey::server})
    if (const auto server = endpoint_of((*this)[key])) entry_.server = *server;
  if (!(*this)[WebKey::client_port].empty())
    entry_.client.port = number_of<std::uint16_t>((*this)[WebKey::client_port]);
  if (!(*this)[WebKey::server_port].empty())
    entry_.server.port = number_of<std::uint16_t>((*this)[WebKey::server_port]);
}

// Some say "1.1"; the rules know it as "HTTP/1.1".
void WebJsonParser::put_version(std::string_view version) {
  const bool bare = !version.empty() && version.front() >= '0' && version.front() <= '9';
  entry_.version = bare ? std::string_view(version_.assign("HTTP/").append(version)) : version;
}

void WebJsonParser::put_target() {
  const std::string_view line = (*this)[WebKey::request_line];
  if (is_request_line(line)) {
    split_request_line(line, entry_);
  } else if (!(*this)[WebKey::target].empty()) {
    entry_.target = (*this)[WebKey::target];
  } else {
    put_url((*this)[WebKey::url]);
  }
  if (entry_.method.empty()) entry_.method = (*this)[WebKey::method];
  if (entry_.version.empty()) put_version((*this)[WebKey::version]);
  const std::string_view query = (*this)[WebKey::query];
  if (query.empty() || is_request_line(line) || entry_.target.find('?') != std::string_view::npos)
    return;
  target_.assign(entry_.target);
  if (query.front() != '?') target_ += '?';
  target_ += query;
  entry_.target = target_;
  entry_.rewritten = Rewritten::target;
}

void WebJsonParser::put_headers() {
  for (std::size_t i = 0; i < header_count_; ++i)
    entry_.headers.push_back({headers_[i].name, headers_[i].value});
  const auto has = [&](std::string_view lower_name) {
    for (const event::HttpHeader& header : entry_.headers)
      if (lowered(header.name) == lower_name) return true;
    return false;
  };
  const auto header = [&](std::string_view name, std::string_view lower_name, WebKey key) {
    if (!(*this)[key].empty() && !has(lower_name)) entry_.headers.push_back({name, (*this)[key]});
  };
  header("Host", "host", WebKey::host);
  header("Host", "host", WebKey::server_name);
  if (!url_host_.empty() && !has("host")) entry_.headers.push_back({"Host", url_host_});
  header("User-Agent", "user-agent", WebKey::user_agent);
  header("Referer", "referer", WebKey::referer);
  header("Cookie", "cookie", WebKey::cookie);
  if (!(*this)[WebKey::forwarded_for].empty())
    return put_forwarded((*this)[WebKey::forwarded_for], entry_);
  for (std::size_t i = 0; i < header_count_; ++i)
    if (lowered(headers_[i].name) == "x-forwarded-for") {
      put_forwarded(headers_[i].value, entry_);
      entry_.headers.pop_back();  // it is there already
      return;
    }
}

// Who asked for what, and one thing more that only a request has: settings have paths, too.
bool WebJsonParser::tells_a_request() const {
  const bool line = is_request_line((*this)[WebKey::request_line]);
  const bool target = line || !(*this)[WebKey::target].empty() || !(*this)[WebKey::url].empty();
  const bool who = !(*this)[WebKey::client].empty() || !(*this)[WebKey::forwarded_for].empty();
  return target && who &&
         (line || !(*this)[WebKey::method].empty() || !(*this)[WebKey::status].empty());
}

Verdict WebJsonParser::read(std::string_view unit, EntrySink& sink) {
  values_.fill({});
  time_ = kNoTime;
  header_count_ = 0;
  url_host_ = {};
  in_pair_ = false;
  const Walked walked = walk_.walk(unit, *this);
  if (walked == Walked::none) return Verdict::bad;
  // Servers write of other things to the same file, as objects without any of this.
  if (!tells_a_request()) return walked == Walked::whole ? Verdict::nothing : Verdict::bad;
  entry_.clear();
  entry_.tells = Tells::http;
  entry_.app = event::App::http;
  entry_.time = time_;
  put_parties();
  put_target();
  put_headers();
  entry_.body = body_of((*this)[WebKey::body], body_);
  if (entry_.body.data() == body_.data()) entry_.rewritten = Rewritten::anything;
  entry_.status = number_of<int>((*this)[WebKey::status]);
  entry_.response_bytes = number_of<std::uint64_t>((*this)[WebKey::response_bytes]);
  entry_.request_bytes = number_of<std::uint64_t>((*this)[WebKey::request_bytes]);
  sink.entry(entry_);
  return walked == Walked::whole ? Verdict::told : Verdict::cut;
}

}  // namespace cordon::logs
