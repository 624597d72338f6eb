#include "siggen/signature.h"

namespace cordon::siggen {

bool matches(const Signature& signature, Bytes payload) {
  const std::string_view text = text_of(head(payload, kMostHead));
  std::size_t behind = 0;
  for (const Part& part : signature.parts) {
    const std::size_t from = signature.ordered ? behind : 0;
    std::size_t at = std::string_view::npos;
    if (!part.offset)
      at = text.find(part.bytes, from);
    else if (*part.offset >= from &&
             text.substr(0, *part.offset + part.bytes.size())
                     .substr(std::min<std::size_t>(*part.offset, text.size())) == part.bytes)
      at = *part.offset;
    if (at == std::string_view::npos) return false;
    behind = at + part.bytes.size();
  }
  return !signature.parts.empty();
}

}  // namespace cordon::siggen
