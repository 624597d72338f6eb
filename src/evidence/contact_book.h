// The book of contacts: who opened flows to which service of whom, and what came of it.
//
// Flows of one client to one service are one contact. At most `most` contacts are kept (half as
// many again, for a while); the flows of others are counted as not kept. Scans and floods with
// spoofed sources cannot fill it: where it is full,
//   1. contacts that only ever failed give way to those that were answered; of one client at most
//      kMostFailedOfOne are kept, its earliest; where that is still too many, those with most give
//      up their latest, until all have the same few;
//   2. of answered ones, which cannot be spoofed, a sample by hash is kept: as many of the end as
//      of the beginning.
// What is kept depends on the contacts and not on their order. Owns its contacts. Threads: one book
// a shard; merge() joins them in order.
#pragma once

#include <absl/container/flat_hash_map.h>

#include <vector>

#include "evidence/contact.h"

namespace cordon::evidence {

inline constexpr std::size_t kMostContacts = 1 << 18;
inline constexpr std::size_t kMostFailedOfOne = 1 << 13;

class ContactBook {
 public:
  explicit ContactBook(std::size_t most = kMostContacts) : most_(most) {}

  /// Adds one flow, or several with the same outcome: at most one of the outcomes is counted.
  void add(const Contact& flow) {
    prefetch(flow);
    if (waiting_.size() == kWaiting) {
      put(waiting_[oldest_]);
      waiting_[oldest_] = flow;
      oldest_ = (oldest_ + 1) % kWaiting;
    } else {
      waiting_.push_back(flow);
    }
  }
  /// Flows whose contacts are not kept, or that came to a contact before it was given up.
  std::uint64_t not_kept() {
    put_all();
    shrink();
    return not_kept_;
  }

  /// All contacts of all books, by first, then frame, then parties; of one client's that only ever
  /// failed the first kMostFailedOfOne, however many books there are. The flows of the others are
  /// added to `not_kept`, if given. Empties the books.
  static std::vector<Contact> merge(std::vector<ContactBook>& books,
                                    std::uint64_t* not_kept = nullptr);

 private:
  struct Key {
    net::Address client, server;
    std::uint16_t port;
    net::Protocol protocol;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Hasher {
    std::size_t operator()(const Key& k) const {
      const std::uint64_t ends = k.client.low() ^ (k.server.low() << 29 | k.server.low() >> 35);
      const std::uint64_t rest =
          k.client.high() + 3 * k.server.high() +
          (std::uint64_t{k.port} << 8 | static_cast<std::uint64_t>(k.protocol));
      return mix(ends + rest * 0x9e3779b97f4a7c15ULL);
    }
  };
  // Flows wait here while their places in the table come from memory.
  static constexpr std::size_t kWaiting = 8;

  void prefetch(const Contact& flow) const;
  void put(const Contact& flow);
  void put_all();
  void shrink();
  void erase(const Contact& contact);
  void shrink_failed(std::vector<const Contact*> failed, std::size_t room);
  static void join(Contact& into, const Contact& more);

  std::vector<Contact> waiting_;
  std::size_t oldest_ = 0;
  std::size_t most_;
  Contact* last_ = nullptr;  // where the last flow went: the next is often of the same
  absl::flat_hash_map<Key, Contact, Hasher> contacts_;
  std::uint64_t not_kept_ = 0;
};

}  // namespace cordon::evidence
