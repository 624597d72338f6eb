// A finding: what a detector concludes from events, with where it was seen.
//
// The same finding from two sensors or two runs has the same id. Plain values; small on purpose.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "net/address.h"
#include "net/frame.h"
#include "net/protocol.h"

namespace cordon::evidence {

/// `actor` and `target` in each line: who did it, to whom.
enum class Kind : std::uint8_t {
  attempt,         // actor sent an exploit to target; `outcome` says what target answered
  backdoor_asked,  // actor asked target's back door; `outcome`: accepted means it is open
  fetched,         // actor (the victim) fetched a payload from target
  called_back,     // actor (the victim) connected to target, the address that an exploit named
  propagated,      // actor sent what it had received before (target: the first it sent it to)
  turned,          // actor, a server, became a client of the service on which it was reached
  flooded,         // actor takes part in the flood upon target
};

/// What the server answered to an exploit or to a question for a back door.
enum class Outcome : std::uint8_t { unknown, accepted, refused };

/// Frame of a capture (later: line of a log) from which a finding can be checked.
struct Origin {
  /// Of a frame id (net/frame.h).
  static Origin of_frame(std::uint64_t id) { return {net::source_of(id), net::number_of(id)}; }

  std::uint32_t source = 0;  // which input
  std::uint64_t frame = 0;   // the frame's number in that file, as Wireshark counts
  friend auto operator<=>(const Origin&, const Origin&) = default;
};

/// The bytes that a hit was seen in, kept for people: the first kMostExcerpt of them.
inline constexpr std::size_t kMostExcerpt = 256;

struct Finding {
  Kind kind = Kind::attempt;
  Outcome outcome = Outcome::unknown;
  Time time{};                    // of the act
  std::uint64_t frame = 0;        // merged frame number of the act: breaks ties in time
  bool answered_by_rule = false;  // the outcome was told by a rule of the answer, not by a status
  Time answered = kNoTime;        // when the outcome was clear
  net::Address actor, target;
  std::uint16_t port = 0;  // of the service
  net::Protocol protocol = net::Protocol::tcp;
  double chance = 0;   // attempts: probability that the target was taken, by its reaction alone
  std::string strain;  // id, or empty where no strain explains it
  std::uint32_t sid = 0;
  double weight = 0;  // log-likelihood ratio, natural: infected against not (of the infected party)
  std::string why;    // one clause for people: "IIS answered 200 to root.exe"
  std::string rule;   // message of the rule
  std::string buffer;  // where it matched: "http.uri"
  std::vector<std::uint8_t> excerpt;
  std::uint64_t fingerprint = 0;     // of the content sent; 0 where none was taken
  std::vector<Origin> origins;       // sorted
  std::uint64_t repeats = 0;         // like findings that were counted and not kept (see book.h)
  Time last = kNoTime;               // of the last of these
  std::vector<net::Endpoint> named;  // addresses named in the exploit, for call-backs and downloads

  std::uint64_t id() const;  // of kind, parties, port, strain, sid and time
};

/// Whether it is an attempt of a strain, and not only the hit of a rule that belongs to none.
inline bool is_of_a_strain(const Finding& f) {
  return f.kind == Kind::attempt && !f.strain.starts_with("rule.");
}

/// Whether it is told from contacts alone: nobody knows what was sent (detect/spread.h).
inline bool is_by_contacts(const Finding& f) {
  return f.sid == 0 && f.fingerprint == 0 && f.strain.starts_with("unknown.");
}

std::string_view name_of(Kind kind);
std::string_view name_of(Outcome outcome);

/// Time, then frame, then kind, parties and sid: an order with no ties that matter.
bool earlier(const Finding& a, const Finding& b);

}  // namespace cordon::evidence
