#include "traffic/background.h"

#include <fmt/format.h>

namespace cordon::traffic {
namespace {

std::vector<std::uint8_t> said(const std::string& text) { return copy_of(bytes_of(text)); }

}  // namespace

net::Address Background::server() {
  return scenario_.servers[random_.below(scenario_.servers.size())].address;
}

void Background::one(Time now) {
  const double kind = random_.unit();
  if (options_.scanner && kind < 0.1) {
    scan(now);
  } else if (kind < 0.55) {
    web_visit(now, scenario_.clients[random_.below(scenario_.clients.size())], false);
  } else if (kind < 0.65) {
    web_visit(now, scenario_.crawler, true);
  } else if (kind < 0.8) {
    call(now);
  } else if (kind < 0.93) {
    look_up(now);
  } else {
    failure(now);
  }
}

// A visit of a few requests over one connection.
void Background::web_visit(Time now, const net::Address& client, bool crawler) {
  static constexpr const char* kPages[] = {"/",
                                           "/index.html",
                                           "/img/logo.gif",
                                           "/style.css",
                                           "/search?q=shoes&page=2",
                                           "/cgi-bin/cart?item=17",
                                           "/news/2001/07/",
                                           "/download/setup.exe"};
  Conversation c;
  const net::Address web = server();
  c.client = {client, port()};
  c.server = {web, 80};
  c.retransmits = random_.chance(0.03);
  const int requests = 1 + static_cast<int>(random_.below(crawler ? 10 : 4));
  for (int i = 0; i < requests; ++i) {
    const bool found = random_.chance(0.92);
    const std::string page = found ? kPages[random_.below(std::size(kPages))]
                                   : fmt::format("/old/{}.html", random_.below(1000));
    c.said.push_back(
        {true,
         said(fmt::format("GET {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: {}\r\nAccept: */*\r\n\r\n",
                          page, web.text(),
                          crawler ? "Googlebot/2.1" : "Mozilla/4.0 (compatible; MSIE 5.5)")),
         0.01 + 0.3 * random_.unit()});
    const std::size_t size = found ? 200 + random_.below(6000) : 120;
    c.said.push_back(
        {false,
         said(fmt::format("HTTP/1.1 {}\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\r\n{}",
                          found ? "200 OK" : "404 Not Found", size, std::string(size, '.'))),
         0.002 + 0.02 * random_.unit()});
  }
  wire_.converse(now, c);
}

void Background::call(Time now) {
  const net::Address from = server(), to = server();
  if (from == to) return;
  Conversation c;
  c.client = {from, port()};
  c.server = {to, 80};
  const std::string body =
      fmt::format("{{\"order\": {}, \"state\": \"paid\"}}", random_.below(100000));
  c.said.push_back(
      {true, said(fmt::format(
                 "POST /api/orders HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n"
                 "Content-Length: {}\r\n\r\n{}",
                 to.text(), body.size(), body))});
  c.said.push_back({false, said("HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok")});
  wire_.converse(now, c);
}

void Background::look_up(Time now) {
  std::string question("\0\0\1\0\0\1\0\0\0\0\0\0\3www\7example\3com\0\0\1\0\1", 33);
  question[0] = static_cast<char>(random_.below(256));
  question[1] = static_cast<char>(random_.below(256));
  std::string answer = question;
  answer[2] = '\x81';
  answer[3] = '\x80';
  answer[7] = '\1';
  answer += std::string("\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\xc6\x33\x64\x50", 16);
  Conversation c;
  c.udp = true;
  c.client = {server(), port()};
  c.server = {scenario_.resolver, 53};
  c.said = {{true, said(question), 0}, {false, said(answer), 0.001}};
  wire_.converse(now, c);
}

void Background::failure(Time now) {
  const net::Endpoint client{scenario_.clients[random_.below(scenario_.clients.size())], port()};
  if (random_.chance(0.5)) {
    wire_.refused(now, client, {server(), 8081});
  } else {
    wire_.unanswered(now, client, {scenario_.unused[random_.below(scenario_.unused.size())], 80});
  }
}

// One service of one server after the other, as a scanner does that is allowed to.
void Background::scan(Time now) {
  static constexpr std::uint16_t kPorts[] = {21, 22, 25, 110, 143, 3306, 5432, 8443};
  const Server& target = scenario_.servers[scanned_ / std::size(kPorts) % scenario_.servers.size()];
  wire_.refused(now, {scenario_.scanner, port()},
                {target.address, kPorts[scanned_ % std::size(kPorts)]});
  ++scanned_;
}

}  // namespace cordon::traffic
