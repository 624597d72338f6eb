#include "detect/worm_rules.h"

#include <fmt/format.h>

#include <set>

#include "rules/parser.h"
#include "siggen/generate.h"
#include "siggen/rule_text.h"

namespace cordon::detect {
namespace {

// What a strain's rules look for, in pieces.
siggen::KnownContent content_of(const strain::Strain& strain) {
  siggen::KnownContent known{strain.id, {}};
  for (const strain::Signature& signature : strain.signatures) {
    if (signature.stage != strain::Stage::attempt) continue;
    const auto shape = rules::shape_of(signature.rule);
    if (!shape) continue;
    for (const rules::Option& option : shape->options) {
      if (option.keyword != "content") continue;
      const auto quoted = rules::content_bytes(option.value);
      if (quoted && !quoted->negated) known.patterns.push_back(quoted->bytes);
    }
  }
  return known;
}

// Flows between hosts between whom the worm did not pass: what others say, on this service and on
// others too, for a rule must not match them either.
std::vector<Bytes> clean_flows(const MovingContent& worm, const sift::Sifted& sifted) {
  std::set<std::pair<net::Address, net::Address>> carried;
  for (const sift::Carried& d : worm.deliveries) carried.emplace(d.from, d.to);
  std::vector<Bytes> clean;
  for (const auto& [service, samples] : sifted.others) {
    if (service.from != worm.service.from) continue;
    for (const sift::Sample& sample : samples)
      if (!carried.contains({sample.from, sample.to})) clean.push_back(bytes_of(sample.bytes));
  }
  return clean;
}

std::uint32_t sid_of(const MovingContent& worm, std::size_t variant) {
  const std::uint32_t udp = worm.service.protocol == net::Protocol::udp ? 1 : 0;
  return kFirstGeneratedSid + (udp << 16 | worm.service.port) * 4 +
         static_cast<std::uint32_t>(std::min<std::size_t>(variant, 3));
}

evidence::GeneratedRule rule_of(const MovingContent& worm, const siggen::Signature& signature,
                                std::size_t variant) {
  evidence::GeneratedRule made;
  made.variant = fmt::format("{}.{}", worm.strain, variant + 1);
  made.sid = sid_of(worm, variant);
  siggen::RuleHead head;
  head.transport =
      worm.service.protocol == net::Protocol::udp ? siggen::Transport::udp : siggen::Transport::tcp;
  head.direction = worm.service.from == event::Side::client ? siggen::Direction::to_server
                                                            : siggen::Direction::to_client;
  head.port = worm.service.port;
  head.sid = made.sid;
  head.message = fmt::format("Cordon generated: content of worm {}", made.variant);
  made.rule = siggen::rule_text(signature, head);
  made.covered = signature.counts.covered;
  made.suspicious = signature.counts.suspicious;
  made.false_matches = signature.counts.false_matches;
  made.clean = signature.counts.clean;
  made.expected_false = signature.counts.estimated;
  if (signature.likeness) {
    made.likeness = signature.likeness->words;
    made.like_strain = signature.likeness->strain;
  }
  return made;
}

}  // namespace

WormRules rules_for(const MovingContent& worm, const sift::Sifted& sifted,
                    const strain::Catalogue& catalogue) {
  std::vector<siggen::Sample> suspicious;
  std::set<std::uint64_t> flows;
  for (const sift::Sample& sample : worm.samples)
    if (flows.insert(sample.flow).second)
      suspicious.push_back({bytes_of(sample.bytes), sample.from.hash(), sample.to.hash()});
  const std::vector<Bytes> clean = clean_flows(worm, sifted);
  std::vector<siggen::KnownContent> known;
  for (const strain::Strain& strain : catalogue.strains()) known.push_back(content_of(strain));
  siggen::Pools pools;
  pools.suspicious = suspicious;
  pools.clean = clean;
  pools.known = known;
  WormRules made;
  const auto signatures = siggen::generate_variants(pools, siggen::Budget{});
  if (!signatures) {
    made.why_none = signatures.error().message();
    return made;
  }
  for (std::size_t i = 0; i < signatures->size() && i < 4; ++i)
    made.rules.push_back(rule_of(worm, (*signatures)[i], i));
  return made;
}

}  // namespace cordon::detect
