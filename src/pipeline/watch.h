// A watch: all observers of one shard's events, or of one sensor's logs, and the books they write.
//
// Each event is shown to the rules first, so that a hit is known when its answer is judged.
// Threads: one at a time.
#pragma once

#include <vector>

#include "detect/contacts.h"
#include "detect/flow_marks.h"
#include "detect/peer_alerts.h"
#include "detect/signatures.h"
#include "evidence/book.h"
#include "evidence/contact_book.h"
#include "evidence/sightings.h"
#include "pipeline/alert.h"
#include "rules/engine.h"
#include "sift/sampler.h"

namespace cordon::pipeline {

/// Results must be the same everywhere; who watches a network may give a secret one.
inline constexpr std::uint64_t kSiftingKey = 0x636f72646f6e2031;

class Watch final : public event::Observer {
 public:
  struct Options {
    std::size_t most_findings = evidence::kMostFindings;
    std::size_t most_contacts = evidence::kMostContacts;
    bool alerts = false;     // keep alerts for EVE
    bool sightings = false;  // keep what tells two sensors' clocks apart
    bool sift = false;       // compare content (sift/sampler.h)
    std::uint64_t sifting_key = kSiftingKey;
    bool flow_marks = false;                    // look at flow records: there is no payload
    const std::vector<bool>* seeing = nullptr;  // rules to try (rules/log_sight.h); null: all
  };
  /// Rules and catalogue must outlive it.
  Watch(const Options& options, const rules::RuleSet& rules, const strain::Catalogue& catalogue);

  void see(const event::PacketSeen& e) override { engine_.see(e); }
  void see(const event::StreamChunk& e) override;
  void see(const event::StreamGap& e) override;
  void see(const event::Datagram& e) override;
  void see(const event::HttpRequestSeen& e) override;
  void see(const event::HttpResponseSeen& e) override;
  void see(const event::HttpUnanswered& e) override { signatures_.see(e); }
  void see(const event::DnsMessage& e) override { engine_.see(e); }
  void see(const event::PeerAlert& e) override { peer_alerts_.see(e); }
  void see(const event::FlowClosed& e) override;

  /// Numbers the packets, or lines, of the whole input; alerts carry it.
  void set_order(std::uint64_t order) { hits_.set_order(order); }
  std::vector<Alert>& alerts() { return hits_.alerts(); }  // the caller clears them
  evidence::Book& findings() { return findings_; }
  evidence::ContactBook& contacts() { return contact_book_; }
  evidence::Sightings& sightings() { return sightings_; }
  sift::Sampler& sampler() { return sampler_; }

 private:
  // Copies of hits for EVE, beside the detectors that also see them.
  class Hits final : public rules::HitSink {
   public:
    Hits(detect::Signatures& signatures, bool keep) : signatures_(signatures), keep_(keep) {}
    void hit(const rules::Hit& hit) override;
    void set_order(std::uint64_t order) { order_ = order; }
    std::vector<Alert>& alerts() { return alerts_; }

   private:
    detect::Signatures& signatures_;
    bool keep_;
    std::uint64_t order_ = 0;
    std::vector<Alert> alerts_;
  };

  bool keep_sightings_, look_at_flows_, sift_;
  evidence::Book findings_;
  evidence::ContactBook contact_book_;
  evidence::Sightings sightings_;
  detect::Signatures signatures_;
  detect::PeerAlerts peer_alerts_;
  detect::FlowMarks flow_marks_;
  Hits hits_;
  rules::Engine engine_;
  detect::Contacts contacts_;
  sift::Sampler sampler_;
};

}  // namespace cordon::pipeline
