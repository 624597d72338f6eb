// Who a request was forwarded for: X-Forwarded-For and its kin. Pure.
//
// Each proxy appends the peer that it had, and whoever sends a request may begin the list as it
// likes. So the list is read from its end, past proxies of ours: the last address that is not
// private is the client. It is believed where the peer itself is a proxy of ours: where its address
// is private, or the log has none.
#pragma once

#include <optional>
#include <string_view>

#include "logs/entry.h"

namespace cordon::logs {

/// The address at the front of what a log calls a client: "10.0.0.1", "10.0.0.1:4711",
/// "[fe80::1]:80". Nothing where it is a name.
std::optional<net::Endpoint> endpoint_of(std::string_view text);

/// The client of a list; nothing where a proxy says that it does not know. Of a list of private
/// addresses alone it is the first.
std::optional<net::Address> forwarded_client(std::string_view list);

/// Keeps the list as a header, and takes the client from it where that is to be believed.
void put_forwarded(std::string_view list, Entry& entry);

}  // namespace cordon::logs
