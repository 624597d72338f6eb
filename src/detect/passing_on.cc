#include "detect/passing_on.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <iterator>

namespace cordon::detect {
namespace {

constexpr Duration kSameReceipt = 1s;
constexpr std::size_t kSeveral = 2;

// Mail, names, news.
constexpr std::uint16_t kPassOnByNature[] = {25, 53, 119, 465, 587, 853};

}  // namespace

bool PassingOn::is_nature_of(const sift::Service& service) {
  return std::find(std::begin(kPassOnByNature), std::end(kPassOnByNature), service.port) !=
         std::end(kPassOnByNature);
}

void PassingOn::add(const sift::Service& service, const std::vector<TurnedBy>& passed_on,
                    const Unasked& unasked) {
  // What many say of themselves is not passed on, whoever heard it first. Of those who are not ours
  // receipts are not seen: of them there must be many more.
  if (unasked.ours > 1 || unasked.all > 2 * passed_on.size() + 1) return;
  for (const TurnedBy& t : passed_on)
    passed_on_[service].push_back({t.host, t.received.time, t.sent_to > t.receipts});
}

bool PassingOn::is_habit(const sift::Service& service, const net::Address& host,
                         const Journey& journey) const {
  if (is_nature_of(service)) return true;
  const auto found = passed_on_.find(service);
  if (found == passed_on_.end()) return false;
  absl::flat_hash_set<net::Address> others;
  for (const Receipt& receipt : found->second) {
    const sift::Carried* first = journey.receipts(receipt.host).first;
    if (first != nullptr && receipt.at - first->first.time <= kSameReceipt &&
        first->first.time - receipt.at <= kSameReceipt)
      continue;
    if (receipt.host == host) return true;
    if (receipt.to_more) others.insert(receipt.host);
    if (others.size() >= kSeveral) return true;
  }
  return false;
}

}  // namespace cordon::detect
