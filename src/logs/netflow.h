// NetFlow v5, v9 and IPFIX: export messages as they came, one after the other in a file.
//
// A unit is one message; each flow record in it is an entry. Sources: Cisco's NetFlow v5 datagram,
// RFC 3954 (v9), RFC 7011 and 7012 (IPFIX), RFC 5103 (both directions in one record), RFC 5655
// (IPFIX files). Templates and sampling rates are remembered by observation domain, within bounds;
// a message whose data has no template yet is bad. Threads: one parser a file.
#pragma once

#include <map>

#include "logs/flow_fields.h"
#include "logs/ipfix_template.h"
#include "logs/parser.h"

namespace cordon::logs {

inline constexpr std::size_t kMostMessage = 65535;  // a message came in one datagram
inline constexpr std::size_t kMostDomains = 1024;   // whose sampling rate is remembered
inline constexpr std::size_t kNoMessage = static_cast<std::size_t>(-1);

/// Length of the message at the front; 0: more bytes are needed; kNoMessage: it is none.
/// NetFlow v9 does not say its length: a message ends where what follows is no flow set (the ids
/// 2 to 255 are none, so the version of the next message is none), or with the file, which
/// `at_end` says has been read to its end.
std::size_t message_size(std::string_view bytes, bool at_end = false);

class NetflowParser final : public Parser {
 public:
  Verdict read(std::string_view message, EntrySink& sink) override;

 private:
  // How a message's clock reads: v9 and v5 count milliseconds since the exporter started.
  struct Clock {
    Time exported{};
    std::optional<std::uint32_t> uptime_ms;  // IPFIX has none
    Time at_uptime(std::uint32_t ms) const {
      if (!uptime_ms) return kNoTime;
      return exported - std::chrono::milliseconds(static_cast<std::int32_t>(*uptime_ms - ms));
    }
  };
  struct Tally {  // of one message
    std::size_t told = 0;
    bool bad = false, understood = false;
  };

  Verdict read_v5(Bytes message, EntrySink& sink);
  Verdict read_sets(Bytes sets, std::uint32_t domain, const Clock& clock, bool ipfix,
                    EntrySink& sink);
  void read_set(std::uint16_t id, Bytes set, std::uint32_t domain, const Clock& clock, bool ipfix,
                EntrySink& sink, Tally& result);
  void read_data(const Template& form, Bytes set, std::uint32_t domain, const Clock& clock,
                 EntrySink& sink, Tally& result);
  bool tell(const FlowFields& heard, std::uint32_t domain, const Clock& clock, EntrySink& sink);
  void set_times(const FlowFields& heard, const Clock& clock);
  void set_sampling(const FlowFields& heard, std::uint32_t domain);
  void set_outcome(const FlowFields& heard);
  void learn_sampling(const FlowFields& heard, std::uint32_t domain);

  TemplateBook templates_;
  std::map<std::uint32_t, std::uint32_t> sampling_;  // by domain
  Entry entry_;
};

}  // namespace cordon::logs
