// Crawlers and scanners. A crawler reads robots.txt and then a page every few seconds, server by
// server. A scanner knocks: a slow one now and then anywhere, a fast one at one port of every
// address in turn, and after a pause at the next port. Threads: one.
#pragma once

#include <cstdint>

#include "traffic/agent.h"

namespace cordon::traffic {

class Crawler final : public Agent {
 public:
  Crawler(const Scenario& scenario, const Options& options, Wire& wire, std::size_t number);
  Time next() const override { return next_; }
  void act() override;

 private:
  const Scenario& scenario_;
  Wire& wire_;
  net::Address address_;
  Random random_;
  Time next_;
  std::size_t server_;
  std::size_t pages_ = 0;  // read of this server
};

class Scanner final : public Agent {
 public:
  Scanner(const Scenario& scenario, const Options& options, Wire& wire, const net::Address& address,
          bool fast);
  Time next() const override { return next_; }
  void act() override;

 private:
  void knock(const net::Address& target, std::uint16_t port, bool is_server);

  const Scenario& scenario_;
  Wire& wire_;
  net::Address address_;
  bool fast_;
  Random random_;
  Time next_;
  std::size_t at_ = 0;    // of a sweep
  std::size_t port_ = 0;  // which of the ports
};

}  // namespace cordon::traffic
