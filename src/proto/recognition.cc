#include "proto/recognition.h"

#include <array>

#include "proto/http/reader.h"
#include "proto/ldap/reader.h"
#include "proto/lines/reader.h"
#include "proto/rmi/reader.h"
#include "proto/smb/reader.h"

namespace cordon::proto {
namespace {

using event::App;
using event::Flow;
using event::Side;

Verdict http_verdict(Side from, std::string_view first, const Flow&) {
  return from == Side::client ? http::looks_like_request(first) : http::looks_like_response(first);
}

// A TLS record that holds a handshake: type 22, version 3.x, and a hello in it (RFC 8446 §5.1).
Verdict tls_verdict(Side, std::string_view first, const Flow&) {
  if (first[0] != 0x16) return Verdict::no;
  if (first.size() < 6) return Verdict::more;
  return first[1] == 3 && first[2] <= 4 && (first[5] == 1 || first[5] == 2) ? Verdict::yes
                                                                            : Verdict::no;
}

Verdict starts_with(std::string_view first, std::string_view start) {
  if (first.size() < start.size()) return start.starts_with(first) ? Verdict::more : Verdict::no;
  return first.starts_with(start) ? Verdict::yes : Verdict::no;
}

Verdict ssh_verdict(Side, std::string_view first, const Flow&) {
  return starts_with(first, "SSH-");
}

Verdict smtp_verdict(Side from, std::string_view first, const Flow&) {
  if (from == Side::client) {
    const Verdict helo = starts_with(first, "HELO "), ehlo = starts_with(first, "EHLO ");
    return helo == Verdict::no ? ehlo : helo;
  }
  if (starts_with(first, "220") != Verdict::yes) return starts_with(first, "220");
  const std::string_view line = first.substr(0, first.find('\n'));
  if (line.find("SMTP") != std::string_view::npos) return Verdict::yes;
  return line.size() < first.size() ? Verdict::no : Verdict::more;
}

Verdict irc_verdict(Side from, std::string_view first, const Flow&) {
  return from == Side::client ? starts_with(first, "NICK ") : Verdict::no;
}

using Make = std::unique_ptr<StreamReader> (*)(Context&);

template <class Reader>
std::unique_ptr<StreamReader> make(Context& context) {
  return std::make_unique<Reader>(context);
}
template <App app>
std::unique_ptr<StreamReader> make_lines(Context& context) {
  return std::make_unique<lines::Reader>(context, app);
}

struct Entry {
  App app;
  Verdict (*verdict)(Side, std::string_view, const Flow&);
  Make make;  // none: told, and not read
};

constexpr std::array<Entry, 11> kProtocols = {{
    {App::http, http_verdict, make<http::Reader>},
    {App::tls, tls_verdict, nullptr},
    {App::ssh, ssh_verdict, nullptr},
    {App::smb, smb::recognise, make<smb::Reader>},
    {App::ldap, ldap::recognise, make<ldap::Reader>},
    {App::rmi, rmi::recognise, make<rmi::Reader>},
    {App::smtp, smtp_verdict, nullptr},
    {App::irc, irc_verdict, nullptr},
    {App::ftp, lines::recognise_ftp, make_lines<App::ftp>},
    {App::telnet, lines::recognise_telnet, make_lines<App::telnet>},
    {App::unknown, lines::recognise_shell, make_lines<App::unknown>},
}};

}  // namespace

bool recognise(Flow& flow, Side from, std::string_view first, Session& session, Context& context) {
  if (first.empty()) return false;
  bool more = false;
  for (const Entry& entry : kProtocols) {
    const Verdict verdict = entry.verdict(from, first, flow);
    more = more || verdict == Verdict::more;
    if (verdict != Verdict::yes) continue;
    flow.app = entry.app;
    if (entry.make != nullptr) {
      session.reader = entry.make(context);
    } else {
      session.given_up = true;
      session.encrypted = entry.app == App::tls || entry.app == App::ssh;
    }
    return true;
  }
  session.given_up = !more || first.size() >= kMostLookedAt;
  return false;
}

}  // namespace cordon::proto
