#include "traffic/part.h"

#include <fmt/format.h>

namespace cordon::traffic {

Part::Part(CleanWorld& world, std::string_view name)
    : fleet_(world.fleet),
      options_(world.options),
      wire_(world.wire),
      random_(combine(world.options.seed, hash_of(bytes_of(name)))),
      truth_(world.truth),
      conversations_(world.truth.conversations[std::string(name)]) {}

void Part::act() {
  const Happening happening = due_.top();
  due_.pop();
  happen(happening);
}

void Part::plan(Time at, std::uint32_t kind, std::uint64_t a, std::uint64_t b) {
  due_.push({at, order_++, kind, a, b});
}

Time Part::uniform(Time from, Time to) {
  return from + duration_from_seconds(random_.unit() * seconds(to - from));
}

Time Part::talk(Time now, const net::Address& client, const net::Endpoint& server,
                const std::vector<Said>& said) {
  ++conversations_;
  Connection connection = wire_.open(now, ports_.next(client), server, random_);
  for (const Said& one : said) wire_.say(connection, now, one);
  const Time arrived = now;
  wire_.finish(connection, now, true);
  return arrived;
}

void Part::exchange(Time now, const net::Address& client, const net::Endpoint& server,
                    const std::vector<Said>& said) {
  ++conversations_;
  wire_.exchange(now, ports_.next(client), server, said, random_);
}

void Part::fail(Time now, const net::Address& client, const net::Endpoint& server, bool refused) {
  ++conversations_;
  if (refused)
    wire_.knock(now, ports_.next(client), server, Wire::Answer::refusal, random_);
  else
    wire_.knock_twice(now, ports_.next(client), server, random_);
}

void Part::knock(Time now, const net::Address& client, const net::Endpoint& server,
                 Wire::Answer answer) {
  ++conversations_;
  wire_.knock(now, ports_.next(client), server, answer, random_);
}

std::string prose(std::uint64_t number, std::size_t size) {
  static constexpr std::string_view kSyllables[] = {"ba",  "ko", "ri", "ten", "mal", "su",  "ver",
                                                    "lin", "do", "pa", "nor", "eth", "qui", "zam"};
  Random random(mix(number + 1));
  std::string text;
  while (text.size() < size) {
    for (std::uint64_t i = 1 + random.below(4); i > 0; --i)
      text += kSyllables[random.below(std::size(kSyllables))];
    text += random.chance(0.1) ? ".\n" : " ";
  }
  text.resize(size);
  return text;
}

Said says(bool client, std::string_view text, double delay) {
  return {client, copy_of(bytes_of(text)), delay};
}

Said page(std::uint64_t number, std::size_t size, double delay) {
  return says(false,
              fmt::format("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: \"{:x}\"\r\n"
                          "Content-Length: {}\r\n\r\n{}",
                          mix(number), size, prose(number, size)),
              delay);
}

}  // namespace cordon::traffic
