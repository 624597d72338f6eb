// What a flow record says of an opening, and who its client is: shared by all formats of records.
//
// Exporters of NetFlow's kind tell each direction of a flow apart, with the flags of all its
// packets in one byte; Argus tells both in one record, with a word of state. Pure.
// Sources: RFC 9293 (flags), Argus ra(1) and its author's words on "state", Zeek's conn_state.
#pragma once

#include <optional>

#include "logs/entry.h"

namespace cordon::logs {

using TcpFlags = std::uint8_t;  // as in the header
inline constexpr TcpFlags kFin = 1, kSyn = 2, kReset = 4, kPush = 8, kAck = 16;

/// What the flags of all packets, of one direction and of the other, say of a TCP flow.
event::Outcome outcome_of(TcpFlags client, TcpFlags server);

/// Of a record of one direction whose source stands as the client: turns it where the source is
/// the server, and sets the outcome. A SYN without ACK says that the source is the client. All
/// other sets of flags occur both ways (a client's packets of one flow have SYN and ACK together,
/// as a server's), so the ports decide: well-known ones belong to servers, then those of services
/// that worms are known to seek, then the lower. Between equals the source is the client.
/// `flags` nothing: the record has none, or the protocol has none.
void orient(Entry& entry, std::optional<TcpFlags> flags);

/// Whether, by the ports alone, the source (which stands as the client) is the server.
bool source_serves(const Entry& entry);

/// Exchanges the ends, and the counters with them.
void turn(Entry& entry);

/// "S", "..A.SF", "FS PA", "0x12", "27".
std::optional<TcpFlags> read_tcp_flags(std::string_view text);

/// Argus' state ("S_RA", "SPA_FSPA", "CON", "INT", "URP"), Zeek's conn_state ("S0", "REJ", "SF"),
/// Slips' words. Counters of the entry tell where the word leaves it open. `turned`: the entry was,
/// so that the flags before the bar are the server's.
event::Outcome outcome_of_state(std::string_view state, const Entry& entry, bool turned = false);

/// "tcp", "17", "ipv6-icmp"; nothing where it is no protocol over IP (arp, stp, llc, ...).
std::optional<net::Protocol> read_protocol(std::string_view text);

}  // namespace cordon::logs
