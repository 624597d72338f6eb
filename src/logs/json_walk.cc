#include "logs/json_walk.h"

#include <array>
#include <cstring>

#include "logs/escapes.h"
#include "logs/json_marks.h"
#include "logs/json_string.h"

namespace cordon::logs {
namespace {

// A number or an address: where its end is missing, it is another one.
bool is_numeric(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF.:+-") == std::string_view::npos;
}

// Which way a walk goes: by paths that are put together and asked about.
class ByPath {
 public:
  using Place = std::size_t;  // of the path, how long it is
  static constexpr Place kRoot = 0, kUnwanted = SIZE_MAX;
  explicit ByPath(JsonVisitor& visitor) : visitor_(visitor) {}

  Place child(Place parent, std::string_view key, std::size_t) {
    if (parent + 1 + key.size() > kMostPath) return kUnwanted;
    if (parent > 0) path_[parent++] = '.';
    std::memcpy(path_.data() + parent, key.data(), key.size());
    return parent + key.size();
  }
  bool enters(Place place) { return place != kUnwanted && visitor_.enter({path_.data(), place}); }
  static bool wants(Place place) { return place != kUnwanted; }
  void leaf(Place place, std::string_view text) { visitor_.leaf({path_.data(), place}, text); }

 private:
  JsonVisitor& visitor_;
  std::array<char, kMostPath> path_;
};

// Or by a tree of what is wanted.
class ByKeys {
 public:
  using Place = JsonKeys::Node;
  static constexpr Place kRoot = JsonKeys::kRoot;
  ByKeys(const JsonKeys& keys, JsonLeafVisitor& visitor) : keys_(keys), visitor_(visitor) {}

  Place child(Place parent, std::string_view key, std::size_t readable) const {
    return keys_.child(parent, key, readable);
  }
  bool enters(Place place) const { return keys_.enters(place); }
  bool wants(Place place) const { return keys_.leaf(place) != JsonKeys::kNoLeaf; }
  void leaf(Place place, std::string_view text) { visitor_.leaf(keys_.leaf(place), text); }

 private:
  const JsonKeys& keys_;
  JsonLeafVisitor& visitor_;
};

// What begins with a byte.
enum class Begins : std::uint8_t { nothing, string, scalar, null, container };
constexpr std::array<Begins, 256> kBegins = [] {
  std::array<Begins, 256> begins{};
  for (const char c : {'-', 't', 'f', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'})
    begins[static_cast<unsigned char>(c)] = Begins::scalar;
  begins['"'] = Begins::string;
  begins['n'] = Begins::null;
  begins['{'] = begins['['] = Begins::container;
  return begins;
}();

template <class Guide>
class Walk {
 public:
  using Place = typename Guide::Place;

  /// `decoded` must have room for as many bytes as the unit, so that it never moves.
  Walk(Guide& guide, const MarkedJson& unit, std::string& decoded, std::string& key)
      : guide_(guide),
        text_(unit.text),
        marks_(unit.marks),
        count_(unit.count),
        size_(unit.size),
        written_(unit.written),
        decoded_(decoded),
        key_(key) {
    find_escape(0);
  }

  bool root() {
    at_ = 1;
    return object(Guide::kRoot, 1);
  }

 private:
  char mark(std::size_t at) const { return at < count_ ? text_[marks_[at]] : '\0'; }

  // What stands at a mark, without the blanks behind it.
  std::string_view token(std::size_t at) const {
    const std::size_t begin = marks_[at];
    std::size_t end = at + 1 < count_ ? marks_[at + 1] : size_;
    while (end > begin && static_cast<unsigned char>(text_[end - 1]) <= ' ') --end;
    return {text_ + begin, end - begin};
  }

  static bool is_string(std::string_view token) {
    return token.size() >= 2 && token.front() == '"' && token.back() == '"';
  }

  // Of what stands behind '{'.
  bool object(Place place, int depth) {
    if (mark(at_) == '}') return ++at_, true;
    while (at_ + 2 < count_) {
      std::string_view key = token(at_);
      if (!is_string(key) || text_[marks_[at_ + 1]] != ':') return false;
      key = key.substr(1, key.size() - 2);
      std::size_t readable = size_ - static_cast<std::size_t>(key.data() - text_);
      if (has_escapes(key) && !undo_key(key, readable)) return false;
      at_ += 2;
      const Place below = guide_.child(place, key, readable);
      if (!(passes(below) || any(below, depth))) return false;
      const char next = mark(at_++);
      if (next == '}') return true;
      if (next != ',') return false;
    }
    return false;
  }

  // Over what is neither wanted nor the last: most of a line.
  bool passes(Place place) {
    if (guide_.wants(place) || is_last()) return false;
    const Begins begins = kBegins[static_cast<unsigned char>(text_[marks_[at_]])];
    const bool single = begins == Begins::string || begins == Begins::scalar;
    at_ += single;
    return single;
  }

  // Of what stands behind '['.
  bool array(Place place, int depth) {
    if (mark(at_) == ']') return ++at_, true;
    while (at_ < count_) {
      if (!any(place, depth)) return false;
      const char next = mark(at_++);
      if (next == ']') return true;
      if (next != ',') return false;
    }
    return false;
  }

  bool any(Place place, int depth) {
    switch (kBegins[static_cast<unsigned char>(mark(at_))]) {
      case Begins::string: return string(place);
      case Begins::scalar: return scalar(place);
      case Begins::null: return ++at_, true;
      case Begins::container: return container(place, depth);
      case Begins::nothing: break;
    }
    return false;
  }

  bool container(Place place, int depth) {
    const bool is_object = text_[marks_[at_]] == '{';
    if (depth >= kMostDepth || !guide_.enters(place)) return skip();
    ++at_;
    return is_object ? object(place, depth + 1) : array(place, depth + 1);
  }

  // Over a container, whatever it holds.
  bool skip() {
    std::size_t depth = 0;
    while (at_ < count_) {
      const char c = text_[marks_[at_++]];
      if (c == '{' || c == '[') ++depth;
      if ((c == '}' || c == ']') && --depth == 0) return true;
    }
    return false;
  }

  bool is_last() const { return at_ + 2 >= count_; }

  bool scalar(Place place) {
    if (guide_.wants(place) || is_last()) {
      const std::string_view value = token(at_);
      if (value.data() + value.size() >= text_ + written_) return false;
      if (guide_.wants(place)) guide_.leaf(place, value);
    }
    ++at_;
    return true;
  }

  bool string(Place place) {
    if (!guide_.wants(place) && !is_last()) return ++at_, true;
    const std::string_view quoted = token(at_);
    if (!is_string(quoted)) return false;
    const bool cut = quoted.data() + quoted.size() > text_ + written_;  // its quote is ours
    std::string_view value = quoted.substr(1, quoted.size() - 2);
    if (has_escapes(value)) value = undone(value);
    if (cut && is_numeric(value)) return false;
    if (guide_.wants(place)) guide_.leaf(place, value);
    ++at_;
    return !cut;
  }

  void find_escape(std::size_t from) {
    const auto* found = static_cast<const char*>(std::memchr(text_ + from, '\\', size_ - from));
    escape_ = found == nullptr ? size_ : static_cast<std::size_t>(found - text_);
  }
  // Asked from the front to the back.
  bool has_escapes(std::string_view text) {
    const auto begin = static_cast<std::size_t>(text.data() - text_);
    if (escape_ < begin) find_escape(begin);
    return escape_ < begin + text.size();
  }

  std::string_view undone(std::string_view raw) {
    const std::size_t begin = decoded_.size();
    if (!append_json_string(raw, decoded_)) {
      std::string scratch;
      decoded_.append(unescaped(raw, scratch));
    }
    return std::string_view(decoded_).substr(begin);
  }

  bool undo_key(std::string_view& key, std::size_t& readable) {
    key_.clear();
    if (!append_json_string(key, key_)) return false;
    key = key_;
    readable = key.size();
    return true;
  }

  Guide& guide_;
  const char* text_;
  const std::uint32_t* marks_;
  std::size_t count_, size_, written_;
  std::size_t escape_ = 0;  // where the next one is, or the end
  std::string& decoded_;
  std::string& key_;
  std::size_t at_ = 0;
};

}  // namespace

struct JsonWalk::State {
  JsonMarks marks;
  std::string decoded, key;  // of strings with escapes
};

JsonWalk::JsonWalk() : state_(std::make_unique<State>()) {}
JsonWalk::~JsonWalk() = default;
JsonWalk::JsonWalk(JsonWalk&&) noexcept = default;

template <class Guide>
Walked JsonWalk::walk_with(std::string_view unit, Guide guide) {
  if (unit.empty()) return Walked::none;
  State& state = *state_;
  MarkedJson marked;
  if (!state.marks.find(unit, marked)) return Walked::none;
  state.decoded.clear();
  state.decoded.reserve(marked.size);
  const bool closed = marked.size == marked.written;
  const bool sound = Walk<Guide>(guide, marked, state.decoded, state.key).root();
  return sound && closed ? Walked::whole : Walked::cut;
}

Walked JsonWalk::walk(std::string_view unit, JsonVisitor& visitor) {
  return walk_with(unit, ByPath(visitor));
}

Walked JsonWalk::walk(std::string_view unit, const JsonKeys& keys, JsonLeafVisitor& visitor) {
  return walk_with(unit, ByKeys(keys, visitor));
}

}  // namespace cordon::logs
