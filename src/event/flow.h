// A flow as everything downstream sees it: who talks with whom, since when, how far it came.
//
// The flow table owns it; a reference is good while the event that carries it is being seen.
// Observers keep their own state about a flow in it, in a slot, so that it dies with the flow.
// Threads: a flow lives on one worker.
#pragma once

#include <array>
#include <memory>

#include "base/time.h"
#include "net/address.h"
#include "net/protocol.h"

namespace cordon::event {

/// Which end sent it. The client is who opened the flow, or who seems to have (see flow/table.h).
enum class Side : std::uint8_t { client, server };
constexpr Side other(Side side) { return side == Side::client ? Side::server : Side::client; }
constexpr std::size_t index(Side side) { return static_cast<std::size_t>(side); }

/// When and where something was seen.
struct Moment {
  Time time{};
  std::uint64_t frame = 0;  // Frame::number
};

/// What protocol the bytes are, told by content and not by port.
enum class App : std::uint8_t {
  unknown,
  http,
  smb,
  dns,
  tls,
  ldap,
  rmi,
  telnet,
  ftp,
  ftp_data,
  tftp,
  ssh,
  smtp,
  irc,
};

/// How the opening of a flow ended, as a scan detector needs it.
enum class Outcome : std::uint8_t {
  unknown,      // too early, or not seen (one-way or mid-stream capture)
  established,  // TCP: handshake or data both ways; others: an answer came
  refused,      // RST or ICMP unreachable
  unanswered,
};

/// Base of what an observer keeps about a flow.
struct Attachment {
  virtual ~Attachment() = default;
};
enum class Slot : std::uint8_t { flow, proto, rules, detect, sift, count };

struct Flow {
  std::uint64_t id = 0;          // derived from the key and first frame: the same in every run
  net::Endpoint client, server;  // ICMP: port of the server is type << 8 | code, client's 0
  net::Protocol protocol{};
  App app = App::unknown;
  bool midstream = false;    // TCP whose beginning the capture lacks
  bool established = false;  // TCP handshake complete, or data seen both ways; others: answered
  bool syn_by_client = false, syn_ack_by_server = false;
  bool reset_by_client = false, reset_by_server = false;
  bool finished_by_client = false, finished_by_server = false;
  Outcome outcome = Outcome::unknown;
  Moment first, last;
  Time answered_at = kNoTime;  // first packet from the server
  struct Half {
    std::uint64_t packets = 0;
    std::uint64_t bytes = 0;    // of payload, as announced by the packets
    std::uint64_t missing = 0;  // stream bytes that the capture lacks
  };
  std::array<Half, 2> sent{};  // by index(Side)
  std::array<std::unique_ptr<Attachment>, static_cast<std::size_t>(Slot::count)> slots;

  const net::Endpoint& from(Side side) const { return side == Side::client ? client : server; }
  const net::Endpoint& to(Side side) const { return from(other(side)); }
  const Half& half(Side side) const { return sent[index(side)]; }
  template <class T>
  T* slot(Slot which) const {
    return static_cast<T*>(slots[static_cast<std::size_t>(which)].get());
  }
  template <class T>
  T& keep(Slot which, std::unique_ptr<T> what) {
    T& kept = *what;
    slots[static_cast<std::size_t>(which)] = std::move(what);
    return kept;
  }
};

constexpr std::string_view name_of(App app) {
  constexpr std::string_view kNames[] = {"unknown", "http", "smb",    "dns", "tls",
                                         "ldap",    "rmi",  "telnet", "ftp", "ftp-data",
                                         "tftp",    "ssh",  "smtp",   "irc"};
  return kNames[static_cast<std::size_t>(app)];
}

}  // namespace cordon::event
