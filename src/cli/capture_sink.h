// Simulated frames as a capture file.
#pragma once

#include "source/pcap_writer.h"
#include "traffic/wire.h"

namespace cordon::cli {

class CaptureSink final : public traffic::FrameSink {
 public:
  explicit CaptureSink(source::PcapWriter& writer) : writer_(writer) {}
  void frame(Time time, Bytes bytes) override { writer_.write(time, bytes); }

 private:
  source::PcapWriter& writer_;
};

}  // namespace cordon::cli
