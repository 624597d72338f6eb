#include "cli/carve.h"

#include <algorithm>
#include <optional>

#include "source/pcap_writer.h"
#include "source/source.h"

namespace cordon::cli {

Result<void> carve(const std::vector<std::string>& inputs,
                   const std::vector<evidence::Origin>& frames, const std::string& path) {
  if (frames.empty())
    return fail("carve", path, "no frame proves anything",
                "leave out --carve, or name another host");
  auto source = source::open(inputs, {});
  if (!source) return tl::unexpected(source.error());
  std::optional<source::PcapWriter> writer;
  std::optional<net::LinkType> link;
  for (auto burst = (*source)->next(); !burst.empty(); burst = (*source)->next()) {
    for (const net::Frame& frame : burst) {
      const evidence::Origin origin{frame.source, frame.source_number};
      if (!std::binary_search(frames.begin(), frames.end(), origin)) continue;
      if (!writer) {
        auto opened = source::PcapWriter::open(path, {.link = frame.link, .nanoseconds = true});
        if (!opened) return tl::unexpected(opened.error());
        writer.emplace(std::move(*opened));
        link = frame.link;
      }
      if (link != frame.link)
        return fail("carve", path, "the frames are of different link types",
                    "carve from one capture at a time");
      writer->write(frame.time, frame.bytes, frame.wire_length);
    }
  }
  if (!writer)
    return fail("carve", path, "the frames are not in the inputs any more", "were they changed?");
  return writer->close();
}

}  // namespace cordon::cli
