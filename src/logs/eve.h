// Suricata's EVE: alerts, HTTP, DNS, flows, files and anomalies, an object a line or in an array.
//
// Sources: Suricata's documentation of the EVE JSON format (DNS in its three versions), and its
// sources for how it writes bytes that are no UTF-8 (\xHH as text). A request is told once, by its
// http event or by that of its file, whichever comes first: kMostRecent of them are remembered.
// What comes over SMB, DCE/RPC or TLS is told as a flow that was established. Views live until the
// next unit. Threads: one a file.
#pragma once

#include <array>
#include <vector>

#include "logs/eve_keys.h"
#include "logs/iso_clock.h"
#include "logs/json_walk.h"
#include "logs/parser.h"

namespace cordon::logs {

inline constexpr std::size_t kMostRecent = 4096;

class EveParser final : public Parser, private JsonLeafVisitor {
 public:
  Verdict read(std::string_view unit, EntrySink& sink) override;

 private:
  void leaf(int leaf, std::string_view text) override;
  std::string_view operator[](EveKey key) const { return values_[static_cast<std::size_t>(key)]; }

  /// With bytes as they were.
  std::string_view plain(EveKey key);
  void hear_many(int leaf, std::string_view text);
  bool put_parties();
  bool tell(std::string_view type);
  void tell_alert();
  bool tell_http();
  bool tell_dns();
  void tell_flow();
  bool tell_file();
  void tell_anomaly();
  void tell_message(event::App app);
  bool told_before();

  JsonWalk walk_;
  IsoClock clock_;
  std::array<std::string_view, static_cast<std::size_t>(EveKey::count)> values_;
  std::array<std::string, static_cast<std::size_t>(EveKey::count)> scratch_;
  std::vector<std::string_view> cves_;
  std::vector<event::HttpHeader> headers_;
  std::vector<event::DnsRecord> answers_;
  std::array<std::uint64_t, kMostRecent> recent_{};  // requests that were told, by their hash
  Entry entry_;
};

}  // namespace cordon::logs
