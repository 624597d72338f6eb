#include "epidemic/measure.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"

namespace cordon::epidemic {
namespace {

constexpr std::size_t kMostUsualBlocks = 6;

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value >= 0) ||
      !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::optional<double> share_of(std::string_view text) {
  if (!text.ends_with('%')) return std::nullopt;
  const auto value = number_of(text.substr(0, text.size() - 1));
  if (!value || *value > 100) return std::nullopt;
  return *value / 100;
}

// "1/s", "30/h": so many a second.
std::optional<double> rate_of(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto count = number_of(text.substr(0, slash));
  const auto unit = seconds_of("1" + std::string(text.substr(slash + 1)));
  if (!count || !unit || text.size() != slash + 2) return std::nullopt;
  return *count / *unit;
}

// The words of one measure, taken from the front; what is wrong is said with the word.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {
    for (const std::string_view word : split(text, ' '))
      if (!word.empty()) words_.push_back(word);
  }
  bool empty() const { return at_ >= words_.size(); }
  std::string_view peek() const { return empty() ? std::string_view() : words_[at_]; }
  std::string_view take() { return empty() ? std::string_view() : words_[at_++]; }
  tl::unexpected<Error> wrong(std::string_view word, std::string must) const {
    return fail(
        "use measure", fmt::format("'{}'", text_),
        word.empty() ? "something is missing: " + must : fmt::format("'{}': {}", word, must),
        "cordon whatif --help lists the measures");
  }
  /// "at 5m", if it stands there.
  Result<double> at() {
    if (peek() != "at") return 0.0;
    take();
    const std::string_view word = take();
    const auto time = seconds_of(word);
    if (!time) return wrong(word, "a time is needed, such as 90s, 5m, 2h");
    return *time;
  }
  /// "80%", if it stands there.
  Result<double> deployment() {
    if (empty() || !peek().ends_with('%')) return 1.0;
    const std::string_view word = take();
    const auto share = share_of(word);
    if (!share) return wrong(word, "a share is needed, 0% to 100%");
    return *share;
  }

 private:
  std::string_view text_;
  std::vector<std::string_view> words_;
  std::size_t at_ = 0;
};

Result<void> put_filter(Words& words, bool by_content, Controls& controls) {
  const std::string_view word = words.take();
  const auto time = seconds_of(word);
  if (!time) return words.wrong(word, "a time is needed, such as 90s, 5m, 2h");
  const auto share = words.deployment();
  if (!share) return tl::unexpected(share.error());
  (by_content ? controls.content_filter_at : controls.address_filter_after) = *time;
  (by_content ? controls.content_deployment : controls.address_deployment) = *share;
  return {};
}

Result<void> put_limit(Words& words, Controls& controls) {
  const std::string_view word = words.take();
  const auto rate = rate_of(word);
  if (!rate) return words.wrong(word, "a rate of probes is needed, such as 1/s or 30/m");
  const auto at = words.at();
  if (!at) return tl::unexpected(at.error());
  const auto share = words.deployment();
  if (!share) return tl::unexpected(share.error());
  controls.contact_limit = *rate;
  controls.contact_limit_at = *at;
  controls.contact_limit_deployment = *share;
  return {};
}

Result<void> put_cleansing(Words& words, Care& care) {
  const std::string_view word = words.take();
  const auto rate = rate_of(word);
  if (!rate) return words.wrong(word, "a rate is needed: 30/h is 30 in a hundred an hour");
  const auto at = words.at();
  if (!at) return tl::unexpected(at.error());
  care.cleansing = {{*at, *rate / 100}};
  return {};
}

// The segment of that name, or what there is.
Result<std::size_t> segment_of(Words& words, std::string_view name, const Network& network) {
  std::string names;
  for (std::size_t i = 0; i < network.segments.size(); ++i) {
    if (network.segments[i].name == name) return i;
    names += (i == 0 ? "" : ", ") + network.segments[i].name;
  }
  return words.wrong(name, "there is no such segment; there are " + names);
}

Result<void> put_patches(Words& words, Scenario& scenario) {
  const std::string_view word = words.take();
  if (const auto share = share_of(word)) {
    if (!scenario.network) {
      scenario.controls.patched_before = *share;
      return {};
    }
    for (Segment& segment : scenario.network->segments)
      segment.patched = static_cast<std::uint64_t>(
          std::llround(*share * static_cast<double>(segment.vulnerable - segment.initial)));
    return {};
  }
  const std::size_t equals = word.find('=');
  const auto count =
      equals == std::string_view::npos ? std::nullopt : number_of(word.substr(equals + 1));
  if (!count || !scenario.network)
    return words.wrong(word, scenario.network ? "20% or SEGMENT=COUNT is needed"
                                              : "a share is needed, such as 20%");
  const auto segment = segment_of(words, word.substr(0, equals), *scenario.network);
  if (!segment) return tl::unexpected(segment.error());
  Segment& in = scenario.network->segments[*segment];
  if (*count > static_cast<double>(in.vulnerable - in.initial))
    return words.wrong(word,
                       fmt::format("only {} can be patched there", in.vulnerable - in.initial));
  in.patched = static_cast<std::uint64_t>(*count);
  return {};
}

Result<void> put_block(Words& words, Scenario& scenario) {
  const std::string_view word = words.take();
  const std::size_t arrow = word.find("->");
  if (arrow == std::string_view::npos || !scenario.network)
    return words.wrong(word, scenario.network ? "FROM->TO[:PORT] is needed"
                                              : "it needs a described network (--network)");
  std::string_view to = word.substr(arrow + 2), port;
  if (const std::size_t colon = to.rfind(':'); colon != std::string_view::npos) {
    port = to.substr(colon + 1);
    to = to.substr(0, colon);
  }
  Block block;
  const auto source = segment_of(words, word.substr(0, arrow), *scenario.network);
  if (!source) return tl::unexpected(source.error());
  const auto target = segment_of(words, to, *scenario.network);
  if (!target) return tl::unexpected(target.error());
  if (!port.empty()) {
    const auto number = number_of(port);
    if (!number || *number < 1 || *number > 65535) return words.wrong(port, "it is no port");
    block.ports = {static_cast<std::uint16_t>(*number)};
  }
  const auto at = words.at();
  if (!at) return tl::unexpected(at.error());
  block.from = *source;
  block.to = *target;
  block.at = *at;
  auto& blocks = scenario.network->blocks;
  blocks.insert(std::upper_bound(blocks.begin(), blocks.end(), block,
                                 [](const Block& a, const Block& b) { return a.at < b.at; }),
                block);
  return {};
}

Result<void> put(Words& words, Scenario& scenario) {
  const std::string_view deed = words.take();
  if (deed == "nothing") return {};
  if (deed == "address" || deed == "content")
    return put_filter(words, deed == "content", scenario.controls);
  if (deed == "limit") return put_limit(words, scenario.controls);
  if (deed == "cleanse") return put_cleansing(words, scenario.care);
  if (deed == "patch") return put_patches(words, scenario);
  if (deed == "block") return put_block(words, scenario);
  if (deed == "budget") {
    const std::string_view word = words.take();
    const auto probes = number_of(word);
    if (!probes || *probes < 1) return words.wrong(word, "a number of probes is needed");
    scenario.controls.probe_budget = *probes;
    return {};
  }
  return words.wrong(deed, "address, content, limit, budget, patch, cleanse or block is needed");
}

}  // namespace

std::optional<double> seconds_of(std::string_view text) {
  if (text.empty()) return std::nullopt;
  double unit = 1;
  switch (text.back()) {
    case 's': unit = 1; break;
    case 'm': unit = 60; break;
    case 'h': unit = 3600; break;
    case 'd': unit = 86400; break;
    default: return number_of(text);
  }
  const auto value = number_of(text.substr(0, text.size() - 1));
  if (!value) return std::nullopt;
  return *value * unit;
}

Result<Measure> measure_of(std::string_view text, const Scenario& base) {
  constexpr std::string_view kAnd = " and ";
  Measure measure{std::string(trimmed(text)), base};
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t next = rest.find(kAnd);
    Words words(rest.substr(0, next));
    if (auto done = put(words, measure.scenario); !done) return tl::unexpected(done.error());
    if (!words.empty()) return words.wrong(words.peek(), "what is it?");
    rest = next == std::string_view::npos ? std::string_view() : rest.substr(next + kAnd.size());
  }
  return measure;
}

std::vector<std::string> usual_measures(const Scenario& base) {
  std::vector<std::string> list = {"address 1m",  "address 5m", "address 20m", "content 5m",
                                   "content 20m", "content 2h", "limit 1/s",   "patch 50%"};
  if (!base.network) return list;
  const Network& network = *base.network;
  std::size_t blocks = 0;
  for (std::size_t from = 0; from < network.segments.size(); ++from)
    for (std::size_t to = 0; to < network.segments.size(); ++to) {
      if (from == to || network.segments[to].vulnerable == 0 || blocks >= kMostUsualBlocks)
        continue;
      if (!network.open(from, to, base.worm.ports, 0)) continue;
      const std::string port =
          base.worm.ports.size() == 1 ? fmt::format(":{}", base.worm.ports.front()) : "";
      list.push_back(fmt::format("block {}->{}{} at 1m", network.segments[from].name,
                                 network.segments[to].name, port));
      ++blocks;
    }
  return list;
}

}  // namespace cordon::epidemic
