#include "logs/access_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "base/text.h"

namespace cordon::logs {
namespace {

Part part_of_header(std::string_view name) {
  static const std::map<std::string, Part, std::less<>> kHeaders = {
      {"referer", Part::referer},
      {"user-agent", Part::user_agent},
      {"host", Part::host},
      {"cookie", Part::cookie},
      {"x-forwarded-for", Part::forwarded_for},
      {"x-real-ip", Part::forwarded_for},
      {"true-client-ip", Part::forwarded_for},
      {"cf-connecting-ip", Part::forwarded_for}};
  const auto found = kHeaders.find(lowered(name));
  return found == kHeaders.end() ? Part::header : found->second;
}

Part part_of_apache(char letter, std::string_view argument) {
  switch (letter) {
    case 'h':
    case 'a': return Part::client;
    case 'A': return Part::server;
    case 'v':
    case 'V': return Part::server_name;
    case 'p': return argument == "remote" ? Part::client_port : Part::server_port;
    case 't': return argument.empty() ? Part::time_apache : Part::time_any;
    case 'r': return Part::request_line;
    case 'm': return Part::method;
    case 'U': return Part::path;
    case 'q': return Part::query;
    case 'H': return Part::version;
    case 's': return Part::status;
    case 'b':
    case 'B':
    case 'O': return Part::response_bytes;
    case 'I': return Part::request_bytes;
    case 'i': return part_of_header(argument);
    default: return Part::ignored;
  }
}

Part part_of_nginx(std::string_view name) {
  static const std::map<std::string, Part, std::less<>> kVariables = {
      {"remote_addr", Part::client},
      {"binary_remote_addr", Part::ignored},
      {"realip_remote_addr", Part::client},
      {"remote_port", Part::client_port},
      {"time_local", Part::time_apache},
      {"time_iso8601", Part::time_any},
      {"msec", Part::time_any},
      {"request", Part::request_line},
      {"request_method", Part::method},
      {"request_uri", Part::target},
      {"uri", Part::path},
      {"args", Part::query},
      {"query_string", Part::query},
      {"server_protocol", Part::version},
      {"status", Part::status},
      {"body_bytes_sent", Part::response_bytes},
      {"bytes_sent", Part::response_bytes},
      {"request_length", Part::request_bytes},
      {"proxy_add_x_forwarded_for", Part::forwarded_for},
      {"proxy_protocol_addr", Part::client},
      {"host", Part::server_name},
      {"server_name", Part::server_name},
      {"server_addr", Part::server},
      {"server_port", Part::server_port}};
  const auto found = kVariables.find(name);
  return found == kVariables.end() ? Part::ignored : found->second;
}

// "$http_x_api_version" is the header of that name; "$http_referer" too.
std::string header_of_nginx(std::string_view variable) {
  constexpr std::string_view kPrefix = "http_";
  if (!variable.starts_with(kPrefix)) return {};
  std::string name(variable.substr(kPrefix.size()));
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

// The string itself of what stands in a configuration file. nginx joins strings that follow each
// other.
std::string out_of_configuration(std::string_view text) {
  std::string_view rest = trimmed(text);
  const bool directive = rest.starts_with("LogFormat ") || rest.starts_with("log_format ");
  if (directive) rest.remove_prefix(std::min(rest.find_first_of("\"'"), rest.size()));
  if (rest.empty() || (rest.front() != '\'' && !directive)) return std::string(text);
  std::string out;
  while (!rest.empty() && (rest.front() == '\'' || rest.front() == '"')) {
    const char quote = rest.front();
    rest.remove_prefix(1);
    std::size_t end = 0;
    while (end < rest.size() && rest[end] != quote) end += rest[end] == '\\' ? 2 : 1;
    out.append(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    rest = trimmed(rest);
  }
  return out;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

class Compiler {
 public:
  explicit Compiler(std::string_view text) : text_(text) {}

  Result<AccessFormat> run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '%') {
        if (!apache()) return wrong(problem_);
      } else if (c == '$') {
        if (!nginx()) return wrong(problem_);
      } else {
        literal(c);
        // A format pasted from a configuration file has its quotes escaped.
        if (c == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
          last_literal().back() = '"';
          ++at_;
        }
        ++at_;
      }
    }
    if (!format_.has(Part::client) && !format_.has(Part::forwarded_for))
      return wrong("it has no client: %h, %a or $remote_addr");
    if (!format_.has(Part::request_line) && !format_.has(Part::target) && !format_.has(Part::path))
      return wrong("it has no request: \"%r\", %U or $request");
    return format_;
  }

 private:
  tl::unexpected<Error> wrong(std::string cause) const {
    return fail("use --log-format", std::string(text_), std::move(cause),
                "write it as in Apache's LogFormat or nginx's log_format");
  }
  std::string& last_literal() {
    return format_.pieces.empty() ? format_.before : format_.pieces.back().until;
  }
  void literal(char c) { last_literal().push_back(c); }

  bool field(Part part, std::string name = {}) {
    if (!format_.pieces.empty() && format_.pieces.back().until.empty()) {
      // %U%q: the query follows the path and begins with its own mark.
      if (format_.pieces.back().part == Part::path && part == Part::query) {
        format_.pieces.back().part = Part::target;
        return true;
      }
      problem_ = fmt::format("nothing stands between two fields at character {}", at_ + 1);
      return false;
    }
    if (format_.pieces.size() >= kMostPieces) {
      problem_ = fmt::format("it has more than {} fields", kMostPieces);
      return false;
    }
    format_.pieces.push_back({part, "", std::move(name)});
    return true;
  }

  // %>s, %!200,304{Referer}i, %{c}a, %%
  bool apache() {
    std::size_t i = at_ + 1;
    if (i < text_.size() && text_[i] == '%') {
      literal('%');
      at_ = i + 1;
      return true;
    }
    while (i < text_.size() &&
           (text_[i] == '>' || text_[i] == '<' || text_[i] == '!' || text_[i] == ',' ||
            std::isdigit(static_cast<unsigned char>(text_[i]))))
      ++i;
    std::string_view argument;
    if (i < text_.size() && text_[i] == '{') {
      const std::size_t close = text_.find('}', i);
      if (close == std::string_view::npos) {
        problem_ = fmt::format("'{{' at character {} is not closed", i + 1);
        return false;
      }
      argument = text_.substr(i + 1, close - i - 1);
      i = close + 1;
    }
    const bool double_letter = i < text_.size() && text_[i] == '^';  // %^FB, %^ti: of the answer
    if (double_letter) i += 2;
    if (i >= text_.size()) {
      problem_ = "it ends in the middle of a field";
      return false;
    }
    const Part part = double_letter ? Part::ignored : part_of_apache(text_[i], argument);
    const bool bracketed = text_[i] == 't' && argument.empty();
    if (bracketed) literal('[');
    if (!field(part, part == Part::header ? std::string(argument) : "")) return false;
    if (bracketed) literal(']');
    at_ = i + 1;
    return true;
  }

  bool nginx() {
    std::size_t i = at_ + 1;
    const bool braced = i < text_.size() && text_[i] == '{';
    if (braced) ++i;
    const std::size_t begin = i;
    while (i < text_.size() && is_word(text_[i])) ++i;
    if (i == begin) {
      problem_ = fmt::format("no name behind '$' at character {}", at_ + 1);
      return false;
    }
    const std::string_view variable = text_.substr(begin, i - begin);
    std::string header = header_of_nginx(variable);
    const Part part = header.empty() ? part_of_nginx(variable) : part_of_header(header);
    if (!field(part, part == Part::header ? std::move(header) : "")) return false;
    if (braced && i < text_.size() && text_[i] == '}') ++i;
    at_ = i;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  AccessFormat format_;
  std::string problem_;
};

}  // namespace

bool AccessFormat::has(Part part) const {
  return std::any_of(pieces.begin(), pieces.end(),
                     [&](const Piece& piece) { return piece.part == part; });
}

Result<AccessFormat> compile_access_format(std::string_view text) {
  const std::string format = out_of_configuration(text);
  return Compiler(format).run();
}

}  // namespace cordon::logs
