#include "traffic/web.h"

#include <fmt/format.h>

namespace cordon::traffic {

std::string some_path(Random& random) {
  static constexpr const char* kPaths[] = {
      "/",          "/index.html",         "/img/logo.gif",   "/img/back.jpg",
      "/style.css", "/script.js",          "/search?q=shoes", "/cgi-bin/cart?item=17",
      "/news/",     "/download/setup.exe", "/faq.html",       "/favicon.ico"};
  return kPaths[random.below(std::size(kPaths))];
}

Said request(const Asking& asking, double delay) {
  std::string text = fmt::format("GET {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: {}\r\nAccept: */*\r\n",
                                 asking.path, asking.host.text(), asking.agent);
  if (!asking.referer.empty())
    text += fmt::format("Referer: http://{}{}\r\n", asking.host.text(), asking.referer);
  if (!asking.cookie.empty()) text += fmt::format("Cookie: {}\r\n", asking.cookie);
  text += "Connection: keep-alive\r\n\r\n";
  return {true, copy_of(bytes_of(text)), delay};
}

Said response(std::string_view status, std::size_t size, double delay) {
  const std::string text = fmt::format(
      "HTTP/1.1 {}\r\nContent-Type: text/html\r\nContent-Length: {}\r\n"
      "Connection: keep-alive\r\n\r\n{}",
      status, size, std::string(size, '.'));
  return {false, copy_of(bytes_of(text)), delay};
}

}  // namespace cordon::traffic
