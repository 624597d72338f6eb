// The parameters of all scan tests, with the papers' values where they have them, and which hosts
// are judged by others. Plain values.
#pragma once

#include <vector>

#include "net/by_host.h"
#include "scan/rate_test.h"
#include "scan/reverse_walk.h"
#include "scan/slow_scan.h"
#include "scan/threshold_walk.h"
#include "scan/vertical_scan.h"

namespace cordon::scan {

struct Service {
  net::Protocol protocol{};
  std::uint16_t port = 0;
  friend auto operator<=>(const Service&, const Service&) = default;
};

/// By which one client is judged: what may be another for hosts of a role or network.
struct Tuning {
  bool enabled = true;
  bool authorised = false;  // what it contacts is never held against it; counted

  // Of remote sources: theta0 (the most of it that is learned), theta1, alpha, beta.
  Hypotheses remote = kRemote;
  Errors remote_errors = kRemoteErrors;
  Duration benign_for = kBenignFor;
  // Of ours, each service by itself.
  Hypotheses turning = kTurning;
  Errors turning_errors = kTurningErrors;
  std::uint16_t vertical_ports = kVerticalPorts;
  SlowScans::Parameters slow;
  RateTest::Parameters rate;
};

/// The tuning holds for all hosts but those of whom `others` says something else.
struct Options : Tuning {
  /// Secret key of all tables; the same seed and input give the same verdicts.
  std::uint64_t seed = 0x5ca9;
  net::ByHost<Tuning> others;
  bool protocol_graphs = true;

  /// Whose contacts are never held against them; counted.
  std::vector<net::Prefix> may_scan;
  /// Servers of these ask one another by nature: no rate test.
  std::vector<Service> relayed = {{net::Protocol::tcp, 25},   {net::Protocol::tcp, 53},
                                  {net::Protocol::udp, 53},   {net::Protocol::udp, 123},
                                  {net::Protocol::udp, 161},  {net::Protocol::tcp, 179},
                                  {net::Protocol::udp, 500},  {net::Protocol::tcp, 853},
                                  {net::Protocol::tcp, 5060}, {net::Protocol::udp, 5060}};
  /// Of these an outsider uses few servers: who reaches many over hours tries passwords.
  std::vector<Service> of_few = {
      {net::Protocol::tcp, 22},   {net::Protocol::tcp, 23},   {net::Protocol::tcp, 135},
      {net::Protocol::tcp, 139},  {net::Protocol::tcp, 445},  {net::Protocol::tcp, 1433},
      {net::Protocol::tcp, 3306}, {net::Protocol::tcp, 3389}, {net::Protocol::tcp, 5432},
      {net::Protocol::tcp, 5900}, {net::Protocol::tcp, 5985}, {net::Protocol::tcp, 6379}};
};

}  // namespace cordon::scan
