// Any bytes as a script of TCP packets between two hosts. Whatever they do: a stream's offsets join
// without a hole or an overlap, nothing comes after a flow is closed, each flow that is opened is
// closed once, and the memory of waiting segments is bounded. Twelve bytes a packet:
// flags, who and which port, sequence (2), acknowledgment (2), size, missing, time, a byte of
// payload, far jumps (2).
#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "base/check.h"
#include "base/cursor.h"
#include "flow/table.h"

namespace {

using namespace cordon;

class Watch final : public event::Observer {
 public:
  void see(const event::FlowOpened& e) override { CHECK(next_.emplace(e.flow.id, Next{}).second); }
  void see(const event::FlowClosed& e) override { CHECK(next_.erase(e.flow.id) == 1); }
  void see(const event::StreamChunk& e) override {
    advance(e.flow, e.from, e.offset, e.bytes.size());
  }
  void see(const event::StreamGap& e) override { advance(e.flow, e.from, e.offset, e.size); }
  bool empty() const { return next_.empty(); }

 private:
  using Next = std::array<std::uint64_t, 2>;
  void advance(const event::Flow& flow, event::Side from, std::uint64_t offset,
               std::uint64_t size) {
    const auto found = next_.find(flow.id);
    CHECK(found != next_.end());
    std::uint64_t& next = found->second[event::index(from)];
    CHECK(offset == next && size > 0);
    next += size;
  }
  std::map<std::uint64_t, Next> next_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  flow::TableOptions options;
  options.most_flows = 3;
  options.most_flow_memory = 2000;
  options.most_stream_memory = 3000;
  options.overlap = static_cast<flow::OverlapPolicy>(data[0] % 5);
  Watch watch;
  flow::Table table(options, {}, watch);
  event::Moment now{};
  std::uint8_t payload[256];
  for (Cursor script({data + 1, size - 1}); script.left() >= 12;) {
    decode::Packet packet;
    packet.depth = decode::Depth::transport;
    packet.protocol = net::Protocol::tcp;
    packet.tcp_flags = script.u8();
    const std::uint8_t who = script.u8();
    const bool back = (who & 1) != 0;
    packet.source = net::Address::v4(back ? 2 : 1);
    packet.destination = net::Address::v4(back ? 1 : 2);
    const std::uint16_t port = static_cast<std::uint16_t>(1024 + (who >> 1 & 7));
    packet.source_port = back ? 80 : port;
    packet.destination_port = back ? port : 80;
    packet.sequence = script.be16() - 1000u;
    packet.acknowledgment = script.be16() - 1000u;
    const std::uint8_t length = script.u8();
    packet.missing = script.u8();
    now.time += script.u8() * 100ms;
    std::fill(std::begin(payload), std::end(payload), script.u8());
    packet.payload = Bytes(payload, length);
    const std::uint16_t jump = script.be16();
    if ((jump & 0xff) == 7) packet.sequence += static_cast<std::uint32_t>(jump) << 16;
    packet.time = now.time;
    packet.frame = ++now.frame;
    table.add(packet);
  }
  table.finish(now);
  CHECK(watch.empty());
  return 0;
}
