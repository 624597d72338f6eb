#include "logs/recognise.h"

#include "base/text.h"
#include "logs/access_format.h"
#include "logs/columns.h"
#include "logs/json_carrier.h"
#include "logs/recognisers.h"
#include "logs/syslog.h"
#include "logs/units.h"

namespace cordon::logs {
namespace {

using Recogniser = std::optional<Format> (*)(std::string_view, const Hints&);

// A log to which nothing has been written yet.
class NoLines final : public Parser {
 public:
  Verdict read(std::string_view line, EntrySink&) override {
    return trimmed(line).empty() ? Verdict::nothing : Verdict::bad;
  }
};

std::optional<Format> recognise_message(std::string_view first, const Hints& hints);

std::optional<Format> recognise_any_json(std::string_view first, const Hints& hints) {
  return recognise_json(first, hints, recognise_message);
}

std::optional<Format> recognise_any_syslog(std::string_view first, const Hints& hints) {
  return recognise_syslog(first, hints, recognise_message);
}

// Before a line of syslog is taken for a request whose client has a strange name.
std::optional<Format> recognise_carried(std::string_view first, const Hints& hints) {
  auto format = recognise_any_syslog(first, hints);
  if (format && format->kind == "syslog") format.reset();
  return format;
}

// Those first that are told by a mark of their own.
constexpr Recogniser kRecognisers[] = {
    recognise_zeek_tsv,   recognise_w3c,     recognise_any_json, recognise_delimited,
    recognise_iis_native, recognise_carried, recognise_access,   recognise_any_syslog};

// What a carrier may carry: anything but a carrier.
std::optional<Format> recognise_message(std::string_view first, const Hints& hints) {
  const Recogniser json = recognise_json;
  for (const Recogniser recogniser :
       {json, Recogniser(recognise_access), Recogniser(recognise_iis_native)})
    if (auto format = recogniser(first, hints)) return format;
  return std::nullopt;
}

}  // namespace

Result<std::optional<Format>> recognise(std::string_view first, const Hints& hints) {
  if (!hints.log_format.empty())
    if (auto format = compile_access_format(hints.log_format); !format)
      return tl::unexpected(format.error());
  if (auto columns = parse_column_hints(hints.columns); !columns)
    return tl::unexpected(columns.error());
  if (trimmed(without_marks(first)).empty()) {
    Format empty;
    empty.name = std::string(kEmptyLog);
    empty.kind = "access";
    empty.parser = std::make_unique<NoLines>();
    return std::optional(std::move(empty));
  }
  first = first.substr(0, kFirstBytes);
  if (auto format = recognise_netflow(first, hints)) return format;
  first = without_marks(first);
  for (const Recogniser recogniser : kRecognisers)
    if (auto format = recogniser(first, hints)) return format;
  return std::optional<Format>();
}

}  // namespace cordon::logs
