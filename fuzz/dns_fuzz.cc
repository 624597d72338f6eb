// DNS messages from any bytes: bounded, and names are never longer than DNS allows.
#include "base/check.h"
#include "proto/dns/message.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cordon;
  const auto message = proto::dns::read_message(Bytes(data, size));
  if (!message) return 0;
  CHECK(message->questions.size() + message->answers.size() <= proto::dns::kMostRecords);
  return 0;
}
