#include "proto/http/reader.h"

#include "proto/http/uri.h"

namespace cordon::proto::http {
namespace {

using event::Side;

// Scratch that all readers of a worker share: its contents live during one event only.
struct Scratch {
  event::HttpRequest request;
  event::HttpResponse response;
  std::string uri, iis, body;
};
thread_local Scratch scratch;

Verdict start_verdict(Side from, std::string_view bytes) {
  bytes = skip_blank_lines(bytes);
  return from == Side::client ? looks_like_request(bytes) : looks_like_response(bytes);
}

bool wants_body(const event::Demand& demand, Side side) {
  return side == Side::client ? demand.request_bodies : demand.response_bodies;
}

}  // namespace

void Reader::chunk(const event::StreamChunk& chunk) {
  std::string_view bytes = text_of(chunk.bytes);
  Half& side = half(chunk.from);
  while (!bytes.empty() && side.state != State::tunnel) {
    if (side.state == State::lost && !starts_again(side, chunk.from, bytes)) return;
    bytes = side.state == State::head ? take_head(chunk.flow, chunk.from, chunk.at, bytes)
                                      : take_body(chunk.flow, chunk.from, chunk.at, bytes);
  }
}

// Whether a message may begin here. Where that takes more bytes to tell, its first line decides.
bool Reader::starts_again(Half& side, Side from, std::string_view bytes) {
  const Verdict start = start_verdict(from, bytes);
  if (start == Verdict::no) return false;
  side.unsure = start == Verdict::more;
  side.state = State::head;
  return true;
}

// The size of the head at the front of `all`; 0: it has not ended yet. What was there `before` has
// been searched. A doubtful start that its first line belies makes the side lost again.
std::size_t Reader::size_of_head(Half& side, Side from, std::string_view all, std::size_t before) {
  if (side.first_line == 0) {
    const auto end = all.find('\n', before);
    if (end == std::string_view::npos) return 0;
    side.first_line = end + 1;
    side.searched = end;  // the head cannot end before its first line does
    if (side.unsure && start_verdict(from, all) != Verdict::yes) {
      side.state = State::lost;
      return 0;
    }
    side.unsure = false;
    if (from == Side::client && is_simple_request(first_line_of(all)))
      return side.first_line;  // HTTP/0.9: one line is all
  }
  return head_size(all, side.searched);
}

std::string_view Reader::take_head(event::Flow& flow, Side from, event::Moment at,
                                   std::string_view bytes) {
  Half& side = half(from);
  const std::size_t before = side.pending.size();
  if (before == 0) {
    bytes = skip_blank_lines(bytes);
    if (bytes.empty()) return bytes;
    side.searched = side.first_line = 0;
  } else {
    side.pending += bytes.substr(0, kMostHead - before);
  }
  const std::string_view all =
      before == 0 ? bytes.substr(0, kMostHead) : std::string_view(side.pending);
  std::size_t size = size_of_head(side, from, all, before);
  if (size == 0 && all.size() >= kMostHead && side.unsure) side.state = State::lost;
  if (side.state == State::lost) {
    side.pending.clear();
    return {};
  }
  if (size == 0 && all.size() < kMostHead) {
    if (before == 0) side.pending.assign(bytes);
    return {};
  }
  const bool whole = size != 0;
  if (!whole) size = all.size();
  const std::string_view rest = bytes.substr(std::min(bytes.size(), size - before));
  head_done(flow, from, at, all.substr(0, size), whole);
  if (side.state != State::body) side.pending.clear();
  return rest;
}

void Reader::head_done(event::Flow& flow, Side from, event::Moment at, std::string_view head,
                       bool whole) {
  if (from == Side::client) {
    request_head(flow, at, head, whole);
  } else {
    response_head(flow, at, head, whole);
  }
}

event::HttpExchange& Reader::ask() {
  auto exchange = spare_ != nullptr ? std::move(spare_) : std::make_unique<event::HttpExchange>();
  exchange->number = exchanges_++;
  exchange->detect.reset();
  outstanding_.push_back(std::move(exchange));
  return *outstanding_.back();
}

void Reader::request_head(event::Flow& flow, event::Moment at, std::string_view head, bool whole) {
  event::HttpRequest& request = scratch.request;
  read_request(head, request);
  ++context_.counters.http_requests;
  if (outstanding_.size() >= kMostOutstanding) {
    const auto oldest = take_exchange();
    context_.next.see(event::HttpUnanswered{flow, at, *oldest});
  }
  event::HttpExchange& exchange = ask();
  exchange.method.assign(request.method.substr(0, 64));
  exchange.target.assign(request.target.substr(0, kMostTargetKept));
  exchange.host.assign(request.header("host").substr(0, 256));
  exchange.asked = at;
  Half& side = half(Side::client);
  side.body.begin(framing_of(request), wants_body(context_.demand, Side::client));
  if (!whole) {
    ++context_.counters.http_malformed;
    show_request(flow, at, false);
    side.state = State::lost;
  } else if (side.body.over()) {
    // What follows a CONNECT is the tunnel's, unless the server declines; HTTP/0.9 has one request.
    const bool last = request.method == "CONNECT" || request.version.empty();
    show_request(flow, at, true);
    side.state = last ? State::lost : State::head;
  } else {
    expect_body(flow, Side::client, at, head);
  }
}

// The head has been read. It is kept for as long as somebody waits for its body.
void Reader::expect_body(event::Flow& flow, Side from, event::Moment at, std::string_view head) {
  Half& side = half(from);
  side.state = State::body;
  side.shown = !wants_body(context_.demand, from);
  if (side.shown) {
    show(flow, from, at, true);
    side.pending.clear();
  } else if (side.pending.empty()) {
    side.pending.assign(head);
  } else {
    side.pending.resize(head.size());
  }
}

void Reader::show(event::Flow& flow, Side from, event::Moment at, bool whole) {
  if (from == Side::client) {
    show_request(flow, at, whole);
  } else {
    show_response(flow, at, whole);
  }
}

void Reader::response_head(event::Flow& flow, event::Moment at, std::string_view head, bool whole) {
  event::HttpResponse& response = scratch.response;
  read_response(head, response);
  ++context_.counters.http_responses;
  Half& side = half(Side::server);
  const std::string_view method =
      outstanding_.empty() ? std::string_view{} : std::string_view(outstanding_.front()->method);
  side.body.begin(framing_of(response, method), wants_body(context_.demand, Side::server));
  const bool tunnel = response.status == 101 || (method == "CONNECT" && response.status / 100 == 2);
  const bool interim = response.status / 100 == 1 && !tunnel;  // the answer is still to come
  if (!whole || response.version.substr(0, 5) != "HTTP/") {
    ++context_.counters.http_malformed;
    show_response(flow, at, false);
    side.state = State::lost;
  } else if (side.body.over() || tunnel) {
    if (!interim) show_response(flow, at, true);
    side.state = tunnel ? State::tunnel : State::head;
    if (tunnel) half(Side::client).state = State::tunnel;
  } else {
    expect_body(flow, Side::server, at, head);
  }
}

std::string_view Reader::take_body(event::Flow& flow, Side from, event::Moment at,
                                   std::string_view bytes) {
  Half& side = half(from);
  const std::size_t taken = side.body.take(bytes);
  if (side.body.over()) body_done(flow, from, at, side.body.sound());
  return bytes.substr(taken);
}

void Reader::body_done(event::Flow& flow, Side from, event::Moment at, bool whole) {
  Half& side = half(from);
  if (!side.shown) {
    side.shown = true;
    if (from == Side::client) {
      read_request(side.pending, scratch.request);
    } else {
      read_response(side.pending, scratch.response);
    }
    show(flow, from, at, whole);
  }
  context_.counters.bodies_cut += side.body.cut();
  context_.counters.http_malformed += side.body.broken();
  side.pending.clear();
  side.state = side.body.broken() ? State::lost : State::head;
}

void Reader::show_request(event::Flow& flow, event::Moment at, bool whole) {
  event::HttpRequest& request = scratch.request;
  const Body& body = half(Side::client).body;
  bool bomb = false;
  request.body = unpacked(body.kept(), request.header("content-encoding"), scratch.body, bomb);
  context_.counters.bombs += bomb;
  request.body_bytes = body.seen();
  request.complete = whole;
  request.uri = normal_uri(request.target, scratch.uri);
  request.iis_uri = iis_uri(request.target, scratch.iis);
  context_.next.see(event::HttpRequestSeen{flow, at, *outstanding_.back(), request});
}

std::unique_ptr<event::HttpExchange> Reader::take_exchange() {
  if (outstanding_.empty()) {
    auto exchange = std::make_unique<event::HttpExchange>();
    exchange->number = exchanges_++;
    return exchange;
  }
  auto exchange = std::move(outstanding_.front());
  outstanding_.pop_front();
  return exchange;
}

// The answer is there and the request's body is not: shows the request as far as it came. What is
// left of its body is passed over.
void Reader::show_early(event::Flow& flow, event::Moment at) {
  Half& client = half(Side::client);
  if (client.state != State::body || client.shown || outstanding_.size() != 1) return;
  client.shown = true;
  read_request(client.pending, scratch.request);
  show_request(flow, at, false);
}

void Reader::show_response(event::Flow& flow, event::Moment at, bool whole) {
  show_early(flow, at);
  event::HttpResponse& response = scratch.response;
  const Body& body = half(Side::server).body;
  bool bomb = false;
  response.body = unpacked(body.kept(), response.header("content-encoding"), scratch.body, bomb);
  context_.counters.bombs += bomb;
  response.body_bytes = body.seen();
  response.complete = whole;
  auto exchange = take_exchange();
  context_.next.see(event::HttpResponseSeen{flow, at, *exchange, response});
  spare_ = std::move(exchange);
}

// Shows what there is of a message that a hole or the end has cut, and waits for a new start.
void Reader::lose(event::Flow& flow, Side from, event::Moment at, bool finished) {
  Half& side = half(from);
  if (side.state == State::head && !side.pending.empty()) {
    if (!side.unsure || start_verdict(from, side.pending) == Verdict::yes) {
      const std::string head = std::move(side.pending);
      head_done(flow, from, at, head, false);
    }
  } else if (side.state == State::body) {
    body_done(flow, from, at, finished && side.body.ends_with_stream() && side.body.sound());
  }
  side.pending.clear();
  if (side.state != State::tunnel) side.state = State::lost;
}

void Reader::gap(const event::StreamGap& gap) {
  Half& side = half(gap.from);
  if (side.state == State::body && side.body.skip(gap.size)) {
    if (side.body.over()) body_done(gap.flow, gap.from, gap.at, false);
    return;
  }
  lose(gap.flow, gap.from, gap.at, false);
}

void Reader::closed(const event::FlowClosed& closed) {
  const bool finished = closed.why == event::FlowClosed::Why::finished;
  for (const Side from : {Side::client, Side::server}) lose(closed.flow, from, closed.at, finished);
  while (!outstanding_.empty()) {
    const auto exchange = take_exchange();
    context_.next.see(event::HttpUnanswered{closed.flow, closed.at, *exchange});
  }
}

}  // namespace cordon::proto::http
