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

void ContactBook::prefetch(const Contact& flow) const {
  contacts_.prefetch(Key{flow.client, flow.server, flow.port, flow.protocol});
}

void ContactBook::put_all() {
  for (std::size_t i = 0; i < waiting_.size(); ++i) put(waiting_[(oldest_ + i) % waiting_.size()]);
  waiting_.clear();
  oldest_ = 0;
}

void ContactBook::put(const Contact& flow) {
  if (last_ != nullptr && last_->client == flow.client && last_->server == flow.server &&
      last_->port == flow.port && last_->protocol == flow.protocol)
    return join(*last_, flow);
  const Key key{flow.client, flow.server, flow.port, flow.protocol};
  const auto found = contacts_.find(key);
  if (found != contacts_.end()) {
    last_ = &found->second;
    join(*last_, flow);
  } else if (contacts_.size() < most_) {
    last_ = &contacts_.emplace(key, flow).first->second;  // others may move, this one is new
  } else {
    not_kept_ += flow.flows;
  }
}

std::vector<Contact> ContactBook::merge(std::vector<ContactBook>& books) {
  std::vector<Contact> all;
  for (ContactBook& book : books) {
    book.put_all();
    for (const auto& [key, contact] : book.contacts_) all.push_back(contact);
    book.contacts_ = {};
    book.last_ = nullptr;
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
