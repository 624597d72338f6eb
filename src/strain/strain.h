// A strain: one variant of one worm, as strains/<family>/<variant>.toml describes it.
//
// Data for everything: recognition (Suricata rules with a stage), what an answer means, scanning,
// calendar, back doors, cleansing, and the inert dialogues from which traces are simulated.
// docs/strains.md describes the file. Immutable once loaded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "net/protocol.h"

namespace cordon::strain {

/// What a signature's hit means in the life of the worm.
enum class Stage : std::uint8_t {
  attempt,          // the exploit, sent by the client of the flow
  accepted,         // the server's answer that means: it worked
  refused,          // the server's answer that means: it did not
  backdoor_asked,   // a client asks for the back door
  backdoor_open,    // the server answers as an open back door does
  backdoor_closed,  // the server answers as one without
  fetched,          // the payload is fetched
  called_back,      // a victim reports to the attacker
  flooding,         // part in the flood
};

struct Signature {
  Stage stage = Stage::attempt;
  std::uint32_t sid = 0;
  std::string rule;
};

/// A figure or statement, and where it comes from.
struct Sourced {
  std::string text;
  std::string source;
  bool disputed = false;
};

enum class Reading : std::uint8_t { accepted, refused, unknown };

/// What the server's reaction to a whole exploit means where no signature decides it.
struct AnswerReading {
  std::vector<int> accepted_status, refused_status;  // HTTP
  Reading silence = Reading::unknown;  // no answer, connection held or closed in order
  Reading reset = Reading::unknown;    // RST after the exploit
  Reading answer = Reading::unknown;   // any answer that is not decided otherwise
  double prior = 0.3;                  // P(accepted | unknown reaction)
};

enum class Targeting : std::uint8_t {
  random,
  local_preference,
  sequential,
  hit_list,
  permutation,
  static_seed
};

struct Scanning {
  Targeting targeting = Targeting::random;
  double same_slash8 = 0, same_slash16 = 0, same_slash24 = 0;  // shares; the rest is random
  double probes_per_second = 1;
  double probes_low = 1, probes_high = 1;  // the disputed range
  int threads = 1;
};

/// One turn of an inert dialogue. Bytes as in a rule's content ("|90 90|"), with {41*200} for a
/// run, and the placeholders <attacker>, <victim>, <random:N>.
struct Turn {
  bool from_client = true;
  std::string bytes;
  double delay = 0.01;  // seconds before it
};
enum class Ending : std::uint8_t { fin, reset, held };
struct Dialogue {
  net::Protocol transport = net::Protocol::tcp;
  std::uint16_t port = 0;
  bool victim_opens = false;      // the victim is the client: a call-back or a download
  std::uint16_t client_port = 0;  // 0: ephemeral
  std::vector<Turn> turns;
  Ending ending = Ending::fin;
};

struct Simulation {
  std::vector<Dialogue> vulnerable;  // one after the other: exploit, download, ...
  std::vector<Dialogue> patched;     // the same exploit, refused
  double incubation = 1.0;           // mean seconds from delivery to first probe
  std::string
      vulnerable_role;  // "iis", "apache", "windows", "mssql", "iot": whom background serves
};

/// The epidemic on the Internet, for simulation: whom it could infect, and what bounds its rate.
struct Epidemic {
  std::uint64_t vulnerable = 0;                           // hosts
  std::uint64_t vulnerable_low = 0, vulnerable_high = 0;  // the disputed range
  std::uint64_t initial = 1;                              // hosts infected at the start
  double horizon = 86400;                                 // seconds of interest
  double latency = -1;     // mean seconds to the first probe; below 0: the incubation
  double success = 1;      // P(a delivery to a vulnerable host infects it)
  double rate_spread = 0;  // sigma of ln(probes a second) over hosts
  struct Link {
    double share = 0, probes_per_second = 0;
  };
  std::vector<Link> links;      // hosts by what their link carries; instead of one rate
  double network_capacity = 0;  // probes a second that the Internet carries; 0: unbounded
  std::uint32_t hit_list = 0;   // hosts known before the start
  double wrong_clock = 0;       // share of hosts that spread on any day
  double address_changes_per_day = 0;
  double behind_translators = 0;  // share of the vulnerable hosts
  double cleansed_per_day = 0;    // chance a day
  std::vector<Sourced> notes;     // where each figure comes from
};

struct Calendar {
  struct Phase {
    std::string name;                  // "spread", "flood", "sleep"
    int first_day = 1, last_day = 31;  // of the month
    Sourced note;
  };
  std::vector<Phase> phases;
  std::string flood_target;  // address, with port
};

struct Strain {
  std::string id;      // "codered.v2"
  std::string family;  // "codered"
  std::string name;    // "Code Red v2"
  std::vector<std::string> aliases, cves, advisories, attack_ids;
  std::string first_seen;  // date
  std::string summary;
  std::string service;  // "http", "smb", "mssql-monitor"
  net::Protocol transport = net::Protocol::tcp;
  std::vector<std::uint16_t> ports;
  struct Vulnerable {
    std::string software, versions, cpe, fix;
  };
  std::vector<Vulnerable> vulnerable;
  std::vector<Signature> signatures;
  AnswerReading answers;
  Scanning scanning;
  Calendar calendar;
  struct BackDoor {
    std::string name, request, open_answer;
    std::uint16_t port = 0;
    bool while_infecting = false;  // a shell of the exploit itself: who uses it is who infects
  };
  std::vector<BackDoor> back_doors;
  /// What a flow record of its exploit looks like, where that says something: Slammer is one
  /// datagram of one size.
  struct FlowMark {
    net::Protocol transport = net::Protocol::udp;
    std::uint16_t port = 0;
    std::uint32_t payload = 0;  // bytes of each packet
  };
  std::vector<FlowMark> flow_marks;
  std::vector<std::string> implied_by;  // exploits that it shares with others: theirs count for it
                                        // where its own mark is seen
  std::vector<std::string> uses_back_door_of;  // strains whose back door it asks for (Nimda)
  std::vector<std::string> downloads;          // what a victim fetches, as a person would say it
  std::vector<std::string> cleansing;          // steps, in order
  std::vector<Sourced> facts;                  // sizes, rates, dates, each with its source
  std::optional<Simulation> simulation;
  std::optional<Epidemic> epidemic;
  bool is_worm = true;  // false: an exploit or back door that worms use, catalogued for recognition
};

}  // namespace cordon::strain
