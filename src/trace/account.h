// The account of an outbreak: who is infected, by what, from whom, since when, how surely, and what
// could not be seen. Everything that a person sees is a face of this. Plain values, lists sorted.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/contact.h"
#include "evidence/finding.h"
#include "evidence/flood.h"
#include "evidence/generated_rule.h"
#include "evidence/tally.h"

namespace cordon::trace {

/// The five independent ways to tell an infection, besides the flood (design: evidence of
/// infection).
enum class Evidence : std::uint8_t { delivered, propagated, turned, answered, fetched, flooded };
std::string_view name_of(Evidence evidence);

enum class Status : std::uint8_t { suspected, confirmed };

struct EvidenceItem {
  Evidence sort = Evidence::delivered;
  double weight = 0;  // log-odds that it adds
  Time time{};
  net::Address other;  // the other party
  std::string why;
  std::uint64_t finding = 0;  // Finding::id
};

/// A candidate parent. `unseen` stands for a way that the input does not show.
struct Parent {
  bool unseen = false;
  net::Address host;
  double probability = 0;
  Time delivered{};
  std::string why;
};

struct Infection {
  net::Address host;
  bool in_fleet = true;
  Status status = Status::suspected;
  double confidence = 0;       // probability that it is infected
  Time infected_at = kNoTime;  // of the likeliest delivery; kNoTime where none was seen
  Time onset = kNoTime;        // first moment it acts infected; kNoTime where it was not seen to
  std::vector<Parent> infected_by;     // likeliest first
  std::vector<EvidenceItem> evidence;  // by time
  std::string refuted_by;              // what would show that this is wrong
};

struct Origin {
  bool unseen = false;
  net::Address host;
  double probability = 0;
};

/// An early contact by which the worm was passed on, as the walks of moonwalk.h tell it.
struct FirstEdge {
  net::Address from, to;
  Time at{};
  double share = 0;        // of the walks that went over it
  double probability = 0;  // that `to` was infected by it and not by another contact that was seen
};

struct Sender {
  net::Address host;
  bool in_fleet = false;
  std::uint64_t attempts = 0, targets = 0;
  Time first{}, last{};
};

struct Attacked {  // hosts that were attacked and are not infected
  net::Address host;
  std::uint64_t attempts = 0, refused = 0, unknown = 0, accepted = 0;
  std::string why;  // "answered 404 to every attempt"
};

struct BackdoorUse {
  net::Address host, by;
  Time at{};
  bool answered = false;
  std::string what;
  std::uint64_t finding = 0;
};

/// Another strain's back door for which senders of this one ask.
struct BorrowedDoor {
  std::string strain, name;
  std::vector<net::Address> askers;  // sorted
};

struct DataAccess {
  net::Address host, to;
  std::uint64_t bytes = 0;
  std::vector<std::string> kinds;
};

/// Of a worm that no catalogue entry explains: unknown.<transport>.<port>.
inline constexpr std::string_view kUnknownFamily = "unknown";

struct Outbreak {
  std::string id;
  std::string strain, family, strain_name;
  double strain_confidence = 0;
  Time first_seen{}, last_seen{};
  std::vector<Origin> origins;         // patient zero: likeliest first
  std::vector<FirstEdge> first_edges;  // where contacts alone tell of it: by share
  std::vector<Infection> infections;   // by infected_at or onset
  std::uint64_t attempts = 0, targets = 0;
  std::vector<Sender> senders;     // by attempts
  std::vector<Attacked> attacked;  // by address
  std::vector<BackdoorUse> backdoor_uses;
  std::vector<BorrowedDoor> borrowed_doors;
  std::vector<DataAccess> data_access;
  evidence::Curve curve;                       // attempts and senders over time
  std::vector<evidence::GeneratedRule> rules;  // of an unknown worm: one a variant
  std::string no_rule;                         // why there is none
};

struct Scanner {
  net::Address host;
  bool in_fleet = false;
  std::string role;  // "scanner", "proxy", "crawler", "relay"
  std::uint64_t targets = 0;
  std::string why;
};

struct Exposure {
  net::Address host;
  std::string strain, why;
};

/// What sifting for unknown worms forgot or did not keep for want of room.
struct SiftLoss {
  std::uint64_t first_sights = 0;     // contents seen once
  std::uint64_t contents = 0;         // seen more often, and not suspected by then
  std::uint64_t cases = 0;            // suspicions that were given up
  std::uint64_t suspects = 0;         // contents that would have been suspected
  std::uint64_t deliveries = 0;       // of suspected contents, only counted
  std::uint64_t hosts_not_known = 0;  // passages of hosts beyond those that are numbered
};

/// What the scan tests forgot or did not keep for want of room.
struct ScanLoss {
  std::uint64_t first_contacts = 0;  // these count as first ones again
  std::uint64_t clients = 0;         // sources, and ours on a service
  std::uint64_t slow_clients = 0;    // of the test of slow scans
  std::uint64_t destinations = 0;    // of which it was known whether they live
  std::uint64_t graph_contacts = 0;  // left out of the protocol graphs
  std::uint64_t norms = 0;           // clients from which no norm could be learned
  std::uint64_t verdicts = 0;
};

/// What could be seen, and what not.
struct Coverage {
  std::uint64_t frames = 0, bytes = 0, flows = 0;
  Time first = kNoTime, last = kNoTime;
  std::uint64_t cut_frames = 0, dropped_by_kernel = 0;
  std::uint64_t midstream_flows = 0, one_sided_flows = 0;
  std::uint64_t gap_bytes = 0, stream_bytes = 0, encrypted_bytes = 0;
  std::uint64_t evicted_flows = 0, dropped_segments = 0;
  std::uint64_t findings_not_kept = 0, contacts_not_kept = 0;
  SiftLoss sift;
  ScanLoss scan;
  std::uint64_t authorised_scans = 0;  // verdicts on those who may scan, held back
  bool one_way = false;             // traffic of one direction: that nobody answers means nothing
  std::vector<std::string> damage;  // "a.pcap: cut off after frame 17"
  std::map<std::string, std::uint64_t> anomalies;         // by name
  std::uint64_t lines = 0, bad_lines = 0, cut_lines = 0;  // of logs
  std::uint64_t logged_requests = 0, logged_flows = 0, peer_alerts = 0;
  std::uint64_t nameless_lines = 0;        // whose hosts have no address
  std::uint64_t untimed_lines = 0;         // without a time: taken as that of the line before
  std::uint32_t sampling = 1;              // of flow records: one packet in so many
  std::size_t blind_rules = 0, rules = 0;  // rules that no log can satisfy
  std::vector<std::string> switched_off;   // detectors, by the configuration
  bool payload_read = true;                // false: packets were judged by their flows alone
  double seen = 1;                         // share of what there was to see, by our best estimate
};

struct Fleet {
  bool guessed = true;
  std::string how;                    // "hosts that answered" or the networks that were given
  std::vector<net::Address> servers;  // that were seen
};

struct Account {
  Coverage coverage;
  Fleet fleet;
  std::vector<Outbreak> outbreaks;  // by first_seen
  std::vector<Scanner> scanners;
  std::vector<Exposure> exposures;
  std::vector<evidence::Flood> floods;      // by beginning
  std::vector<evidence::Finding> findings;  // by time
};

}  // namespace cordon::trace
