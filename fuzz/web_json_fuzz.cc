// Any bytes as access logs in JSON, and as what carries lines in JSON.
#include "base/check.h"
#include "fuzz_logs.h"
#include "logs/json_carrier.h"
#include "logs/recognisers.h"
#include "logs/web_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cordon;
  const std::string_view text = text_of({data, size});
  const auto keys = logs::WebKeys::with("client=a.b,time=t,request=r");
  CHECK(keys.has_value());
  logs::WebJsonParser first(*keys), second(*keys);
  CHECK(fuzz::tell_lines(first, text) == fuzz::tell_lines(second, text));
  fuzz::Digest digest;
  first.read(text, digest);
  const logs::InnerRecogniser inner = [](std::string_view lines, const logs::Hints& hints) {
    return logs::recognise_access(lines, hints);
  };
  logs::JsonCarrierParser carrier(inner, {}), again(inner, {});
  CHECK(fuzz::tell_lines(carrier, text) == fuzz::tell_lines(again, text));
  fuzz::tell_lines(logs::recognise_json(text, {}, inner), text);
  return 0;
}
