// For tests of the report: a small outcome with a chain outside -> .1 -> .2 and one that refused.
#pragma once

#include "pipeline/investigation.h"

namespace cordon::report {

inline net::Address sample_host(std::uint32_t last) { return net::Address::v4(0x0a140000 + last); }

inline evidence::Finding sample_attempt(int second, const net::Address& from,
                                        const net::Address& to) {
  evidence::Finding f;
  f.outcome = evidence::Outcome::accepted;
  f.time = Time(std::chrono::seconds(1'000'000'000 + second));
  f.actor = from;
  f.target = to;
  f.port = 80;
  f.strain = "worm.a";
  f.sid = 7;
  f.rule = "Worm A attempt";
  f.buffer = "http.uri";
  f.why = "the server answered 200";
  f.excerpt = copy_of(bytes_of("GET /x.ida?NNNN\x1b[31m"));
  f.origins = {{0, static_cast<std::uint64_t>(second)}};
  return f;
}

inline pipeline::Outcome sample_outcome() {
  const net::Address outside = net::Address::v4(0xcb007107);
  pipeline::Outcome outcome;
  source::InputReport input;
  input.path = "sample.pcap";
  input.format = "pcap";
  input.frames = 20;
  outcome.inputs = {input};
  trace::Account& account = outcome.account;
  account.coverage.frames = 20;
  account.coverage.bytes = 12345;
  account.coverage.first = Time(std::chrono::seconds(1'000'000'000));
  account.coverage.last = Time(std::chrono::seconds(1'000'000'099));
  account.findings = {sample_attempt(1, outside, sample_host(1)),
                      sample_attempt(9, sample_host(1), sample_host(2))};
  trace::Outbreak outbreak;
  outbreak.strain = outbreak.strain_name = "worm.a";
  outbreak.first_seen = account.findings[0].time;
  outbreak.last_seen = account.findings[1].time;
  outbreak.attempts = outbreak.targets = 2;
  outbreak.origins = {{false, sample_host(1), 0.98}, {true, {}, 0.02}};
  for (std::size_t i = 0; i < 2; ++i) {
    const evidence::Finding& f = account.findings[i];
    trace::Infection infection;
    infection.host = f.target;
    infection.status = i == 0 ? trace::Status::confirmed : trace::Status::suspected;
    infection.confidence = i == 0 ? 0.99 : 0.62;
    infection.infected_at = f.time;
    infection.infected_by = {{false, f.actor, 0.97, f.time, f.why}, {true, {}, 0.03, {}, "unseen"}};
    infection.evidence = {{trace::Evidence::delivered, 3.5, f.time, f.actor, "took it", f.id()}};
    infection.refuted_by = "a decoy";
    outbreak.infections.push_back(infection);
  }
  outbreak.attacked = {{sample_host(3), 4, 4, 0, 0, "4 refused"}};
  account.outbreaks = {outbreak};
  return outcome;
}

}  // namespace cordon::report
