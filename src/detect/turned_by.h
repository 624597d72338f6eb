// Turned by a content: what speaks for it that a host received it, and sent it on because of it.
//
// Evidence is in log-likelihood ratios (natural). It received it soon before it sent it; it sent it
// to more hosts than it came from; it had not been a client of the service; its contacts fail. A
// host that was a client before is accustomed to it, which speaks against; but if it does not pass
// on what it is sent by habit (passing_on.h), being a client tells nothing of this content, and
// sending it to several new hosts at once does. Pure.
#pragma once

#include "detect/conduct.h"
#include "detect/journey.h"

namespace cordon::detect {

/// The score of a host that does no more than a relay does, or a peer among peers.
inline constexpr double kMostOfAPeer = 0.5;

struct TurnedBy {
  net::Address host;
  event::Moment received, sent;  // first
  std::size_t sent_to = 0;       // hosts, since it received
  std::size_t more = 0;          // of these, more than it had come from by then
  std::uint64_t receipts = 0;
  bool by_habit = true;                        // passing_on.h, or too little is known
  double novelty = 0, failing = 0, hurry = 0;  // conduct.h
  double score = 0;                            // of all
};

/// Of a host that received the content and sent it later.
TurnedBy turned_by(const Journey& journey, const net::Address& host, const Conduct& conduct,
                   bool by_habit);

/// Whether it is as sure as one host's conduct can make it: it had never been a client, and some of
/// the several hosts that it sends to do not exist; or it passes nothing on by habit, was seldom a
/// client, and does both now.
bool is_sure(const TurnedBy& turned);

}  // namespace cordon::detect
