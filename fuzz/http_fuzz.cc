// Any bytes as a conversation in HTTP. A 0xff begins a piece; the byte behind it says whose it is:
// 'c' the client's, 's' the server's, 'g' and 'h' a hole in the client's and the server's stream.
//
// A conversation in which every message was complete must read the same byte by byte. The others
// need not: behind a loss, the start of a segment is a hint at the start of a message.
#include <cstdlib>

#include "base/hash.h"
#include "proto/http/reader.h"

namespace {

using namespace cordon;
using event::Side;

constexpr std::uint8_t kPiece = 0xff;
constexpr std::uint64_t kHole = 7;

// Hashes what it is shown, so that every view is read to its end.
struct Witness final : event::Observer {
  void note(std::string_view text) { seen = hash_of(bytes_of(text), combine(seen, text.size())); }
  void headers(const std::vector<event::HttpHeader>& all) {
    for (const auto& header : all) {
      note(header.name);
      note(header.value);
    }
  }
  void see(const event::HttpRequestSeen& e) override {
    const event::HttpRequest& r = e.request;
    for (const auto text : {r.line, r.method, r.target, r.version, r.uri, r.iis_uri, r.header_block,
                            r.body, std::string_view(e.exchange.host)})
      note(text);
    headers(r.headers);
    seen = combine(combine(seen, e.exchange.number), r.body_bytes);
    regular = regular && r.complete && !r.version.empty() && r.method != "CONNECT";
    if (r.body.size() > proto::http::kMostBody) std::abort();
  }
  void see(const event::HttpResponseSeen& e) override {
    const event::HttpResponse& r = e.response;
    for (const auto text :
         {r.line, r.version, r.reason, r.header_block, r.body, std::string_view(e.exchange.target)})
      note(text);
    headers(r.headers);
    seen = combine(combine(seen, e.exchange.number), r.body_bytes);
    regular = regular && r.complete;
    if (r.body.size() > proto::http::kMostBody) std::abort();
  }
  void see(const event::HttpUnanswered& e) override {
    note(e.exchange.target);
    seen = combine(seen, e.exchange.number);
  }
  std::uint64_t seen = 0;
  bool regular = true;
};

void tell(proto::http::Reader& reader, Witness& witness, event::Flow& flow, Bytes piece,
          std::size_t step) {
  const std::uint8_t who = piece.empty() ? std::uint8_t{'c'} : piece[0];
  const Side from = who == 's' || who == 'h' ? Side::server : Side::client;
  if (who == 'g' || who == 'h') {
    witness.regular = false;
    reader.gap({flow, from, {}, 0, kHole});
  }
  for (Bytes rest = tail(piece, 1); !rest.empty(); rest = tail(rest, step))
    reader.chunk({flow, from, {}, 0, head(rest, step)});
}

Witness read(Bytes talk, std::size_t step, bool bodies) {
  Witness witness;
  proto::Counters counters;
  const event::Demand demand{false, false, bodies, bodies};
  proto::Context context{demand, witness, counters};
  proto::http::Reader reader(context);
  event::Flow flow;
  while (!talk.empty()) {
    std::size_t end = 1;
    while (end < talk.size() && talk[end] != kPiece) ++end;
    tell(reader, witness, flow, talk.subspan(1, end - 1), step);
    talk = tail(talk, end);
  }
  reader.closed({flow, {}, event::FlowClosed::Why::finished});
  return witness;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Bytes talk(data, size);
  const bool regular = read(talk, size + 1, true).regular;  // bodies tell more of what is broken
  for (const bool bodies : {true, false}) {
    const Witness whole = read(talk, size + 1, bodies), split = read(talk, 1, bodies);
    if (regular && whole.seen != split.seen) std::abort();
  }
  return 0;
}
