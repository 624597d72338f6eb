#include "evidence/contact_book.h"

#include <algorithm>
#include <tuple>

namespace cordon::evidence {

namespace {

auto parties(const Contact& c) { return std::tie(c.client, c.server, c.port, c.protocol); }

bool before_of_one_client(const Contact& a, const Contact& b) {
  return std::tuple(a.client, a.first, a.first_frame, parties(a)) <
         std::tuple(b.client, b.first, b.first_frame, parties(b));
}

}  // namespace

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
  into.ended = std::max(into.ended, more.ended);
  into.packets_out += more.packets_out;
  into.packets_in += more.packets_in;
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
  } else {
    if (contacts_.size() >= most_ + most_ / 2) shrink();
    last_ = &contacts_.emplace(key, flow).first->second;  // others may move, this one is new
  }
}

void ContactBook::erase(const Contact& c) {
  not_kept_ += c.flows;
  contacts_.erase(Key{c.client, c.server, c.port, c.protocol});
}

void ContactBook::shrink() {
  if (contacts_.size() <= most_) return;
  last_ = nullptr;
  std::vector<std::pair<std::uint64_t, const Contact*>> answered;
  std::vector<const Contact*> failed;
  for (const auto& [key, contact] : contacts_) {
    if (contact.established > 0) {
      answered.emplace_back(Hasher()(key), &contact);
    } else {
      failed.push_back(&contact);
    }
  }
  const std::size_t room = most_ - std::min(most_, answered.size());
  shrink_failed(std::move(failed), room);
  if (answered.size() <= most_) return;
  std::sort(answered.begin(), answered.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first, parties(*a.second)) < std::pair(b.first, parties(*b.second));
  });
  for (std::size_t i = most_; i < answered.size(); ++i) erase(*answered[i].second);
}

// Keeps `room` of them: of each client its earliest, and of none more than of another that had as
// many; of the last that some may have and others not, the lower hash has it.
void ContactBook::shrink_failed(std::vector<const Contact*> failed, std::size_t room) {
  if (failed.size() <= room) return;
  std::sort(failed.begin(), failed.end(),
            [](const Contact* a, const Contact* b) { return before_of_one_client(*a, *b); });
  // How many of its client's come before it, the client, and where it is in `failed`.
  using Rank = std::tuple<std::size_t, std::uint64_t, std::size_t>;
  std::vector<Rank> ranks;
  ranks.reserve(failed.size());
  for (std::size_t i = 0; i < failed.size(); ++i) {
    const bool same = i > 0 && failed[i]->client == failed[i - 1]->client;
    ranks.emplace_back(same ? std::get<0>(ranks.back()) + 1 : 0, failed[i]->client.hash(), i);
  }
  std::sort(ranks.begin(), ranks.end());
  while (room > 0 && std::get<0>(ranks[room - 1]) >= kMostFailedOfOne) --room;
  for (std::size_t i = room; i < ranks.size(); ++i) erase(*failed[std::get<2>(ranks[i])]);
}

std::vector<Contact> ContactBook::merge(std::vector<ContactBook>& books, std::uint64_t* not_kept) {
  std::vector<Contact> all;
  for (ContactBook& book : books) {
    book.put_all();
    book.shrink();
    for (const auto& [key, contact] : book.contacts_) all.push_back(contact);
    book.contacts_ = {};
    book.last_ = nullptr;
  }
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
  absl::flat_hash_map<net::Address, std::size_t> failed;  // contacts of a client, so far
  std::uint64_t dropped = 0;
  std::erase_if(joined, [&](const Contact& c) {
    if (c.established > 0 || ++failed[c.client] <= kMostFailedOfOne) return false;
    dropped += c.flows;
    return true;
  });
  if (not_kept != nullptr) *not_kept += dropped;
  return joined;
}

}  // namespace cordon::evidence
