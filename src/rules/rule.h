// A rule in compiled form: its header, its checks, and what it looks for in which buffers.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "match/regex.h"
#include "rules/buffer.h"
#include "rules/header.h"
#include "rules/rule_set.h"

namespace cordon::rules {

inline constexpr std::size_t kMostNumbers = 16;  // byte_extract and byte_math names of one rule

/// A number as written, or the name of one that an earlier keyword of the rule has read.
struct Number {
  std::int64_t value = 0;
  int variable = -1;
};

struct Content {
  std::string bytes;
  bool nocase = false, negated = false, relative = false, ends = false;
  std::optional<Number> offset, depth, distance, within;
  bool fast = false;
};
struct Pcre {
  match::Regex regex;
  bool negated = false, relative = false;
};
/// How a number is read from bytes.
struct Reading {
  std::uint32_t size = 0;  // bytes, or digits where `text`
  Number offset;
  bool relative = false, little = false, text = false;
  int base = 10;
  std::uint64_t mask = 0;  // 0: none
};
struct ByteTest {
  Reading reading;
  std::string oper;
  bool negated = false;
  Number value;
};
struct ByteJump {
  Reading reading;
  std::int64_t multiplier = 1, post_offset = 0;
  bool align = false, from_beginning = false, from_end = false;
};
struct ByteExtract {
  Reading reading;
  std::int64_t multiplier = 1;
  bool align = false;
  int variable = 0;
};
struct ByteMath {
  Reading reading;
  std::string oper;
  Number value;
  int variable = 0;
};
struct IsDataAt {
  Number at;
  bool relative = false, negated = false;
};
/// Size of the buffer: bsize, urilen.
struct Size {
  std::string oper;  // "=", "<", ">", "<>", "!"
  std::uint64_t low = 0, high = 0;
};
struct Base64 {
  std::uint32_t bytes = 0;  // 0: all
  std::uint32_t offset = 0;
  bool relative = false;
};
using Test =
    std::variant<Content, Pcre, ByteTest, ByteJump, ByteExtract, ByteMath, IsDataAt, Size, Base64>;

using Transform = std::function<void(std::string&)>;

/// The tests of one buffer, in order.
struct Look {
  Buffer buffer = Buffer::payload;
  std::vector<Transform> transforms;
  std::vector<Test> tests;
  bool absent = false, absent_or_else = false;
};

struct FlowState;  // what the engine keeps about a flow: rules/flow_state.h
using Check = std::function<bool(const Scene&, const FlowState&)>;
/// Done when the rule has matched, alert or not.
using Deed = std::function<void(FlowState&)>;

enum class Act : std::uint8_t { alert, pass };

/// On which events a rule is tried.
enum class Stage : std::uint8_t { packet, payload, request, response, dns, none };

struct Rule {
  std::uint32_t number = 0;  // in RuleSet::rules()
  Act act = Act::alert;
  Header header;
  Stage stage = Stage::none;
  std::vector<Check> checks;
  std::vector<Deed> deeds;
  std::vector<Look> looks;
  std::optional<event::Side> from;
  bool needs_packet = false, only_stream = false, no_stream = false, no_alert = false;
  bool once_a_flow = false;          // it asks nothing that changes from packet to packet
  std::vector<std::string> numbers;  // names of what byte_extract and byte_math read
};

}  // namespace cordon::rules
