// Contacts: closed flows -> who reached which service of whom, and what came of it.
// Threads: one a shard.
#pragma once

#include "event/observer.h"
#include "evidence/contact_book.h"

namespace cordon::detect {

class Contacts final : public event::Observer {
 public:
  explicit Contacts(evidence::ContactBook& book) : book_(book) {}
  void see(const event::FlowClosed& closed) override;

 private:
  evidence::ContactBook& book_;
};

}  // namespace cordon::detect
