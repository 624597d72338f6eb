#include "evidence/contact_book.h"

#include <algorithm>
#include <tuple>

namespace cordon::evidence {

void ContactBook::join(Contact& into, const Contact& more) {
  if (std::tie(more.first, more.first_frame) < std::tie(into.first, into.first_frame)) {
    into.first = more.first;
    into.first_frame = more.first_frame;
  }
  into.last = std::max(into.last, more.last);
  into.flows += more.flows;
  into.established += more.established;
  into.refused += more.refused;
  into.unanswered += more.unanswered;
  into.bytes_out += more.bytes_out;
  into.bytes_in += more.bytes_in;
}

void ContactBook::add(const Contact& flow) {
  const Key key{flow.client, flow.server, flow.port, flow.protocol};
  const auto found = contacts_.find(key);
  if (found != contacts_.end()) {
    join(found->second, flow);
  } else if (contacts_.size() < most_) {
    contacts_.emplace(key, flow);
  } else {
    ++not_kept_;
  }
}

std::vector<Contact> ContactBook::merge(std::vector<ContactBook>& books) {
  std::vector<Contact> all;
  for (ContactBook& book : books) {
    for (const auto& [key, contact] : book.contacts_) all.push_back(contact);
    book.contacts_ = {};
  }
  const auto parties = [](const Contact& c) {
    return std::tie(c.client, c.server, c.port, c.protocol);
  };
  std::sort(all.begin(), all.end(), [&](const Contact& a, const Contact& b) {
    return std::pair(parties(a), std::pair(a.first, a.first_frame)) <
           std::pair(parties(b), std::pair(b.first, b.first_frame));
  });
  std::vector<Contact> joined;
  for (const Contact& contact : all) {
    if (!joined.empty() && parties(joined.back()) == parties(contact)) {
      join(joined.back(), contact);
    } else {
      joined.push_back(contact);
    }
  }
  std::stable_sort(joined.begin(), joined.end(), [](const Contact& a, const Contact& b) {
    return std::tie(a.first, a.first_frame) < std::tie(b.first, b.first_frame);
  });
  return joined;
}

}  // namespace cordon::evidence
