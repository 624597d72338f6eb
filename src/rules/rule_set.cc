#include "rules/rule_set.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "rules/database.h"
#include "rules/keyword.h"
#include "rules/parser.h"

namespace cordon::rules {

struct RuleSet::State {
  std::vector<RuleInfo> infos;
  std::vector<RuleError> errors;
  event::Demand demand;
  Database database;
};

namespace {

/// On which events the rule is tried; a complaint where no event has all it looks at.
Complaint settle(Rule& rule) {
  bool packet = rule.needs_packet || rule.header.packets_only || rule.no_stream;
  bool request = false, response = false, http = false, dns = false;
  for (const Look& look : rule.looks) {
    const Origin origin = origin_of(look.buffer);
    packet = packet || origin == Origin::packet;
    request = request || origin == Origin::request;
    // file.data goes either way, as the rest of the rule and its direction say.
    response = response || (origin == Origin::response && look.buffer != Buffer::file_data);
    http = http || origin == Origin::http || look.buffer == Buffer::file_data;
    dns = dns || origin == Origin::dns;
  }
  if (http && !request && !response) (rule.from == event::Side::client ? request : response) = true;
  if (request && response) return "looks at a request and a response at once";
  if (request || response) {
    rule.stage = request ? Stage::request : Stage::response;
    return {};
  }
  if (dns)
    rule.stage = Stage::dns;
  else if (packet || rule.looks.empty())
    rule.stage = Stage::packet;
  else
    rule.stage = Stage::payload;
  rule.once_a_flow = rule.looks.empty() && rule.checks.empty() && !rule.from;
  return {};
}

class Loader {
 public:
  Loader(const LoadOptions& options, std::vector<RuleInfo>& infos, std::vector<RuleError>& errors)
      : variables_(default_variables()), infos_(infos), errors_(errors) {
    for (const auto& [name, value] : options.variables) variables_[name] = value;
  }
  void load(const RuleText& file) {
    for (const Line& line : lines_of(file.text)) {
      Draft draft;
      draft.names = &names_;
      draft.info.file = file.name;
      draft.info.line = line.number;
      draft.info.text = line.text;
      if (auto wrong = read(draft))
        errors_.push_back(std::move(*wrong));
      else
        keep(draft);
    }
  }
  std::vector<Rule> take() { return std::move(rules_); }

 private:
  std::optional<RuleError> read(Draft& draft) {
    const auto wrong = [&](std::string keyword, std::string cause) {
      return RuleError{draft.info.file, draft.info.line, std::move(keyword), std::move(cause)};
    };
    const auto shape = shape_of(draft.info.text);
    if (!shape) return wrong({}, shape.error().cause);
    static constexpr std::string_view kActions[] = {"alert",     "pass",      "drop",      "reject",
                                                    "rejectsrc", "rejectdst", "rejectboth"};
    if (std::find(std::begin(kActions), std::end(kActions), shape->action) == std::end(kActions))
      return wrong(shape->action, "unknown action");
    draft.info.action = shape->action;
    draft.rule.act = shape->action == "pass" ? Act::pass : Act::alert;
    auto header = parse_header(shape->header, variables_);
    if (!header) return wrong(header.error().object, header.error().cause);
    draft.rule.header = std::move(*header);
    draft.rule.only_stream = draft.rule.header.stream_only;
    for (const Option& option : shape->options)
      if (auto complaint = apply(draft, option.keyword, option.value))
        return wrong(option.keyword, *complaint);
    if (draft.info.sid == 0) return wrong("sid", "missing");
    if (auto complaint = settle(draft.rule)) return wrong({}, *complaint);
    return std::nullopt;
  }
  void keep(Draft& draft) {
    draft.rule.number = static_cast<std::uint32_t>(infos_.size());
    infos_.push_back(std::move(draft.info));
    rules_.push_back(std::move(draft.rule));
  }

  Variables variables_;
  std::map<std::string, std::uint32_t> names_;
  std::vector<Rule> rules_;
  std::vector<RuleInfo>& infos_;
  std::vector<RuleError>& errors_;
};

}  // namespace

std::string RuleError::message() const {
  std::string text = file + ":" + std::to_string(line) + ": ";
  if (cause == "unknown keyword") return text + cause + " '" + keyword + "'";
  return text + (keyword.empty() ? "" : keyword + ": ") + cause;
}

RuleSet::RuleSet() : state_(std::make_unique<State>()) {}
RuleSet::~RuleSet() = default;
RuleSet::RuleSet(RuleSet&&) noexcept = default;

RuleSet RuleSet::compile(const std::vector<RuleText>& texts, const LoadOptions& options) {
  RuleSet set;
  Loader loader(options, set.state_->infos, set.state_->errors);
  for (const RuleText& text : texts) loader.load(text);
  set.state_->database = build_database(loader.take(), set.state_->demand);
  return set;
}

const std::vector<RuleInfo>& RuleSet::rules() const { return state_->infos; }
const std::vector<RuleError>& RuleSet::errors() const { return state_->errors; }
event::Demand RuleSet::demand() const { return state_->demand; }
const Database& RuleSet::database() const { return state_->database; }

Result<RuleText> read_rules(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail("read rules", path, "it cannot be opened", "check the path");
  RuleText text;
  text.name = path;
  text.text.assign(std::istreambuf_iterator<char>(in), {});
  if (in.bad()) return fail("read rules", path, "reading failed");
  return text;
}

}  // namespace cordon::rules
