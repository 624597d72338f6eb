#include "event/http.h"

namespace cordon::event {
namespace {

bool same_ignoring_case(std::string_view sent, std::string_view lower) {
  if (sent.size() != lower.size()) return false;
  for (std::size_t i = 0; i < sent.size(); ++i) {
    const char c = sent[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c) != lower[i]) return false;
  }
  return true;
}

std::string_view find(const std::vector<HttpHeader>& headers, std::string_view lower_name) {
  for (const HttpHeader& header : headers)
    if (same_ignoring_case(header.name, lower_name)) return header.value;
  return {};
}

}  // namespace

std::string_view HttpRequest::header(std::string_view lower_name) const {
  return find(headers, lower_name);
}

std::string_view HttpResponse::header(std::string_view lower_name) const {
  return find(headers, lower_name);
}

}  // namespace cordon::event
