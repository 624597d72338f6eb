// First edges: of an outbreak that contacts alone told of, over which of them it began, and where;
// by random moonwalks (moonwalk.h) over the contacts of its service. Pure.
#pragma once

#include "trace/account.h"
#include "trace/case_file.h"
#include "trace/moonwalk.h"
#include "trace/outbreak.h"

namespace cordon::trace {

/// The walks of one case, and what they went over.
struct CaseWalks {
  std::string strain;
  net::Protocol protocol{};
  std::uint16_t port = 0;
  std::size_t contacts = 0, scanners = 0;  // on the service
  std::size_t edges = 0, walks = 0;
  Moonwalks told;                 // only edges that are likelier than not
  bool by_contacts_alone = true;  // false: content tells who sent what, and the account rests on it
};

/// Nothing where no service is known, or nothing could be walked over.
std::optional<CaseWalks> walk_back(const CaseFile& file, const Setting& setting);

/// Puts them, and the origins, where the case rests on contacts: no content was seen to be sent.
/// Infections stay as they are.
void tell_first_edges(const CaseFile& file, const Setting& setting, Outbreak& outbreak);

}  // namespace cordon::trace
