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

bool wants_body(const event::Demand& demand, Side side) {
  return side == Side::client ? demand.request_bodies : demand.response_bodies;
}

}  // namespace

void Reader::chunk(const event::StreamChunk& chunk) {
  std::string_view bytes = text_of(chunk.bytes);
  Half& side = half(chunk.from);
  if (side.state == State::lost) {
    const Verdict start =
        chunk.from == Side::client ? looks_like_request(bytes) : looks_like_response(bytes);
    if (start != Verdict::yes) return;
    side.state = State::head;
  }
  while (!bytes.empty()) {
    if (side.state == State::head) {
      bytes = take_head(chunk.flow, chunk.from, chunk.at, bytes);
    } else if (side.state == State::body) {
      bytes = take_body(chunk.flow, chunk.from, chunk.at, bytes);
    } else {
      return;
    }
  }
}

std::string_view Reader::take_head(event::Flow& flow, Side from, event::Moment at,
                                   std::string_view bytes) {
  Half& side = half(from);
  const std::size_t before = side.pending.size();
  if (before == 0) {  // blank lines between messages
    while (!bytes.empty() && (bytes.front() == '\r' || bytes.front() == '\n'))
      bytes.remove_prefix(1);
    if (bytes.empty()) return bytes;
    side.searched = 0;
  } else {
    side.pending += bytes.substr(0, kMostHead - before);
  }
  const std::string_view all = before == 0 ? bytes : std::string_view(side.pending);
  std::size_t size = head_size(all, side.searched);
  if (size == 0 && from == Side::client && all.find('\n') + 1 == all.size() && !all.empty() &&
      is_simple_request(first_line_of(all)))
    size = all.size();  // HTTP/0.9: one line is all
  if (size == 0 && all.size() < kMostHead) {
    if (before == 0) side.pending.assign(bytes);
    return {};
  }
  const bool whole = size != 0;
  if (!whole) {
    ++context_.counters.http_malformed;
    size = all.size();
  }
  const std::string_view rest = bytes.substr(std::min(bytes.size(), size - before));
  head_done(flow, from, at, all.substr(0, size), whole);
  if (side.state == State::head) side.pending.clear();
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
  const bool wanted = wants_body(context_.demand, Side::client);
  side.body.begin(framing_of(request), wanted);
  if (!whole) {
    show_request(flow, at, false);
    side.state = State::lost;
    side.pending.clear();
  } else if (side.body.over()) {
    show_request(flow, at, true);
    side.state = request.method == "CONNECT" ? State::tunnel : State::head;
  } else {
    if (!wanted) {
      show_request(flow, at, true);
    } else if (side.pending.empty()) {
      side.pending.assign(head);
    } else {
      side.pending.resize(head.size());
    }
    side.state = State::body;
  }
}

void Reader::response_head(event::Flow& flow, event::Moment at, std::string_view head, bool whole) {
  event::HttpResponse& response = scratch.response;
  read_response(head, response);
  ++context_.counters.http_responses;
  Half& side = half(Side::server);
  const std::string_view method =
      outstanding_.empty() ? std::string_view{} : std::string_view(outstanding_.front()->method);
  const bool wanted = wants_body(context_.demand, Side::server);
  side.body.begin(framing_of(response, method), wanted);
  const bool tunnel = response.status == 101 || (method == "CONNECT" && response.status / 100 == 2);
  const int status = response.status;
  if (!whole || response.version.substr(0, 5) != "HTTP/") {
    ++context_.counters.http_malformed;
    show_response(flow, at, false);
    side.state = State::lost;
    side.pending.clear();
  } else if (side.body.over() || tunnel) {
    if (status >= 200 || tunnel) show_response(flow, at, true);
    side.state = tunnel ? State::tunnel : State::head;
    if (tunnel) half(Side::client).state = State::tunnel;
  } else {
    if (!wanted) {
      show_response(flow, at, true);
    } else if (side.pending.empty()) {
      side.pending.assign(head);
    } else {
      side.pending.resize(head.size());
    }
    side.state = State::body;
  }
}

std::string_view Reader::take_body(event::Flow& flow, Side from, event::Moment at,
                                   std::string_view bytes) {
  Half& side = half(from);
  const std::size_t taken = side.body.take(bytes);
  if (side.body.over()) body_done(flow, from, at, !side.body.broken());
  return bytes.substr(taken);
}

void Reader::body_done(event::Flow& flow, Side from, event::Moment at, bool whole) {
  Half& side = half(from);
  if (wants_body(context_.demand, from)) {
    if (from == Side::client) {
      read_request(side.pending, scratch.request);
      show_request(flow, at, whole);
    } else {
      read_response(side.pending, scratch.response);
      show_response(flow, at, whole);
    }
  }
  context_.counters.bodies_cut += side.body.cut();
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

void Reader::show_response(event::Flow& flow, event::Moment at, bool whole) {
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
void Reader::lose(event::Flow& flow, Side from, event::Moment at) {
  Half& side = half(from);
  if (side.state == State::head && !side.pending.empty()) {
    ++context_.counters.http_malformed;
    const std::string head = std::move(side.pending);
    side.pending.clear();
    head_done(flow, from, at, head, false);
  } else if (side.state == State::body) {
    body_done(flow, from, at, side.body.ends_with_stream());
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
  lose(gap.flow, gap.from, gap.at);
}

void Reader::closed(const event::FlowClosed& closed) {
  for (const Side from : {Side::client, Side::server}) lose(closed.flow, from, closed.at);
  while (!outstanding_.empty()) {
    const auto exchange = take_exchange();
    context_.next.see(event::HttpUnanswered{closed.flow, closed.at, *exchange});
  }
}

}  // namespace cordon::proto::http
