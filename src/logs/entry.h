// An entry: what one line or record of a log says, in the terms of events, whatever its format.
//
// Views are of the line and of the parser's own buffers and live until its next line. What a log
// does not say stays empty, 0 or unknown. A parser reuses one Entry: clear() before filling it.
#pragma once

#include <string_view>
#include <vector>

#include "event/flow.h"
#include "event/http.h"
#include "event/messages.h"

namespace cordon::logs {

/// What an entry tells of. One line may tell of several things: then several entries come of it.
enum class Tells : std::uint8_t {
  nothing,
  http,     // a request, and what was answered
  flow,     // a flow record: who talked with whom, and how it went
  alert,    // another sensor's alert or notice
  dns,      // a question, perhaps with its answers
  service,  // a server was seen to offer a service (Zeek's known_services, software)
  anomaly,  // another sensor's anomaly (Zeek's weird, EVE's anomaly): counted by `message`
};

/// What of an entry does not stand in its line letter by letter, because the parser put it together
/// or decoded it: of that, a look at the raw line tells nothing.
enum class Rewritten : std::uint8_t { nothing, target, anything };

struct Entry {
  Tells tells = Tells::nothing;
  std::uint64_t number = 0;      // line, or record, of its file, from 1: set by who reads the file
  Time time = kNoTime;           // of the first packet or of the request; kNoTime: the log has none
  std::string_view sensor;       // host that wrote it, as the line itself says; may be a name
  net::Endpoint client, server;  // an address that the log lacks is unspecified, a port 0
  net::Protocol protocol = net::Protocol::tcp;
  event::App app = event::App::unknown;
  Rewritten rewritten = Rewritten::nothing;

  // http
  std::string_view request_line;  // where the log has it as one: "GET /x HTTP/1.0"
  std::string_view method, target, version;
  std::vector<event::HttpHeader> headers;  // those that the log has: Host, User-Agent, Referer ...
  std::string_view body;                   // of the request; few logs have it
  int status = 0;
  bool unanswered = false;  // the sensor watched for an answer, and none came
  std::uint64_t request_bytes = 0, response_bytes = 0;

  // flow
  event::Outcome outcome = event::Outcome::unknown;
  Duration lasted{};
  std::uint64_t client_packets = 0, server_packets = 0;
  std::uint64_t client_bytes = 0, server_bytes = 0;
  bool bytes_are_ip = false;   // counted with their IP and transport headers
  std::uint32_t sampling = 1;  // one packet in so many was looked at

  // alert; and anomaly: `message` alone
  std::uint32_t gid = 0, sid = 0;
  std::string_view message, category;
  std::vector<std::string_view> references;  // "CVE-2021-44228", as the log spells them
  bool from_server = false;                  // the server sent what the alert is about

  // dns
  std::string_view query;
  std::uint16_t query_type = 0;
  std::vector<event::DnsRecord> answers;

  void clear() {
    auto keep_headers = std::move(headers);
    auto keep_references = std::move(references);
    auto keep_answers = std::move(answers);
    keep_headers.clear();
    keep_references.clear();
    keep_answers.clear();
    *this = Entry{};
    headers = std::move(keep_headers);
    references = std::move(keep_references);
    answers = std::move(keep_answers);
  }
};

/// Who takes entries, in the order of the file.
class EntrySink {
 public:
  virtual ~EntrySink() = default;
  virtual void entry(const Entry& entry) = 0;
};

}  // namespace cordon::logs
