// Any bytes as a request's target. Neither reading grows it, and neither leaves a way up in the
// path of one that begins at the root.
#include <cstdlib>

#include "base/bytes.h"
#include "proto/http/uri.h"

namespace {

bool climbs(std::string_view path) {
  return path.find("/../") != std::string_view::npos || path.ends_with("/..");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cordon;
  const std::string_view target = text_of(Bytes(data, size));
  std::string normal_scratch, iis_scratch;
  const auto normal = proto::http::normal_uri(target, normal_scratch);
  const auto iis = proto::http::iis_uri(target, iis_scratch);
  if (normal.size() > size + 1 || iis.size() > size + 1) std::abort();
  // A '?' that was written as an escape is part of the path: ask about targets without a query.
  const bool only_path = target.starts_with('/') && target.find('?') == std::string_view::npos;
  if (only_path && (climbs(normal) || climbs(iis))) std::abort();
  return 0;
}
