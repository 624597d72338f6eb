// The formats of access logs that are recognised by themselves, and which of them a file has.

#include <algorithm>

#include "base/text.h"
#include "logs/access.h"
#include "logs/forwarded.h"
#include "logs/recognisers.h"

namespace cordon::logs {
namespace {

struct Known {
  const char* name;
  const char* format;
  Escapes escapes = Escapes::backslash;
  bool forwards = false;  // has a list of forwarders, where others have something else
};

// Of those that fit as well the first. What is longer comes first: a common log is a combined one
// that is cut. Sources: Apache's and nginx's stock configurations, Envoy's and Istio's default
// formats, AWS' and HAProxy's documentation.
constexpr Known kKnown[] = {
    {"combined access log with X-Forwarded-For",
     R"(%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i" "%{X-Forwarded-For}i")",
     Escapes::backslash, true},
    {"combined access log with virtual host",
     R"(%v:%p %h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i")"},
    {"combined access log", R"(%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i")"},
    {"common access log", R"(%h %l %u %t "%r" %>s %b)"},
    {"combined access log with virtual host",
     R"(%v %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i")"},
    {"common access log with virtual host", R"(%v:%p %h %l %u %t "%r" %>s %b)"},
    {"common access log with virtual host", R"(%v %h %l %u %t "%r" %>s %b)"},
    {"combined access log of who was forwarded for",
     R"(%{X-Forwarded-For}i - %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i")",
     Escapes::backslash, true},
    {"common access log of who was forwarded for", R"(%{X-Forwarded-For}i - %u %t "%r" %>s %b)",
     Escapes::backslash, true},
    {"AWS ALB access log",
     R"($type $time_iso8601 $elb $remote_addr $server_addr $a $b $c $status $d $request_length $bytes_sent "$request" "$http_user_agent")"},
    {"AWS ELB access log",
     R"($time_iso8601 $elb $remote_addr $server_addr $a $b $c $status $d $request_length $bytes_sent "$request" "$http_user_agent")"},
    {"HAProxy HTTP log",
     R"($remote_addr [$time_local] $frontend $backend $timers $status $bytes_sent $x $y $z $w $v "$request")",
     Escapes::hash},
    {"Envoy access log",
     R"([$time_iso8601] "$request" $status $flags $request_length $bytes_sent $duration $upstream "$http_x_forwarded_for" "$http_user_agent" "$id" "$http_host")"},
    {"Istio access log",
     R"([$time_iso8601] "$request" $status $flags $details $ends "$failure" $request_length $bytes_sent $duration $upstream "$http_x_forwarded_for" "$http_user_agent" "$id" "$http_host" "$host_above" $cluster $from $server_addr $remote_addr)"},
};

// In the order of kKnown.
const std::vector<AccessFormat>& compiled() {
  static const std::vector<AccessFormat> kFormats = [] {
    std::vector<AccessFormat> formats;
    for (const Known& known : kKnown) formats.push_back(*compile_access_format(known.format));
    return formats;
  }();
  return kFormats;
}

constexpr double kLeastFit = 0.5;
constexpr double kLeastFitOfGiven = 0.1;  // what the user said is not doubted much

Format made(AccessFormat format, std::string name, Escapes escapes) {
  Format made;
  made.name = std::move(name);
  made.depth = Depth::requests;
  made.kind = "access";
  made.parser = std::make_unique<AccessParser>(std::move(format), escapes);
  return made;
}

// Whether the lists of forwarders are that: addresses, without ports (an upstream server has one).
bool forwards(const AccessFormat& format, std::string_view first) {
  class Lists final : public EntrySink {
   public:
    void entry(const Entry& entry) override {
      for (const event::HttpHeader& header : entry.headers) {
        if (header.name != "X-Forwarded-For") continue;
        ++lists;
        bool all = true;
        for (const std::string_view part : split(header.value, ',')) {
          const auto endpoint = endpoint_of(trimmed(part));
          all = all && (trimmed(part) == "unknown" || (endpoint && endpoint->port == 0));
        }
        sound += all;
      }
    }
    std::size_t lists = 0, sound = 0;
  } seen;
  AccessParser parser(format);
  fit_of(parser, first, &seen);
  return seen.lists > 0 && seen.sound * 10 >= seen.lists * 9;
}

std::optional<Format> as_given(std::string_view first, const Hints& hints) {
  auto format = compile_access_format(hints.log_format);
  if (!format) return std::nullopt;  // recognise() has said so
  AccessParser trial(*format);
  if (fit_of(trial, first).share() < kLeastFitOfGiven) return std::nullopt;
  return made(std::move(*format), "access log as --log-format says", Escapes::backslash);
}

}  // namespace

std::optional<Format> recognise_access(std::string_view first, const Hints& hints) {
  if (!hints.log_format.empty())
    if (auto given = as_given(first, hints)) return given;
  std::size_t best = std::size(kKnown);
  double best_score = 0;
  for (std::size_t i = 0; i < std::size(kKnown); ++i) {
    const Known& known = kKnown[i];
    const AccessFormat& format = compiled()[i];
    AccessParser parser(format, known.escapes);
    const Fit fit = fit_of(parser, first);
    if (fit.share() < kLeastFit || (known.forwards && !forwards(format, first))) continue;
    // A line that two formats fit is of that which finds an address where the client should be.
    const double score =
        fit.share() + static_cast<double>(fit.named) / static_cast<double>(fit.lines);
    if (score > best_score + 0.05) {
      best_score = score;
      best = i;
    }
  }
  if (best == std::size(kKnown)) return std::nullopt;
  return made(compiled()[best], kKnown[best].name, kKnown[best].escapes);
}

}  // namespace cordon::logs
