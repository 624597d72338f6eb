#include "logs/carried.h"

namespace cordon::logs {
namespace {

// rsyslog's and Suricata's mark of a message that is JSON.
std::string_view without_cookie(std::string_view message) {
  constexpr std::string_view kCookie = "@cee:";
  if (!message.starts_with(kCookie)) return message;
  message.remove_prefix(kCookie.size());
  while (message.starts_with(' ')) message.remove_prefix(1);
  return message;
}

// Gives an inner entry what the carrier knows and the message did not say.
class Carrier final : public EntrySink {
 public:
  Carrier(const CarriedLine& line, EntrySink& sink) : line_(line), sink_(sink) {}
  void entry(const Entry& inner) override {
    if (inner.time != kNoTime && !inner.sensor.empty() && !line_.decoded) return sink_.entry(inner);
    Entry entry = inner;
    if (entry.time == kNoTime) entry.time = line_.time;
    if (entry.sensor.empty()) entry.sensor = line_.host;
    if (line_.decoded) entry.rewritten = Rewritten::anything;
    sink_.entry(entry);
  }

 private:
  const CarriedLine& line_;
  EntrySink& sink_;
};

}  // namespace

// Recognition costs, and most tags carry nothing: after its first messages only one in a while of a
// tag is tried. (A web server's errors and requests may have the same tag.)
bool CarriedLines::try_format(Carried& carried, std::string_view messages) {
  constexpr std::uint64_t kFirst = 64, kBetween = 64;
  if (++carried.tries > kFirst && carried.tries % kBetween != 0) return false;
  carried.format = recognise_inner_(messages, hints_);
  // Only lines fit into lines.
  if (carried.format && carried.format->framing != Framing::lines) carried.format.reset();
  return carried.format.has_value();
}

void CarriedLines::learn(const std::vector<CarriedLine>& first) {
  std::map<std::string, std::string, std::less<>> messages;
  for (const CarriedLine& line : first) {
    const std::string tag(line.tag.substr(0, kMostTagLength));
    if (messages.count(tag) > 0 || messages.size() < kMostTags)
      messages[tag].append(without_cookie(line.message)).append("\n");
  }
  for (const auto& [tag, lines] : messages) {
    Carried& carried = tags_[tag];
    if (try_format(carried, lines)) carried.bytes = lines.size();
  }
}

Verdict CarriedLines::read(const CarriedLine& line, EntrySink& sink) {
  const std::string_view tag = line.tag.substr(0, kMostTagLength);
  const std::string_view message = without_cookie(line.message);
  auto known = tags_.find(tag);
  if (known == tags_.end()) {
    if (tags_.size() >= kMostTags) return Verdict::nothing;
    known = tags_.emplace(std::string(tag), Carried{}).first;
  }
  Carried& carried = known->second;
  if (message.empty()) return Verdict::nothing;
  if (!carried.format && !try_format(carried, message)) return Verdict::nothing;
  Carrier carrier(line, sink);
  return carried.format->parser->read(message, carrier);
}

const Format* CarriedLines::best() const {
  const Carried* best = nullptr;
  for (const auto& [tag, carried] : tags_)
    if (carried.format && (best == nullptr || carried.bytes > best->bytes)) best = &carried;
  return best == nullptr ? nullptr : &*best->format;
}

void name_after(const Format* carried, std::string_view carrier, Format& format) {
  format.name = carrier;
  format.kind = carrier;
  if (carried == nullptr) return;
  format.name = carried->name + " in " + std::string(carrier);
  format.depth = carried->depth;
  format.kind = carried->kind;
}

}  // namespace cordon::logs
