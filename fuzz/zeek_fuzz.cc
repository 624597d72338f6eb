// Any bytes as Zeek's logs: tab-separated with their directives, and JSON of each log.
#include "base/check.h"
#include "fuzz_logs.h"
#include "logs/recognisers.h"
#include "logs/zeek_json.h"
#include "logs/zeek_tsv.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cordon;
  const std::string_view text = text_of({data, size});
  for (const char* name : {"conn", "http", "dns", "notice", "smb_files", "files", "software", ""}) {
    const logs::ZeekLogName log = logs::zeek_log(name);
    logs::ZeekTsvParser table(log), again(log);
    CHECK(fuzz::tell_lines(table, text) == fuzz::tell_lines(again, text));
    logs::ZeekJsonParser json(log), json_again(log);
    CHECK(fuzz::tell_lines(json, text) == fuzz::tell_lines(json_again, text));
    logs::zeek_json_log(text, name);
  }
  fuzz::tell_lines(logs::recognise_zeek_tsv(text, {}), text);
  return 0;
}
