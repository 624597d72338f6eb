// The site's normal: how often first contacts on a service fail, learned from the traffic itself.
//
// From outside to us and from us are apart. Each client counts once, by its first four contacts on
// the service, and four failures in four are left out, for so scanners look; that what is left then
// reads too low is corrected (mean of a binomial that was cut off). So neither one busy scanner nor
// many can move it far. kPriorClients of the papers' shares are mixed in; newer clients weigh more
// (counts are halved at kMostClients). The walks' theta0 is held within [kLeastSucceeds, the
// paper's]: a site where nothing ever fails must not be startled by two failures, and on a service
// where most fails the walks get longer but do not end.
// Bounds: kMostServices services and directions, further ones share the prior, counted. Threads:
// one.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "net/protocol.h"
#include "scan/likelihood.h"

namespace cordon::scan {

inline constexpr std::size_t kMostServices = 4096;
inline constexpr double kPriorClients = 16;
inline constexpr std::uint32_t kMostClients = 4096;
inline constexpr double kLeastSucceeds = 0.5;
/// First contacts of a client on a service that tell of the norm.
inline constexpr int kFirstFew = 4;

class ServiceNorms {
 public:
  /// What contacts from outside, and from us, are judged by where nothing was learned.
  ServiceNorms(Hypotheses remote, Hypotheses ours, std::size_t most = kMostServices);

  /// A client made its first kFirstFew contacts on a service; so many failed.
  void learn(net::Protocol protocol, std::uint16_t port, bool ours, int failed);
  /// The steps of a walk over this service, by what was learned so far.
  Steps steps(net::Protocol protocol, std::uint16_t port, bool ours) const {
    return norms_[slot(protocol, port, ours)].steps;
  }
  /// The share of benign first contacts that fail, as estimated.
  double failing(net::Protocol protocol, std::uint16_t port, bool ours) const {
    return norms_[slot(protocol, port, ours)].failing;
  }
  /// Clients that were left out since all failed, and that there was no room for.
  std::uint64_t left_out() const { return left_out_; }
  std::uint64_t not_kept() const { return not_kept_; }

 private:
  struct Norm {
    std::array<std::uint32_t, kFirstFew> clients{};  // by how many of the first few failed
    double failing = 0;
    Steps steps;
  };
  // Slots 0 and 1 are the priors, from outside and from us.
  std::size_t slot(net::Protocol protocol, std::uint16_t port, bool ours) const {
    const std::uint16_t known = protocol == net::Protocol::tcp || protocol == net::Protocol::udp
                                    ? slots_[place(protocol, port, ours)]
                                    : 0;
    return known != 0 ? known : ours;
  }
  static std::size_t place(net::Protocol protocol, std::uint16_t port, bool ours) {
    return (std::size_t{port} << 1 | (protocol == net::Protocol::udp)) << 1 | ours;
  }
  void update(Norm& norm, bool ours) const;

  Hypotheses hypotheses_[2];
  std::size_t most_;
  std::vector<std::uint16_t> slots_;
  std::vector<Norm> norms_;
  std::uint64_t left_out_ = 0, not_kept_ = 0;
};

}  // namespace cordon::scan
