// HTTP/0.9 to 1.1 from a TCP flow: requests and responses, paired in order.
//
// A head that lies in one chunk is read in place, without a copy. Bodies that nobody wants are
// skipped by their length and not touched. A message is shown when its body is over; where bodies
// are not wanted, when its head is. A request that is answered before its body is over is shown as
// far as it came, so that it always stands before its answer. After a hole, and behind what should
// be a client's last words in HTTP (CONNECT, HTTP/0.9), reading goes on at the next plausible
// start. Bounds a flow: kMostHead and kMostBody a side, kMostOutstanding requests without an
// answer.
#pragma once

#include <deque>
#include <memory>

#include "proto/http/body.h"
#include "proto/http/head.h"
#include "proto/stream_reader.h"

namespace cordon::proto::http {

inline constexpr std::size_t kMostOutstanding = 128;  // stops: pipelines that are never answered
inline constexpr std::size_t kMostTargetKept = 2048;

class Reader final : public StreamReader {
 public:
  explicit Reader(Context& context) : context_(context) {}

  void chunk(const event::StreamChunk& chunk) override;
  void gap(const event::StreamGap& gap) override;
  void closed(const event::FlowClosed& closed) override;

 private:
  enum class State : std::uint8_t { head, body, lost, tunnel };
  struct Half {
    State state = State::head;
    std::string pending;  // a head that is split over chunks, or that waits for its body
    std::size_t searched = 0;
    std::size_t first_line = 0;  // the size of the head's first line, its end included; 0: not yet
    bool unsure = false;         // this head begins where a head is not certain to begin
    bool shown = false;          // the message whose body is being read
    Body body;
  };

  std::string_view take_head(event::Flow& flow, event::Side side, event::Moment at,
                             std::string_view bytes);
  std::string_view take_body(event::Flow& flow, event::Side side, event::Moment at,
                             std::string_view bytes);
  std::size_t size_of_head(Half& side, event::Side from, std::string_view all, std::size_t before);
  bool starts_again(Half& side, event::Side from, std::string_view bytes);
  void head_done(event::Flow& flow, event::Side side, event::Moment at, std::string_view head,
                 bool whole);
  void request_head(event::Flow& flow, event::Moment at, std::string_view head, bool whole);
  void response_head(event::Flow& flow, event::Moment at, std::string_view head, bool whole);
  void expect_body(event::Flow& flow, event::Side from, event::Moment at, std::string_view head);
  void body_done(event::Flow& flow, event::Side side, event::Moment at, bool whole);
  void show(event::Flow& flow, event::Side from, event::Moment at, bool whole);
  void show_early(event::Flow& flow, event::Moment at);
  // These show the message that was read last.
  void show_request(event::Flow& flow, event::Moment at, bool whole);
  void show_response(event::Flow& flow, event::Moment at, bool whole);
  event::HttpExchange& ask();
  std::unique_ptr<event::HttpExchange> take_exchange();
  void lose(event::Flow& flow, event::Side side, event::Moment at, bool finished);

  Half& half(event::Side side) { return halves_[event::index(side)]; }

  Context& context_;
  Half halves_[2];
  std::uint32_t exchanges_ = 0;
  std::deque<std::unique_ptr<event::HttpExchange>> outstanding_;
  std::unique_ptr<event::HttpExchange> spare_;
};

}  // namespace cordon::proto::http
