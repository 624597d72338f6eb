#include "evidence/book.h"

#include <algorithm>

namespace cordon::evidence {
namespace {

std::uint64_t likeness(const Finding& f) {
  std::uint64_t state =
      combine(static_cast<std::uint64_t>(f.kind) << 8 | static_cast<std::uint64_t>(f.outcome),
              f.actor.hash());
  state = combine(state, f.target.hash());
  state = combine(state, f.port);
  return f.strain.empty() ? combine(state, f.sid) : hash_of(bytes_of(f.strain), state);
}

}  // namespace

void Book::add(Finding finding) {
  tally_.add(finding);
  const std::uint64_t key = likeness(finding);
  const auto found = alike_.find(key);
  if (found != alike_.end() && found->second.count >= kMostAlike) {
    Finding& kept = findings_[found->second.last];
    ++kept.repeats;
    kept.last = std::max(kept.last, finding.time);
    return;
  }
  if (findings_.size() >= most_) {
    ++not_kept_;
    return;
  }
  Alike& alike = found != alike_.end() ? found->second : alike_[key];
  ++alike.count;
  alike.last = findings_.size();
  findings_.push_back(std::move(finding));
}

bool Book::only_counts(const Finding& finding) const {
  const auto found = alike_.find(likeness(finding));
  return found != alike_.end() ? found->second.count >= kMostAlike : findings_.size() >= most_;
}

std::vector<Finding> Book::merge(std::vector<Book>& books) {
  std::vector<Finding> all;
  for (Book& book : books) {
    std::move(book.findings_.begin(), book.findings_.end(), std::back_inserter(all));
    book.findings_.clear();
    book.alike_.clear();
  }
  std::stable_sort(all.begin(), all.end(), earlier);
  return all;
}

}  // namespace cordon::evidence
