#include "proto/readers.h"

#include "proto/dns/message.h"
#include "proto/lines/reader.h"
#include "proto/recognition.h"

namespace cordon::proto {

struct Readers::State {
  State(const event::Demand& d, event::Observer& n)
      : demand(d), next(n), context{demand, next, counters} {}

  void read(const event::StreamChunk& chunk);
  void look_at(Session& session, const event::StreamChunk& chunk);
  void replay(Session& session, const event::StreamChunk& chunk);
  void read_dns(const event::Datagram& datagram);
  void read_tftp(const event::Datagram& datagram);

  event::Demand demand;
  event::Observer& next;
  Counters counters;
  Context context;
};

// Gives the reader what had been looked at before it was chosen, the other side's bytes first where
// the client is not the one who spoke now.
void Readers::State::replay(Session& session, const event::StreamChunk& chunk) {
  for (const event::Side side : {event::Side::client, event::Side::server}) {
    std::string& first = session.first[event::index(side)];
    if (!first.empty()) session.reader->chunk({chunk.flow, side, chunk.at, 0, bytes_of(first)});
    std::string().swap(first);
  }
}

void Readers::State::look_at(Session& session, const event::StreamChunk& chunk) {
  std::string& first = session.first[event::index(chunk.from)];
  const bool alone = first.empty();
  if (alone && recognise(chunk.flow, chunk.from, text_of(chunk.bytes), session, context)) {
    if (session.reader == nullptr) return;
    replay(session, chunk);
    session.reader->chunk(chunk);
    return;
  }
  if (session.given_up) return;
  first += text_of(head(chunk.bytes, kMostLookedAt - std::min(kMostLookedAt, first.size())));
  if (!alone && recognise(chunk.flow, chunk.from, first, session, context) &&
      session.reader != nullptr)
    replay(session, chunk);
  if (session.given_up)
    for (std::string& kept : session.first) std::string().swap(kept);
}

void Readers::State::read(const event::StreamChunk& chunk) {
  auto* session = chunk.flow.slot<Session>(event::Slot::proto);
  if (session == nullptr)
    session = &chunk.flow.keep(event::Slot::proto, std::make_unique<Session>());
  if (session->reader != nullptr) {
    session->reader->chunk(chunk);
  } else if (!session->given_up) {
    look_at(*session, chunk);
  }
  if (session->encrypted) counters.encrypted_bytes += chunk.bytes.size();
}

void Readers::State::read_dns(const event::Datagram& datagram) {
  auto message = dns::read_message(datagram.bytes);
  if (!message) return;
  datagram.flow.app = event::App::dns;
  ++counters.dns_messages;
  event::DnsMessage event{datagram.flow, datagram.from, datagram.at};
  event.id = message->id;
  event.is_response = message->is_response;
  event.opcode = message->opcode;
  event.rcode = message->rcode;
  event.questions = std::move(message->questions);
  event.answers = std::move(message->answers);
  next.see(event);
}

void Readers::State::read_tftp(const event::Datagram& datagram) {
  const lines::TftpRequest request = lines::read_tftp(datagram.bytes);
  if (request.verb.empty()) return;
  datagram.flow.app = event::App::tftp;
  ++counters.commands;
  next.see(event::Command{datagram.flow, datagram.from, datagram.at, event::App::tftp, request.verb,
                          request.file});
}

Readers::Readers(const event::Demand& demand, event::Observer& next)
    : state_(std::make_unique<State>(demand, next)) {}
Readers::~Readers() = default;

void Readers::see(const event::FlowOpened& opened) { state_->next.see(opened); }
void Readers::see(const event::PacketSeen& packet) { state_->next.see(packet); }

void Readers::see(const event::StreamChunk& chunk) {
  state_->next.see(chunk);
  state_->read(chunk);
}

void Readers::see(const event::StreamGap& gap) {
  state_->next.see(gap);
  auto* session = gap.flow.slot<Session>(event::Slot::proto);
  if (session == nullptr) return;
  if (session->reader != nullptr) {
    session->reader->gap(gap);
  } else {
    session->first[event::index(gap.from)].clear();  // what comes next does not join on
  }
}

void Readers::see(const event::Datagram& datagram) {
  state_->next.see(datagram);
  const event::Flow& flow = datagram.flow;
  if (flow.protocol != net::Protocol::udp) return;
  if (dns::is_dns_port(flow.server.port)) state_->read_dns(datagram);
  if (flow.server.port == 69) state_->read_tftp(datagram);
}

void Readers::see(const event::FlowClosed& closed) {
  auto* session = closed.flow.slot<Session>(event::Slot::proto);
  if (session != nullptr && session->reader != nullptr) session->reader->closed(closed);
  state_->next.see(closed);
}

const Counters& Readers::counters() const { return state_->counters; }

}  // namespace cordon::proto
