// Objects that carry a line of another log: journald's (MESSAGE), Docker's ("log"), Logstash's and
// its kin's ("message").
//
// journald writes a message that is no UTF-8 as an array of its bytes. Sources: systemd's Journal
// JSON Format, Docker's json-file driver. Views live until the next unit. Threads: one a file.
#pragma once

#include "logs/carried.h"
#include "logs/json_walk.h"

namespace cordon::logs {

class JsonCarrierParser final : public Parser, private JsonVisitor {
 public:
  JsonCarrierParser(InnerRecogniser inner, Hints hints)
      : lines_(std::move(inner), std::move(hints)) {}
  Verdict read(std::string_view unit, EntrySink& sink) override;

  /// What an object carries; nothing where it is none of these. The views live until the next one.
  std::optional<CarriedLine> line_of(std::string_view object);
  void learn(const std::vector<std::string_view>& objects);
  const Format* best() const { return lines_.best(); }
  /// Whether the last object was journald's.
  bool is_journal() const { return is_journal_; }

 private:
  bool enter(std::string_view path) override;
  void leaf(std::string_view path, std::string_view text) override;

  CarriedLines lines_;
  JsonWalk walk_;
  std::string message_, tag_, host_;
  Time time_ = kNoTime;
  bool has_message_ = false, is_journal_ = false, in_bytes_ = false;
};

/// As recognisers.h has it, and with a recogniser of messages also what objects carry.
std::optional<Format> recognise_json(std::string_view first, const Hints& hints,
                                     const InnerRecogniser& inner);

}  // namespace cordon::logs
