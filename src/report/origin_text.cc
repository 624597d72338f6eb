#include "report/origin_text.h"

#include <fmt/format.h>

#include "base/text.h"

namespace cordon::report {
namespace {

std::string file_name(const std::string& path) {
  return printable(bytes_of(std::string_view(path).substr(path.rfind('/') + 1)), 60);
}

}  // namespace

std::string origins_text(const std::vector<evidence::Origin>& origins,
                         const std::vector<source::InputReport>& inputs, std::size_t most) {
  std::string text;
  for (std::size_t begin = 0; begin < origins.size();) {
    const std::uint32_t source = origins[begin].source;
    std::size_t end = begin;
    while (end < origins.size() && origins[end].source == source) ++end;
    const std::string unit = source < inputs.size() ? inputs[source].unit : "frame";
    text += fmt::format("{}{}{} ", text.empty() ? "" : "; ", unit, end - begin == 1 ? "" : "s");
    for (std::size_t i = begin; i < end && i - begin < most; ++i)
      text += fmt::format("{}{}", i == begin ? "" : ", ", origins[i].frame);
    if (end - begin > most) text += ", ...";
    if (inputs.size() > 1 && source < inputs.size())
      text += " of " + file_name(inputs[source].path);
    begin = end;
  }
  return text;
}

}  // namespace cordon::report
