// The book of contacts: who opened flows to which service of whom, and what came of it.
//
// Flows of one client to one service are one contact. At most `most` contacts are kept; flows of
// others are counted as not kept (stops: scans and floods with spoofed sources filling memory).
// Owns its contacts. Threads: one book a shard; merge() joins them in order.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <vector>

#include "evidence/contact.h"

namespace cordon::evidence {

inline constexpr std::size_t kMostContacts = 1 << 18;

class ContactBook {
 public:
  explicit ContactBook(std::size_t most = kMostContacts) : most_(most) {}

  /// Adds one flow: a Contact with `flows` 1 and at most one outcome counted.
  void add(const Contact& flow);
  std::uint64_t not_kept() const { return not_kept_; }

  /// All contacts of all books, by first, then frame, then parties. Empties the books.
  static std::vector<Contact> merge(std::vector<ContactBook>& books);

 private:
  struct Key {
    net::Address client, server;
    std::uint16_t port;
    net::Protocol protocol;
    friend bool operator==(const Key&, const Key&) = default;
    template <typename H>
    friend H AbslHashValue(H h, const Key& k) {
      return H::combine(std::move(h), k.client, k.server, k.port, k.protocol);
    }
  };
  static void join(Contact& into, const Contact& more);

  std::size_t most_;
  absl::flat_hash_map<Key, Contact> contacts_;
  std::uint64_t not_kept_ = 0;
};

}  // namespace cordon::evidence
