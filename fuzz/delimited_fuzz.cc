// Any bytes as a table: the first line names the columns, the others are its rows. Whatever they
// are, what an entry shows lies in memory that is alive, and reading the same again says the same.
#include "base/check.h"
#include "fuzz_logs.h"
#include "logs/recognisers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cordon;
  const std::string_view text = text_of({data, size});
  const std::uint64_t once = fuzz::tell_lines(logs::recognise_delimited(text, {}), text);
  CHECK(once == fuzz::tell_lines(logs::recognise_delimited(text, {}), text));
  // The same with the columns told: any header line then makes a table.
  const logs::Hints hints{.log_format = "", .columns = "client=a,server=b,time=c", .file_name = ""};
  fuzz::tell_lines(logs::recognise_delimited(text, hints), text);
  return 0;
}
