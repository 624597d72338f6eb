#include "report/tree.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <vector>

#include "base/text.h"

namespace cordon::report {
namespace {

using trace::Infection;
using Children = std::map<net::Address, std::vector<const Infection*>>;

class Drawing {
 public:
  Drawing(const trace::Outbreak& outbreak, Page& page) : page_(page) {
    for (const trace::Sender& sender : outbreak.senders)
      if (sender.in_fleet) ours_.insert(sender.host);
    std::map<net::Address, const Infection*> infected;
    for (const Infection& infection : outbreak.infections) infected[infection.host] = &infection;
    for (const Infection& infection : outbreak.infections) {
      const trace::Parent& parent = infection.infected_by.front();
      if (parent.unseen) {
        unseen_.push_back(&infection);
      } else {
        children_[parent.host].push_back(&infection);
      }
      if (!parent.unseen && !infected.contains(parent.host) &&
          outside_seen_.insert(parent.host).second)
        outside_.push_back(parent.host);
    }
  }

  void draw() {
    for (const net::Address& host : outside_) {
      put("  " + padded(host.text(), 18) +
          page_.inked(Ink::dim, ours_.contains(host)
                                    ? "one of ours, itself not known to be infected"
                                    : "attacker, not one of ours"));
      draw_children(host, "  ");
    }
    for (const Infection* infection : unseen_) {
      put("  " + page_.inked(Ink::dim, "? a way that was not seen"));
      draw_infection(*infection, "  ", true);
    }
    // What hangs on a loop (clocks that disagree) is reached from no root.
    for (const auto& [host, list] : children_)
      for (const Infection* infection : list)
        if (!drawn_.contains(infection->host)) draw_infection(*infection, "  ", true);
    if (left_out_ > 0)
      page_.line(fmt::format("  ... and {} more; --json has them all", grouped(left_out_)));
  }

 private:
  void put(const std::string& line) {
    if (lines_ >= kMostTreeLines) {
      ++left_out_;
      return;
    }
    ++lines_;
    page_.line(line);
  }

  void draw_children(const net::Address& host, const std::string& lead) {
    const auto found = children_.find(host);
    if (found == children_.end()) return;
    for (std::size_t i = 0; i < found->second.size(); ++i)
      draw_infection(*found->second[i], lead, i + 1 == found->second.size());
  }

  void draw_infection(const Infection& infection, const std::string& lead, bool last) {
    if (!drawn_.insert(infection.host).second) return;
    const bool confirmed = infection.status == trace::Status::confirmed;
    const trace::Parent& parent = infection.infected_by.front();
    const Time when = infection.infected_at != kNoTime ? infection.infected_at : infection.onset;
    const std::string branch = lead + (last ? "└─ " : "├─ ");
    const std::string host = page_.inked(confirmed ? Ink::red : Ink::yellow, infection.host.text());
    std::string line = padded(branch + host, 34) +
                       (when == kNoTime ? padded("", 14) : padded(clock_text(when), 14));
    line += padded(fmt::format("{} {:.0f} %", confirmed ? "confirmed" : "suspected",
                               100 * infection.confidence),
                   16);
    if (!parent.unseen)
      line += page_.inked(Ink::dim, fmt::format("parent {:.2f}", parent.probability));
    put(line);
    draw_children(infection.host, lead + (last ? "   " : "│  "));
  }

  Page& page_;
  Children children_;
  std::vector<net::Address> outside_;
  std::set<net::Address> outside_seen_, ours_;
  std::vector<const Infection*> unseen_;
  std::set<net::Address> drawn_;
  std::size_t lines_ = 0, left_out_ = 0;
};

}  // namespace

void draw_tree(const trace::Outbreak& outbreak, Page& page) { Drawing(outbreak, page).draw(); }

}  // namespace cordon::report
